// The typed id of every record of a state. Ids are what the last parts of resource names say; which record type belongs
// to an id is its Record.
#ifndef ASSAY_SERVICES_DOMAIN_RECORD_ID_H_
#define ASSAY_SERVICES_DOMAIN_RECORD_ID_H_

#include <string>
#include <tuple>

#include "assay/ledger/v1/event.pb.h"
#include "assay/ledger/v1/record.pb.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/annulment_service.pb.h"
#include "assay/v1/appeal_service.pb.h"
#include "assay/v1/assignment_service.pb.h"
#include "assay/v1/comment_service.pb.h"
#include "assay/v1/conflict_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/cycle_service.pb.h"
#include "assay/v1/decision_service.pb.h"
#include "assay/v1/employer_service.pb.h"
#include "assay/v1/endorsement_service.pb.h"
#include "assay/v1/import_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/list_action_service.pb.h"
#include "assay/v1/meeting_service.pb.h"
#include "assay/v1/panel_service.pb.h"
#include "assay/v1/paper_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "assay/v1/round_service.pb.h"
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

struct CrosswalkId {
  static constexpr RecordKind kKind = RecordKind::kCrosswalk;
  using Record = api::Crosswalk;
  std::string crosswalk;
  auto parts() const { return std::tie(crosswalk); }
};

