// Every key of the product on one page, in physical order.
//
//   0x00 ...                        the engine's own (storage/rocksdb: commit number and chain)
//   0x01 "schema"                   version, min_reader, min_writer (storage/schema.h)
//   0x02 "lease/" name              fencing token of a lease (storage/key_lease.h)
//   's' state 0x00 kind path        what belongs to one state; "_" is the installation: operators and their tokens
//
// A state's id is 1 to 20 bytes of [a-z0-9-], so states do not interleave, and the directory of states is found by
// skipping from one to the next. Within a state, by kind (services/domain/record_key.h; a text part ends with 0x00, a
// number is 4 bytes, most significant first; the record types stand in services/domain/record_id.h):
//
//   0x01                            head: event count, time, Merkle frontier, counters       hot: written by each batch
//   0x02                            the state itself
//   0x03 user                       users                                                     read by each call
//   0x04 token                      tokens, hashed                                            read by each call
//   0x10 credential                 catalogue
//   0x11 dataset                    labor-market datasets
//   0x12 dataset area soc           their rows
//   0x13 crosswalk                  tables of codes that correspond to each other
//   0x14 crosswalk code code        their pairs
//   0x20 cycle                      cycles
//   0x21 cycle                      number of inputs to decisions that a cycle (empty: every cycle) has seen
//   0x22 policy                     latest revision
//   0x23 policy revision#           every revision
//   0x24 cycle proposal             proposals
//   0x25 cycle proposal employer    endorsements
//   0x26 cycle proposal override    overrides
//   0x27 cycle proposal             index: the override of a proposal that is proposed or in force
//   0x2a cycle proposal stage       extensions
//   0x2b cycle proposal note#       notes on proposals
//   0x2c issuer credential          index: an issuer's credentials
//   0x2d credential cycle proposal  index: a credential's proposals
//   0x30 employer                   employers
//   0x31 registration               index: registration number -> employer
//   0x32 employer representative    representatives
//   0x33 employer                   index: employers that belong directly to an employer
//   0x34 employer                   index: seats that an employer holds (one voice, one seat on a panel)
//   0x35 attestation                texts to attest to
//   0x36 cycle paper                what staff recorded on an employer's behalf
//   0x40 panel                      panels
//   0x41 panel seat                 seats
//   0x43 panel meeting              meetings
//   0x44 round# seat#               what a seat would like to review
//   0x45 panel                      index: regional panels of a statewide one
//   0x50 cycle round                rounds
//   0x51 round#                     roster pinned at opening
//   0x52 round# item#               which proposal is the n-th item
//   0x53 employer round#            index: rounds in which an employer holds a seat
//   0x54 round# seat#               assignments
//   0x55 round# item# seat#         ballots: 13 bytes and the state                           hot
//   0x56 round# item#               tallies                                                   hot
//   0x57 round# seat#               how many items a seat answered                            hot
//   0x58 round# item# seat#         answers about conflicts
//   0x59 employer declaration       declarations of interests
//   0x5a employer                   index: employer -> its latest declaration
//   0x5b round# message#            threads of rounds
//   0x5c round#                     number of messages in a thread
//   0x5d cycle round annulment      annulments
//   0x60 import                     imports
//   0x61 import                     progress of the one being written
//   0x62 credential credential      index: credential -> one that replaces it
//   0x63 cycle comment#             public comments
//   0x64 cycle                      the comment window, and how many comments came
//   0x65 cycle proposal             appeals
//   0x66 cycle action               list actions
//   0x67 number#                    index: list actions in the order in which they were confirmed
//   0x70 ~version#                  list versions, newest first
//   0x71 ~version#                  digests of their chunks
//   0x78 request                    requests, by digest of principal and request id           hot
//   0x79 deadline# job# subject     index: what the server does by itself, by instant
//   0x80 sequence                   blocks of events, by the sequence (8 bytes) of their last event     hot
//   0x90 digest                     blobs by SHA-256 (32 bytes): import texts, list chunks
//
// Everything below 0x80 is a projection of the events at 0x80 and can be rebuilt from them; blobs are inputs.
#ifndef ASSAY_STORAGE_KEYSPACE_H_
#define ASSAY_STORAGE_KEYSPACE_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/domain/record_key.h"
#include "storage/store.h"

namespace assay::storage {

// The state under which the installation itself is kept.
inline constexpr char kInstallation[] = "_";

inline constexpr char kEventSpace = '\x80';
inline constexpr char kBlobSpace = '\x90';

inline std::string StatePrefix(absl::string_view state) { return absl::StrCat("s", state, absl::string_view("\0", 1)); }

inline std::string RecordKeyIn(absl::string_view state, const domain::RecordKey& key) {
  std::string bytes = StatePrefix(state);
  bytes.push_back(static_cast<char>(key.kind));
  bytes.append(key.path);
  return bytes;
}

// The block that holds event `sequence` is the first one at or after this key.
inline std::string EventKey(absl::string_view state, int64_t last_sequence) {
  std::string bytes = StatePrefix(state);
  bytes.push_back(kEventSpace);
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(last_sequence >> shift));
  return bytes;
}

inline std::string BlobKey(absl::string_view state, absl::string_view sha256) {
  std::string bytes = StatePrefix(state);
  bytes.push_back(kBlobSpace);
  bytes.append(sha256.data(), sha256.size());
  return bytes;
}

// All keys that begin with `prefix`.
inline KeyRange PrefixRange(std::string prefix) {
  std::string end = prefix;
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) end.pop_back();
  if (!end.empty()) ++end.back();
  return {std::move(prefix), std::move(end)};
}

// All records of a state, in order of kind and path.
inline KeyRange RecordRange(absl::string_view state) {
  return {StatePrefix(state), absl::StrCat(StatePrefix(state), absl::string_view(&kEventSpace, 1))};
}

inline KeyRange EventRange(absl::string_view state, int64_t first_sequence) {
  std::string end = StatePrefix(state);
  end.push_back(static_cast<char>(static_cast<unsigned char>(kEventSpace) + 1));
  return {EventKey(state, first_sequence), std::move(end)};
}

// Where the keys of all states after `state` begin; with an empty one where the first state begins.
inline std::string AfterState(absl::string_view state) {
  return state.empty() ? "s" : absl::StrCat("s", state, absl::string_view("\x01", 1));
}

// The state that a key belongs to; empty when it belongs to none.
inline std::string StateOfKey(absl::string_view key) {
  size_t end = key.find('\0');
  return key.empty() || key[0] != 's' || end == absl::string_view::npos ? "" : std::string(key.substr(1, end - 1));
}

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_KEYSPACE_H_
