// Any event that parses, three times over, so that what it left behind is met again. Events come from nowhere but our
// own log, so two things that no command decides are not tried: a sequence with gaps, which reading a log refuses, and
// counts at the end of their type.
#include <cstdlib>

#include "google/protobuf/stubs/logging.h"
#include "services/domain/apply.h"
#include "services/domain/memory_records.h"

namespace {

constexpr int64_t kCountMax = 1'000'000'000;

bool IsCount(int64_t number) { return std::llabs(number) <= kCountMax; }

bool HasCounts(const assay::v1::Round& round) {
  return IsCount(round.number()) && IsCount(round.item_count()) && IsCount(round.deadline().seconds() >> 16);
}

bool HasCounts(const assay::ledger::v1::DecisionPart& decision) {
  return HasCounts(decision.round()) && HasCounts(decision.round_items().round()) &&
         HasCounts(decision.round_opening().round()) && HasCounts(decision.annulment().round());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool silent = google::protobuf::SetLogHandler(nullptr) != nullptr;  // it writes a line for bad UTF-8
  static_cast<void>(silent);
  assay::ledger::v1::Event event;
  if (!event.ParseFromArray(data, static_cast<int>(size)) || !HasCounts(event.decision())) return 0;
  assay::domain::MemoryRecords records;
  for (int i = 0; i < 3; ++i) {
    event.set_sequence(i);
    assay::domain::Apply(event, event.SerializeAsString(), &records);
  }
  return 0;
}
