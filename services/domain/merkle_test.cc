#include "services/domain/merkle.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "services/base/sha256.h"

namespace assay::domain {
namespace {

// The recursive definition of RFC 6962 section 2.1, as the oracle.
std::string TreeHash(const std::vector<std::string>& leaves) {
  if (leaves.empty()) return Sha256("");
  if (leaves.size() == 1) return Sha256({absl::string_view("\0", 1), leaves[0]});
  size_t split = 1;
  while (split * 2 < leaves.size()) split *= 2;
  return Sha256({"\x01", TreeHash({leaves.begin(), leaves.begin() + static_cast<long>(split)}),
                 TreeHash({leaves.begin() + static_cast<long>(split), leaves.end()})});
}

TEST(MerkleTest, EqualsTheRecursiveDefinition) {
  MerkleFrontier frontier;
  std::vector<std::string> leaves;
  EXPECT_EQ(MerkleRoot(frontier), TreeHash(leaves));
  for (int i = 0; i < 70; ++i) {
    leaves.push_back("leaf " + std::to_string(i));
    MerkleAppend(MerkleLeafHash(leaves.back()), i, &frontier);
    ASSERT_EQ(MerkleRoot(frontier), TreeHash(leaves)) << i;
    ASSERT_EQ(frontier.size(), __builtin_popcount(static_cast<unsigned>(i + 1)));
  }
}

// Certificate Transparency's published test tree: roots after 1, 2 and 3 leaves.
TEST(MerkleTest, PublishedVectors) {
  MerkleFrontier frontier;
  const std::vector<std::string> leaves = {"", std::string("\0", 1), "\x10"};
  const std::vector<std::string> roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"};
  for (size_t i = 0; i < leaves.size(); ++i) {
    MerkleAppend(MerkleLeafHash(leaves[i]), static_cast<int64_t>(i), &frontier);
    EXPECT_EQ(absl::BytesToHexString(MerkleRoot(frontier)), roots[i]);
  }
}

}  // namespace
}  // namespace assay::domain
