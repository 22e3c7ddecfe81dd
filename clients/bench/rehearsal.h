// A rehearsal state with an open round, made through the API: employers that may vote, proposals to vote on.
#ifndef ASSAY_CLIENTS_BENCH_REHEARSAL_H_
#define ASSAY_CLIENTS_BENCH_REHEARSAL_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace assay::bench {

struct Rehearsal {
  std::string round;                      // its name
  std::vector<std::string> proposals;     // names of those before it
  std::vector<std::string> voter_tokens;  // a representative's for each employer
};

// Makes the state "bench" on a new installation. `operator_token` is the operator's. `employers` is at most 60,
// `proposals` at most 40. Errors: the server's.
absl::StatusOr<Rehearsal> MakeRehearsal(const std::string& target, const std::string& operator_token, int employers,
                                        int proposals);

}  // namespace assay::bench

#endif  // ASSAY_CLIENTS_BENCH_REHEARSAL_H_
