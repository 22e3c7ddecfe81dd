// Commands that are one call, and what other commands share with them.
#ifndef ASSAY_CLIENTS_CLI_CALL_COMMAND_H_
#define ASSAY_CLIENTS_CLI_CALL_COMMAND_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/session.h"
#include "google/protobuf/message.h"

namespace assay::cli {

// Builds the request, calls, prints. With --all the pages of a list become one answer.
absl::Status RunCall(Session* session, const Invocation& invocation);

// AdoptVersion, with one entry for each row of --from-file (column credential_id).
absl::Status RunAdopt(Session* session, const Invocation& invocation);

// Calls a list method until its last page and puts the rows into one response. Cost: every row is held in memory.
absl::Status CallAllPages(Session* session, absl::string_view method, google::protobuf::Message* request,
                          google::protobuf::Message* response);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_CALL_COMMAND_H_
