// How a record is named inside a state: its kind and an order-preserving path. The storage layer puts these after the
// state's prefix (storage/keyspace.h is the page that shows every key).
//
// A text part is its bytes and 0x00; ids never hold one, so texts sort as they do alone and no path is a prefix of
// another by accident. A number part is 4 bytes, most significant first.
#ifndef ASSAY_SERVICES_DOMAIN_RECORD_KEY_H_
#define ASSAY_SERVICES_DOMAIN_RECORD_KEY_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/string_view.h"

namespace assay::domain {

// In physical order. Numbers are stored: never reuse or change one.
enum class RecordKind : uint8_t {
  kStateHead = 0x01,
  kState = 0x02,
  kUser = 0x03,
  kToken = 0x04,
  kCredential = 0x10,
  kDataset = 0x11,
  kOccupation = 0x12,
  kCrosswalk = 0x13,
  kCrosswalkRow = 0x14,
  kCycle = 0x20,
  kCycleHead = 0x21,
  kPolicy = 0x22,
  kPolicyRevision = 0x23,
  kProposal = 0x24,
  kEndorsement = 0x25,
  kOverride = 0x26,
  kStandingOverride = 0x27,
  kExtension = 0x2a,
  kProposalNote = 0x2b,
  kIssuerCredential = 0x2c,
  kCredentialProposal = 0x2d,
  kEmployer = 0x30,
  kRegistration = 0x31,
  kRepresentative = 0x32,
  kAffiliates = 0x33,
  kEmployerSeats = 0x34,
  kAttestation = 0x35,
  kPaperSubmission = 0x36,
  kPanel = 0x40,
  kSeat = 0x41,
  // 0x42 was the index from employers to their seats on a panel
  kMeeting = 0x43,
  kPreference = 0x44,
  kRegionalPanels = 0x45,
  kRound = 0x50,
  kRoster = 0x51,
  kRoundItem = 0x52,
  kEmployerRound = 0x53,
  kAssignment = 0x54,
  kBallot = 0x55,
  kTally = 0x56,
  kSeatProgress = 0x57,
  kConflictAnswer = 0x58,
  kConflictDeclaration = 0x59,
  kDeclarationInForce = 0x5a,
  kRoundMessage = 0x5b,
  kRoundThread = 0x5c,
  kAnnulment = 0x5d,
  kImport = 0x60,
  kImportProgress = 0x61,
  kCredentialSuccessor = 0x62,
  kComment = 0x63,
  kCommentWindow = 0x64,
  kAppeal = 0x65,
  kListAction = 0x66,
  kConfirmedAction = 0x67,
  kListVersion = 0x70,
  kListContent = 0x71,
  kRequest = 0x78,
  kDue = 0x79,
};

struct RecordKey {
  RecordKind kind;
  std::string path;

  bool operator==(const RecordKey& other) const { return kind == other.kind && path == other.path; }
  bool operator<(const RecordKey& other) const { return std::tie(kind, path) < std::tie(other.kind, other.path); }
};

inline void AppendPart(absl::string_view text, std::string* path) {
  path->append(text.data(), text.size());
  path->push_back('\0');
}

inline void AppendPart(uint32_t number, std::string* path) {
  for (int shift = 24; shift >= 0; shift -= 8) path->push_back(static_cast<char>(number >> shift));
}

// The key of a record, by its id (services/domain/record_id.h).
template <class Id>
RecordKey KeyOf(const Id& id) {
  RecordKey key{Id::kKind, {}};
  std::apply([&key](const auto&... part) { (AppendPart(part, &key.path), ...); }, id.parts());
  return key;
}

// The beginning that the keys of all records of Id's kind with these first parts share.
template <class Id, class... Part>
RecordKey PrefixOf(const Part&... part) {
  RecordKey key{Id::kKind, {}};
  (AppendPart(part, &key.path), ...);
  return key;
}

// The text part that begins at `*path`, which is moved behind it; for reading ids back from index keys.
inline std::string TakeText(absl::string_view* path) {
  size_t end = path->find('\0');
  std::string text(path->substr(0, end));
  path->remove_prefix(end == absl::string_view::npos ? path->size() : end + 1);
  return text;
}

inline uint32_t TakeNumber(absl::string_view* path) {
  uint32_t number = 0;
  for (int i = 0; i < 4 && !path->empty(); ++i) {
    number = number << 8 | static_cast<unsigned char>(path->front());
    path->remove_prefix(1);
  }
  return number;
}

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_RECORD_KEY_H_
