// The compact form of an append-only Merkle tree (RFC 6962 section 2.1): the roots of its complete subtrees are enough
// to append and to know the tree's head.
#ifndef ASSAY_SERVICES_DOMAIN_MERKLE_H_
#define ASSAY_SERVICES_DOMAIN_MERKLE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"

namespace assay::domain {

// Roots of complete subtrees, largest first; as many as `leaf_count` has one-bits.
using MerkleFrontier = google::protobuf::RepeatedPtrField<std::string>;

// SHA-256(0x00 || data).
std::string MerkleLeafHash(absl::string_view data);

// SHA-256(0x01 || left || right).
std::string MerkleNodeHash(absl::string_view left, absl::string_view right);

// Appends a leaf to a tree that has `leaf_count` leaves. O(log leaf_count), amortised O(1).
void MerkleAppend(std::string leaf_hash, int64_t leaf_count, MerkleFrontier* frontier);

// The head of the tree; SHA-256 of nothing for the empty one.
std::string MerkleRoot(const MerkleFrontier& frontier);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_MERKLE_H_