struct CrosswalkRowId {
  static constexpr RecordKind kKind = RecordKind::kCrosswalkRow;
  using Record = api::CrosswalkRow;
  std::string crosswalk;
  std::string from_code;
  std::string to_code;
  auto parts() const { return std::tie(crosswalk, from_code, to_code); }
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

// Leave for a proposal to be late in a stage.
struct ExtensionId {
  static constexpr RecordKind kKind = RecordKind::kExtension;
  using Record = api::Extension;
  std::string cycle;
  std::string proposal;
  std::string stage;
  auto parts() const { return std::tie(cycle, proposal, stage); }
};

// Numbered by the event that wrote it, so that notes sort by time.
struct ProposalNoteId {
  static constexpr RecordKind kKind = RecordKind::kProposalNote;
  using Record = api::ProposalNote;
  std::string cycle;
  std::string proposal;
  uint32_t number = 0;
  auto parts() const { return std::tie(cycle, proposal, number); }
};

// Which credentials an issuer has; the holder is the credential's id. `issuer` is IssuerKey of its name.
struct IssuerCredentialId {
  static constexpr RecordKind kKind = RecordKind::kIssuerCredential;
  using Record = ledger::UniqueRecord;
  std::string issuer;
  std::string credential;
  auto parts() const { return std::tie(issuer, credential); }
};

// Which proposals are for a credential, in every cycle; the holder is the proposal's id.
struct CredentialProposalId {
  static constexpr RecordKind kKind = RecordKind::kCredentialProposal;
  using Record = ledger::UniqueRecord;
  std::string credential;
  std::string cycle;
  std::string proposal;
  auto parts() const { return std::tie(credential, cycle, proposal); }
};

struct EndorsementId {
  static constexpr RecordKind kKind = RecordKind::kEndorsement;
  using Record = ledger::EndorsementRecord;
  std::string cycle;
  std::string proposal;
  std::string employer;
  auto parts() const { return std::tie(cycle, proposal, employer); }
};

struct OverrideId {
  static constexpr RecordKind kKind = RecordKind::kOverride;
  using Record = api::Override;
  std::string cycle;
  std::string proposal;
  std::string override_id;
  auto parts() const { return std::tie(cycle, proposal, override_id); }
};

// Which override of a proposal is proposed or in force: the holder is its id.
struct StandingOverrideId {
  static constexpr RecordKind kKind = RecordKind::kStandingOverride;
  using Record = ledger::UniqueRecord;
  std::string cycle;
  std::string proposal;
  auto parts() const { return std::tie(cycle, proposal); }
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

// Which employers belong directly to an employer, or became part of it.
struct AffiliatesId {
  static constexpr RecordKind kKind = RecordKind::kAffiliates;
  using Record = ledger::AffiliatesRecord;
  std::string employer;
  auto parts() const { return std::tie(employer); }
};

// Which seats an employer holds, on all panels.
struct EmployerSeatsId {
  static constexpr RecordKind kKind = RecordKind::kEmployerSeats;
  using Record = ledger::EmployerSeatsRecord;
  std::string employer;
  auto parts() const { return std::tie(employer); }
};

struct AttestationId {
  static constexpr RecordKind kKind = RecordKind::kAttestation;
  using Record = api::Attestation;
  std::string attestation;
  auto parts() const { return std::tie(attestation); }
};

struct PaperSubmissionId {
  static constexpr RecordKind kKind = RecordKind::kPaperSubmission;
  using Record = api::PaperSubmission;
  std::string cycle;
  std::string paper_submission;
  auto parts() const { return std::tie(cycle, paper_submission); }
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

// Which panels are part of a panel.
struct RegionalPanelsId {
  static constexpr RecordKind kKind = RecordKind::kRegionalPanels;
  using Record = ledger::RegionalPanelsRecord;
  std::string panel;
  auto parts() const { return std::tie(panel); }
};

struct MeetingId {
  static constexpr RecordKind kKind = RecordKind::kMeeting;
  using Record = api::Meeting;
  std::string panel;
  std::string meeting;
  auto parts() const { return std::tie(panel, meeting); }
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

// What a seat would like to review.
struct PreferenceId {
  static constexpr RecordKind kKind = RecordKind::kPreference;
  using Record = ledger::PreferenceRecord;
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

// What a seat answered about a conflict in an item.
struct ConflictAnswerId {
  static constexpr RecordKind kKind = RecordKind::kConflictAnswer;
  using Record = ledger::ConflictAnswerRecord;
  uint32_t round = 0;
  uint32_t item = 0;
  uint32_t seat = 0;
  auto parts() const { return std::tie(round, item, seat); }
};

struct ConflictDeclarationId {
  static constexpr RecordKind kKind = RecordKind::kConflictDeclaration;
  using Record = api::ConflictDeclaration;
  std::string employer;
  std::string declaration;
  auto parts() const { return std::tie(employer, declaration); }
};

// Which declaration of an employer is the latest: the holder is its id.
struct DeclarationInForceId {
  static constexpr RecordKind kKind = RecordKind::kDeclarationInForce;
  using Record = ledger::UniqueRecord;
  std::string employer;
  auto parts() const { return std::tie(employer); }
};

struct RoundMessageId {
  static constexpr RecordKind kKind = RecordKind::kRoundMessage;
  using Record = ledger::RoundMessageRecord;
  uint32_t round = 0;
  uint32_t message = 0;
  auto parts() const { return std::tie(round, message); }
};

struct RoundThreadId {
  static constexpr RecordKind kKind = RecordKind::kRoundThread;
  using Record = ledger::RoundThreadRecord;
  uint32_t round = 0;
  auto parts() const { return std::tie(round); }
};

struct AnnulmentId {
  static constexpr RecordKind kKind = RecordKind::kAnnulment;
  using Record = api::Annulment;
  std::string cycle;
  std::string round;
  std::string annulment;
  auto parts() const { return std::tie(cycle, round, annulment); }
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

// A credential that replaces another.
struct CredentialSuccessorId {
  static constexpr RecordKind kKind = RecordKind::kCredentialSuccessor;
  using Record = ledger::UniqueRecord;  // holder: the successor's id
  std::string predecessor;
  std::string successor;
  auto parts() const { return std::tie(predecessor, successor); }
};

// Numbers count from 1 in the order in which comments came.
struct CommentId {
  static constexpr RecordKind kKind = RecordKind::kComment;
  using Record = api::Comment;
  std::string cycle;
  uint32_t number = 0;
  auto parts() const { return std::tie(cycle, number); }
};

struct CommentWindowId {
  static constexpr RecordKind kKind = RecordKind::kCommentWindow;
  using Record = ledger::CommentWindowRecord;
  std::string cycle;
  auto parts() const { return std::tie(cycle); }
};

// Of the proposal that is appealed.
struct AppealId {
  static constexpr RecordKind kKind = RecordKind::kAppeal;
  using Record = api::Appeal;
  std::string cycle;
  std::string proposal;
  auto parts() const { return std::tie(cycle, proposal); }
};

struct ListActionId {
  static constexpr RecordKind kKind = RecordKind::kListAction;
  using Record = api::ListAction;
  std::string cycle;
  std::string action;
  auto parts() const { return std::tie(cycle, action); }
};

// The n-th list action that was confirmed; gone when it was taken back after that.
struct ConfirmedActionId {
  static constexpr RecordKind kKind = RecordKind::kConfirmedAction;
  using Record = ledger::UniqueRecord;  // holder: the action's name
  uint32_t number = 0;
  auto parts() const { return std::tie(number); }
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

// What the server does by itself when an instant comes. Numbers are stored: never reuse one.
enum class DueJob : uint32_t {
  kCloseRound = 1,    // a round's deadline
  kMoveStage = 2,     // a cycle's next stage opens or closes
  kDeemApproved = 3,  // a list version nobody asked to revise
  kLapseAppeal = 5,   // an appeal that nobody decided
};

// What is due at `deadline_seconds` (since 1970 UTC, rounded up): `job` (a DueJob) on `subject`, a resource's name.
struct DueId {
  static constexpr RecordKind kKind = RecordKind::kDue;
  using Record = ledger::DueRecord;
  uint32_t deadline_seconds = 0;
  uint32_t job = 0;
  std::string subject;
  auto parts() const { return std::tie(deadline_seconds, job, subject); }
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_RECORD_ID_H_
