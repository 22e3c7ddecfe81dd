// A year of a country: every state makes its cycles, from the founding to published lists, and all is counted again.
#ifndef ASSAY_TESTS_YEAR_YEAR_H_
#define ASSAY_TESTS_YEAR_YEAR_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "storage/store.h"
#include "tests/year/recount.h"

namespace assay::year {

struct YearOptions {
  int states = 50;
  uint64_t seed = 0;        // what happens
  uint64_t order_seed = 0;  // in which order it arrives
};

struct YearReport {
  int64_t command_count = 0;
  int64_t refusal_count = 0;
  int64_t surprise_count = 0;
  std::vector<std::string> surprises;               // answers that were not what was expected
  RecountReport recount;                            // of all states together
  std::map<std::string, std::string> list_digests;  // of the published versions, by name
  absl::Duration living;                            // real time, without the recount
  absl::Duration recounting;

  bool ok() const { return surprise_count == 0 && recount.differences.empty(); }
  // For people: the counts, then what is wrong.
  std::string Text() const;
};

// The store is empty, and outlives the call.
YearReport LiveAYear(storage::Store* store, const YearOptions& options);

}  // namespace assay::year

#endif  // ASSAY_TESTS_YEAR_YEAR_H_
