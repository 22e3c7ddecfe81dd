// Work on many rows: counting, request ids that make a second run safe, errors that do not stop the rest.
#ifndef ASSAY_CLIENTS_CLI_BATCH_H_
#define ASSAY_CLIENTS_CLI_BATCH_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/session.h"
#include "google/protobuf/message.h"

namespace assay::cli {

// Sets a request_id that is the same for the same file, place in it and request: running the command again answers
// again what was done and does what was not. `file_digest` is the SHA-256 of the file; --request-id begins a new run.
void SetRepeatableId(const Session& session, absl::string_view file_digest, absl::string_view place,
                     google::protobuf::Message* request);

// Prints figures with names, in the session's format.
void PrintCounts(Session* session, const std::vector<std::pair<std::string, int>>& counts);

// Thread-compatible.
class BatchReport {
 public:
  explicit BatchReport(Session* session) : session_(session) {}

  // Counts `items` as done, as already there (ALREADY_EXISTS) or as failed, and shows a failure with its place, such as
  // "seats.csv line 4". False when going on is of no use: no connection, no permission.
  bool Record(const std::string& place, const absl::Status& status, int items = 1);

  // Prints the counts. OK when nothing failed; otherwise the first failure's code, with how many failed.
  absl::Status Finish();

 private:
  Session* const session_;
  int done_ = 0, already_there_ = 0, failed_ = 0;
  absl::Status first_failure_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_BATCH_H_
