// assay-bench serve: what a server costs before anybody calls it.
#ifndef ASSAY_CLIENTS_BENCH_SERVE_BENCH_H_
#define ASSAY_CLIENTS_BENCH_SERVE_BENCH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/bench/figures.h"

namespace assay::bench {

struct ServeOptions {
  std::string assayd;
  std::string data_directory;  // of a stopped server; empty measures no start on loaded data
  int runs = 5;
};

// Resident memory of an idle server on an empty folder, and the time from exec to serving, on an empty folder and on
// copies of `data_directory`. UNAVAILABLE: the server cannot be started, the data cannot be copied.
absl::StatusOr<std::vector<Figure>> MeasureServe(const ServeOptions& options);

}  // namespace assay::bench

#endif  // ASSAY_CLIENTS_BENCH_SERVE_BENCH_H_
