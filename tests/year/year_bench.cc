// What a year of the country costs on the memory store: prints its counts and times. ASSAY_SEED repeats a run.
#include <iostream>

#include "storage/memory/memory_store.h"
#include "tests/model/dice.h"
#include "tests/year/year.h"

int main() {
  assay::storage::MemoryStore store(assay::storage::kEmbeddedLimits);
  assay::year::YearReport report = assay::year::LiveAYear(&store, {50, assay::model::Seed(), 1});
  std::cout << report.Text();
  double seconds = absl::ToDoubleSeconds(report.living);
  std::cout << "year.seconds " << seconds << "\nyear.commands_per_second "
            << static_cast<int64_t>(static_cast<double>(report.command_count) / seconds) << std::endl;
  return report.ok() ? 0 : 1;
}
