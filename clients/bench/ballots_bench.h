// assay-bench ballots: durable ballots a second, beside calls that only read who is calling.
#ifndef ASSAY_CLIENTS_BENCH_BALLOTS_BENCH_H_
#define ASSAY_CLIENTS_BENCH_BALLOTS_BENCH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/bench/figures.h"

namespace assay::bench {

struct BallotsOptions {
  std::string assayd;
  std::vector<int> outstanding = {1, 8, 64};   // callers that each have one call under way
  absl::Duration duration = absl::Seconds(2);  // of each kind of call at each number of callers
  int calls_max = 50000;                       // of each kind at each number of callers
  uint64_t seed = 1;                           // who votes how on what
};

// Starts a server on a temporary folder, makes a rehearsal state with 16 employers and 40 proposals, and measures both
// kinds of call in turns. For each number of callers n: ballots.n.rate, .p50, .p99 and whoami.n.rate, .p50, .p99.
// Most ballots are revisions, as a seat has one ballot on a proposal. Client and server share the machine. The first
// error of any call ends it.
absl::StatusOr<std::vector<Figure>> MeasureBallots(const BallotsOptions& options);

}  // namespace assay::bench

#endif  // ASSAY_CLIENTS_BENCH_BALLOTS_BENCH_H_
