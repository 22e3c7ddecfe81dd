// Whether what is stored is what the events say: `assayd --check`.
#ifndef ASSAY_SERVICES_ENGINE_REBUILD_H_
#define ASSAY_SERVICES_ENGINE_REBUILD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/store.h"

namespace assay::engine {

inline constexpr size_t kDifferencesMax = 20;

struct CheckReport {
  int64_t state_count = 0;  // with the installation
  int64_t event_count = 0;
  int64_t record_count = 0;  // compared
  int64_t blob_count = 0;
  int64_t difference_count = 0;
  std::vector<std::string> differences;  // the first kDifferencesMax, such as "nj: credentials/welder is missing"

  bool ok() const { return difference_count == 0; }
  // For people: byte-equal with the counts, or the differences, a line each.
  std::string Text() const;
};

// Replays the events of every state and of the installation, and compares each record with its stored bytes, both
// ways; each blob with the digest that is its key; each block of events with its key. All as of one snapshot. What is
// wrong with the data is in the report; an error is one of reading. Where a state's log has a gap its records cannot be
// rebuilt and are not compared. `progress` is called now and then with the state and its events replayed so far.
// O(all data) in time, one state's records in memory.
absl::StatusOr<CheckReport> CheckAll(const storage::Store& store,
                                     absl::FunctionRef<void(absl::string_view state, int64_t events)> progress);

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_REBUILD_H_
