#include "services/base/random.h"

#include <set>

#include "gtest/gtest.h"

namespace assay {
namespace {

TEST(RandomTest, IdsAreWellFormedAndDistinct) {
  SystemRandom random;
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    std::string id = NewId(random);
    ASSERT_EQ(id.size(), 16u);
    ASSERT_TRUE(id[0] >= 'a' && id[0] <= 'z') << id;
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 1000u);
}

TEST(RandomTest, SeedRepeats) {
  SeededRandom a(7), b(7), c(8);
  std::string first = a.Bytes(100);
  EXPECT_EQ(first, b.Bytes(100));
  EXPECT_NE(first, c.Bytes(100));
}

}  // namespace
}  // namespace assay
