#include "storage/key_lease.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "storage/memory/memory_store.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage {
namespace {

using testing::Must;
using testing::MustCommit;
using testing::Put;
using testing::ValueOf;

TEST(KeyLeaseTest, StoredFormIsGolden) {
  MemoryStore store;
  const std::unique_ptr<Lease> lease = Must(AcquireKeyLease(store, "nj"));
  EXPECT_EQ(lease->token(), 1u);
  EXPECT_EQ(ValueOf(store, "\x02lease/nj"), std::string("\0\0\0\0\0\0\0\x01", 8));
  EXPECT_EQ(lease->fence().key, "\x02lease/nj");
}

TEST(KeyLeaseTest, MalformedTokenIsDataLoss) {
  MemoryStore store;
  MustCommit(store, {Put("\x02lease/nj", "1")});
  EXPECT_TRUE(absl::IsDataLoss(AcquireKeyLease(store, "nj").status()));
}

TEST(KeyLeaseTest, RivalsGetDifferentTokens) {
  MemoryStore store;
  std::vector<std::thread> rivals;
  rivals.reserve(4);
  for (int i = 0; i < 4; ++i) rivals.emplace_back([&store] { EXPECT_TRUE(AcquireKeyLease(store, "nj").ok()); });
  for (std::thread& rival : rivals) rival.join();
  EXPECT_EQ(Must(AcquireKeyLease(store, "nj"))->token(), 5u);
}

}  // namespace
}  // namespace assay::storage
