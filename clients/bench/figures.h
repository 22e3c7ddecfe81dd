// What was measured, for people and for programs.
#ifndef ASSAY_CLIENTS_BENCH_FIGURES_H_
#define ASSAY_CLIENTS_BENCH_FIGURES_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/types/optional.h"

namespace assay::bench {

struct Figure {
  std::string name;  // serve.idle_rss, ballots.8.p99
  double value = 0;
  std::string unit;                // MiB, ms, 1/s
  absl::optional<double> at_most;  // what the product promises, in the same unit
};

// The smallest sample that is not below `percent` of all: percentile 50 of 1..4 is 2. 0 without samples. `percent` is
// in 1..100.
double Percentile(std::vector<double> samples, int percent);

// {name}.min, .median and .max; `at_most` holds for the last.
std::vector<Figure> Spread(const std::string& name, const std::vector<double>& samples, const std::string& unit,
                           absl::optional<double> at_most = absl::nullopt);

// A table with a header; values with three digits after the point.
void PrintTable(const std::vector<Figure>& figures, std::ostream* out);

// One JSON object a line: name, value, unit, and limit where there is one.
void PrintJson(const std::vector<Figure>& figures, std::ostream* out);

}  // namespace assay::bench

#endif  // ASSAY_CLIENTS_BENCH_FIGURES_H_
