// The seed is printed; ASSAY_SEED repeats a run. How long a year takes, year_bench prints.
#include "tests/year/year.h"

#include "gtest/gtest.h"
#include "services/engine/rebuild.h"
#include "storage/memory/memory_store.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "storage/testing/temporary_directory.h"
#include "tests/model/dice.h"

namespace assay::year {
namespace {

void ExpectRebuilds(const storage::Store& store) {
  auto check = engine::CheckAll(store, [](absl::string_view, int64_t) {});
  ASSERT_TRUE(check.ok()) << check.status();
  EXPECT_TRUE(check->ok()) << check->Text();
}

TEST(YearTest, AYearOfFiftyStatesEndsInListsThatAgreeWithTheRecount) {
  storage::MemoryStore store(storage::kEmbeddedLimits);
  YearReport report = LiveAYear(&store, {50, model::Seed(), 1});
  std::cout << report.Text();
  EXPECT_TRUE(report.ok());
  EXPECT_GT(report.command_count, 240'000);
  EXPECT_GT(report.recount.version_count, 100);
  EXPECT_GT(report.recount.approved_count, 1000) << "too little is approved";
  EXPECT_GT(report.recount.denied_count, 1000) << "too little is denied";
  EXPECT_GT(report.recount.undecided_count, 100) << "too little is left open";
}

TEST(YearTest, OneStateOnRocksDbEndsInTheSameListsAndRebuilds) {
  uint64_t seed = model::Seed();
  storage::MemoryStore memory(storage::kEmbeddedLimits);
  YearReport expected = LiveAYear(&memory, {1, seed, 1});
  ASSERT_TRUE(expected.ok()) << expected.Text();
  storage::testing::TemporaryDirectory directory;
  storage::RocksDbOptions options;
  options.directory = directory.File("db");
  auto store = storage::RocksDbStore::Open(options);
  ASSERT_TRUE(store.ok()) << store.status();
  YearReport report = LiveAYear(store->get(), {1, seed, 1});
  EXPECT_TRUE(report.ok()) << report.Text();
  EXPECT_EQ(report.list_digests, expected.list_digests);
  ExpectRebuilds(**store);
}

TEST(YearTest, TheSameAnswersInAnyArrivalOrderGiveTheSameLists) {
  uint64_t seed = model::Seed();
  std::map<std::string, std::string> digests;
  for (uint64_t order = 1; order <= 3; ++order) {
    storage::MemoryStore store(storage::kEmbeddedLimits);
    YearReport report = LiveAYear(&store, {3, seed, order});
    EXPECT_TRUE(report.ok()) << report.Text();
    if (digests.empty()) digests = report.list_digests;
    EXPECT_EQ(report.list_digests, digests) << "arrival order " << order;
    ExpectRebuilds(store);
  }
}

}  // namespace
}  // namespace assay::year
