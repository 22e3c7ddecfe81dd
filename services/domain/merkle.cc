#include "services/domain/merkle.h"

#include <utility>

#include "services/base/sha256.h"

namespace assay::domain {

std::string MerkleLeafHash(absl::string_view data) { return Sha256({absl::string_view("\0", 1), data}); }

std::string MerkleNodeHash(absl::string_view left, absl::string_view right) { return Sha256({"\x01", left, right}); }

void MerkleAppend(std::string leaf_hash, int64_t leaf_count, MerkleFrontier* frontier) {
  // Each trailing one-bit of the count is a complete subtree that the new leaf completes into one twice as large.
  for (; (leaf_count & 1) != 0; leaf_count >>= 1) {
    leaf_hash = MerkleNodeHash(frontier->Get(frontier->size() - 1), leaf_hash);
    frontier->RemoveLast();
  }
  *frontier->Add() = std::move(leaf_hash);
}

std::string MerkleRoot(const MerkleFrontier& frontier) {
  if (frontier.empty()) return Sha256("");
  std::string root = frontier.Get(frontier.size() - 1);
  for (int i = frontier.size() - 2; i >= 0; --i) root = MerkleNodeHash(frontier.Get(i), root);
  return root;
}

}  // namespace assay::domain
