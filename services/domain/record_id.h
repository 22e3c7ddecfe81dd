// The typed id of every record of a state. Ids are what the last parts of resource names say; which record type belongs
// to an id is its Record.
#ifndef ASSAY_SERVICES_DOMAIN_RECORD_ID_H_
#define ASSAY_SERVICES_DOMAIN_RECORD_ID_H_

#include <string>
#include <tuple>

#include "assay/ledger/v1/event.pb.h"
#include "assay/ledger/v1/record.pb.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/cycle_service.pb.h"
#include "assay/v1/employer_service.pb.h"
#include "assay/v1/import_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/panel_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "services/domain/record_key.h"

namespace assay::domain {

namespace api = ::assay::v1;
namespace ledger = ::assay::ledger::v1;

struct StateHeadId {
  static constexpr RecordKind kKind = RecordKind::kStateHead;
  using Record = ledger::StateHead;
  std::tuple<> parts() const { return {}; }
};

struct StateId {
  static constexpr RecordKind kKind = RecordKind::kState;
  using Record = api::State;
  std::tuple<> parts() const { return {}; }
};

struct UserId {
  static constexpr RecordKind kKind = RecordKind::kUser;
  using Record = api::User;
  std::string user;
  auto parts() const { return std::tie(user); }
};

struct TokenId {
  static constexpr RecordKind kKind = RecordKind::kToken;
  using Record = ledger::TokenRecord;
  std::string token;
  auto parts() const { return std::tie(token); }
};

struct CredentialId {
  static constexpr RecordKind kKind = RecordKind::kCredential;
  using Record = api::Credential;
  std::string credential;
  auto parts() const { return std::tie(credential); }
};

struct DatasetId {
  static constexpr RecordKind kKind = RecordKind::kDataset;
  using Record = api::Dataset;
  std::string dataset;
  auto parts() const { return std::tie(dataset); }
};

struct OccupationId {
  static constexpr RecordKind kKind = RecordKind::kOccupation;
  using Record = api::Occupation;  // stored without its name
  std::string dataset;
  std::string area;
  std::string soc;
  auto parts() const { return std::tie(dataset, area, soc); }
};

struct CycleId {
  static constexpr RecordKind kKind = RecordKind::kCycle;
  using Record = api::Cycle;
  std::string cycle;
  auto parts() const { return std::tie(cycle); }
};

struct CycleHeadId {
  static constexpr RecordKind kKind = RecordKind::kCycleHead;
  using Record = ledger::CycleHead;
  std::string cycle;
  auto parts() const { return std::tie(cycle); }
};

// The latest revision.
struct PolicyId {
  static constexpr RecordKind kKind = RecordKind::kPolicy;
  using Record = api::Policy;
  std::string policy;
  auto parts() const { return std::tie(policy); }
};

struct PolicyRevisionId {
  static constexpr RecordKind kKind = RecordKind::kPolicyRevision;
  using Record = api::Policy;
  std::string policy;
  uint32_t revision = 0;
  auto parts() const { return std::tie(policy, revision); }
};

struct ProposalId {
  static constexpr RecordKind kKind = RecordKind::kProposal;
  using Record = api::Proposal;  // its stored state is never one of the derived ones
  std::string cycle;
  std::string proposal;
  auto parts() const { return std::tie(cycle, proposal); }
};

struct EndorsementId {
  static constexpr RecordKind kKind = RecordKind::kEndorsement;
  using Record = ledger::EndorsementRecord;
  std::string cycle;
  std::string proposal;
  std::string employer;
  auto parts() const { return std::tie(cycle, proposal, employer); }
};

struct EmployerId {
  static constexpr RecordKind kKind = RecordKind::kEmployer;
  using Record = api::Employer;
  std::string employer;
  auto parts() const { return std::tie(employer); }
};

// Which employer holds a registration number.
struct RegistrationId {
  static constexpr RecordKind kKind = RecordKind::kRegistration;
  using Record = ledger::UniqueRecord;
  std::string registration_id;
  auto parts() const { return std::tie(registration_id); }
};

struct RepresentativeId {
  static constexpr RecordKind kKind = RecordKind::kRepresentative;
  using Record = api::Representative;
  std::string employer;
  std::string representative;
  auto parts() const { return std::tie(employer, representative); }
};

struct PanelId {
  static constexpr RecordKind kKind = RecordKind::kPanel;
  using Record = api::Panel;
  std::string panel;
  auto parts() const { return std::tie(panel); }
};

struct SeatId {
  static constexpr RecordKind kKind = RecordKind::kSeat;
  using Record = api::Seat;
  std::string panel;
  std::string seat;
  auto parts() const { return std::tie(panel, seat); }
};

// Which seat an employer holds on a panel: the holder is the seat's id.
struct PanelEmployerId {
  static constexpr RecordKind kKind = RecordKind::kPanelEmployer;
  using Record = ledger::UniqueRecord;
  std::string panel;
  std::string employer;
  auto parts() const { return std::tie(panel, employer); }
};

struct RoundId {
  static constexpr RecordKind kKind = RecordKind::kRound;
  using Record = api::Round;
  std::string cycle;
  std::string round;
  auto parts() const { return std::tie(cycle, round); }
};

// From here on rounds, items and seats are numbers: what a ballot touches has short keys.
struct RosterId {
  static constexpr RecordKind kKind = RecordKind::kRoster;
  using Record = ledger::RosterRecord;
  uint32_t round = 0;
  auto parts() const { return std::tie(round); }
};

struct RoundItemId {
  static constexpr RecordKind kKind = RecordKind::kRoundItem;
  using Record = ledger::RoundItemRecord;
  uint32_t round = 0;
  uint32_t item = 0;
  auto parts() const { return std::tie(round, item); }
};

struct EmployerRoundId {
  static constexpr RecordKind kKind = RecordKind::kEmployerRound;
  using Record = ledger::EmployerRoundRecord;
  std::string employer;
  uint32_t round = 0;
  auto parts() const { return std::tie(employer, round); }
};

struct AssignmentId {
  static constexpr RecordKind kKind = RecordKind::kAssignment;
  using Record = ledger::AssignmentRecord;
  uint32_t round = 0;
  uint32_t seat = 0;
  auto parts() const { return std::tie(round, seat); }
};

struct BallotId {
  static constexpr RecordKind kKind = RecordKind::kBallot;
  using Record = ledger::BallotRecord;
  uint32_t round = 0;
  uint32_t item = 0;
  uint32_t seat = 0;
  auto parts() const { return std::tie(round, item, seat); }
};

struct TallyId {
  static constexpr RecordKind kKind = RecordKind::kTally;
  using Record = ledger::TallyRecord;
  uint32_t round = 0;
  uint32_t item = 0;
  auto parts() const { return std::tie(round, item); }
};

struct SeatProgressId {
  static constexpr RecordKind kKind = RecordKind::kSeatProgress;
  using Record = ledger::SeatProgressRecord;
  uint32_t round = 0;
  uint32_t seat = 0;
  auto parts() const { return std::tie(round, seat); }
};

struct ImportId {
  static constexpr RecordKind kKind = RecordKind::kImport;
  using Record = api::Import;
  std::string import;
  auto parts() const { return std::tie(import); }
};

struct ImportProgressId {
  static constexpr RecordKind kKind = RecordKind::kImportProgress;
  using Record = ledger::ImportProgress;
  std::string import;
  auto parts() const { return std::tie(import); }
};

// Keyed by ~version, so that a forward scan gives the newest first.
struct ListVersionId {
  static constexpr RecordKind kKind = RecordKind::kListVersion;
  using Record = api::ListVersion;
  explicit ListVersionId(uint32_t version) : inverted(~version) {}
  uint32_t inverted;
  auto parts() const { return std::tie(inverted); }
};

struct ListContentId {
  static constexpr RecordKind kKind = RecordKind::kListContent;
  using Record = ledger::ListContentRecord;
  explicit ListContentId(uint32_t version) : inverted(~version) {}
  uint32_t inverted;
  auto parts() const { return std::tie(inverted); }
};

// `digest`: first 16 bytes of SHA-256(principal, 0x00, request id), in hexadecimal.
struct RequestId {
  static constexpr RecordKind kKind = RecordKind::kRequest;
  using Record = ledger::RequestRecord;
  std::string digest;
  auto parts() const { return std::tie(digest); }
};

// An open round whose deadline is `deadline_seconds` (since 1970 UTC, rounded up): what the closing job scans.
struct DueId {
  static constexpr RecordKind kKind = RecordKind::kDue;
  using Record = ledger::UniqueRecord;  // holder: the round's name
  uint32_t deadline_seconds = 0;
  uint32_t round = 0;
  auto parts() const { return std::tie(deadline_seconds, round); }
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_RECORD_ID_H_
