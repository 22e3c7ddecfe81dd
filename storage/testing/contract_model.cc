#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage::testing {
namespace {

// Drives a store and a std::map with the same random steps and compares them after each.
class ModelRun {
 public:
  ModelRun(StoreUnderTest& under_test, uint64_t seed) : under_test_(under_test), random_(seed) {}

  void Step() {
    switch (Pick(12)) {
      case 0:
        return TakeSnapshot();
      case 1:
        return CompareSnapshot();
      case 2:
        return CompareScan(contents_, nullptr);
      case 3:
        if (under_test_.Persists() && Pick(8) == 0) return Reopen();
        return;
      default:
        return Commit();
    }
  }

  void CompareAll() { EXPECT_EQ(ContentsOf(under_test_.store()), contents_); }

 private:
  size_t Pick(size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random_); }

  // Few and short, so that steps meet; from bytes that sort at the ends.
  std::string RandomKey() {
    static constexpr char kBytes[] = {'\x00', '\x01', 'a', 'b', '\x7f', '\x80', '\xff'};
    std::string key(1, kBytes[1 + Pick(sizeof(kBytes) - 1)]);
    while (key.size() < 4 && Pick(3) != 0) key.push_back(kBytes[Pick(sizeof(kBytes))]);
    return key;
  }

  std::string RandomValue() {
    const size_t length = Pick(20) == 0 ? 5000 : Pick(12);
    return std::string(length, static_cast<char>(Pick(256)));
  }

  Precondition RandomPrecondition() {
    const std::string key = RandomKey();
    const auto found = contents_.find(key);
    if (Pick(4) == 0) return Present(key, RandomValue());
    return found == contents_.end() ? Absent(key) : Present(key, found->second);
  }

  bool Holds(const Precondition& precondition) const {
    const auto found = contents_.find(precondition.key);
    if (found == contents_.end()) return !precondition.value.has_value();
    return precondition.value.has_value() && *precondition.value == found->second;
  }

  void Commit() {
    Batch batch;
    for (size_t i = Pick(3); i > 0; --i) batch.preconditions.push_back(RandomPrecondition());
    std::set<std::string> keys;
    for (size_t i = Pick(10); i > 0; --i) keys.insert(RandomKey());
    for (const std::string& key : keys) {
      batch.operations.push_back(Pick(3) == 0 ? Delete(key) : Put(key, RandomValue()));
    }
    bool hold = true;
    for (const Precondition& precondition : batch.preconditions) hold = hold && Holds(precondition);
    ASSERT_EQ(MustTry(under_test_.store(), batch),
              hold ? CommitOutcome::kCommitted : CommitOutcome::kPreconditionFailed);
    if (!hold) return;
    for (const Operation& operation : batch.operations) {
      if (operation.value.has_value()) {
        contents_[operation.key] = *operation.value;
      } else {
        contents_.erase(operation.key);
      }
    }
  }

  void TakeSnapshot() {
    if (snapshots_.size() > 5) snapshots_.erase(snapshots_.begin() + static_cast<ptrdiff_t>(Pick(snapshots_.size())));
    snapshots_.emplace_back(under_test_.store().TakeSnapshot(), contents_);
  }

  void CompareSnapshot() {
    if (snapshots_.empty()) return;
    const auto& [snapshot, contents] = snapshots_[Pick(snapshots_.size())];
    CompareScan(contents, snapshot.get());
    const std::string key = RandomKey();
    const auto found = contents.find(key);
    ASSERT_EQ(ValueOf(under_test_.store(), key, snapshot.get()), found == contents.end() ? "(none)" : found->second);
  }

  void CompareScan(const Contents& contents, const Snapshot* snapshot) {
    const KeyRange range = {Pick(4) == 0 ? "" : RandomKey(), Pick(4) == 0 ? "" : RandomKey()};
    std::vector<std::pair<std::string, std::string>> expected;
    for (auto at = contents.lower_bound(range.begin); at != contents.end(); ++at) {
      if (!range.end.empty() && at->first >= range.end) break;
      expected.emplace_back(*at);
    }
    ASSERT_EQ(ScanAll(under_test_.store(), range, 1 + Pick(9), snapshot), expected);
  }

  void Reopen() {
    snapshots_.clear();
    under_test_.Reopen();
    CompareAll();
  }

  StoreUnderTest& under_test_;
  std::mt19937_64 random_;
  Contents contents_;
  std::deque<std::pair<std::shared_ptr<const Snapshot>, Contents>> snapshots_;
};

TEST_P(StoreContractTest, AgreesWithAMapOverRandomSteps) {
  const uint64_t seed = TestSeed();
  SCOPED_TRACE(absl::StrCat("ASSAY_TEST_SEED=", seed));
  ModelRun run(under_test(), seed);
  for (int step = 0; step < 1500 && !HasFailure(); ++step) {
    SCOPED_TRACE(absl::StrCat("step ", step));
    run.Step();
  }
  run.CompareAll();
}

}  // namespace
}  // namespace assay::storage::testing
