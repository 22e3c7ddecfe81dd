// Decision notices on paper.
#ifndef ASSAY_CLIENTS_CLI_NOTICE_COMMANDS_H_
#define ASSAY_CLIENTS_CLI_NOTICE_COMMANDS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "assay/v1/appeal_service.pb.h"
#include "clients/cli/session.h"

namespace assay::cli {

// A page with a sheet for each notice: outcome, what it is listed as, every reason, and until when to appeal.
std::string RenderNotices(const std::vector<v1::DecisionNotice>& notices);

// Writes the notice on a proposal, or all notices of a version (the one in force when none is named), into --output, or
// to standard output for -.
absl::Status RunNoticePrint(Session* session, const Invocation& invocation);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_NOTICE_COMMANDS_H_
