// Every life cycle of the product on one page: for each kind of thing the commands that move it, and one line a
// transition. What has no line here is refused with WRONG_STATE; no other code asks what may follow what.
//
// A machine is three things: an enum of commands, its words (`k...Commands`, every command once, as it reads in a
// refusal), and its lines (`k...Transitions`). Add yours below and its name to the test of every cell
// (tests/model/workflow_test.cc).
#ifndef ASSAY_SERVICES_DOMAIN_WORKFLOW_H_
#define ASSAY_SERVICES_DOMAIN_WORKFLOW_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "services/domain/record_id.h"

namespace assay::domain {

template <class Command>
struct CommandWord {
  Command command;
  absl::string_view word;  // "submitting"
};

// `State` is an enum of the API.
template <class State, class Command>
struct Transition {
  State from;
  Command command;
  State to;
};

template <class State, class Command>
struct Machine {
  absl::Span<const CommandWord<Command>> commands;
  absl::Span<const Transition<State, Command>> transitions;
};

// FAILED_PRECONDITION with reason WRONG_STATE: `name` is in `state`, and `command` needs one of `allowed`.
absl::Status WrongState(absl::string_view name, absl::string_view state, absl::string_view command,
                        absl::string_view allowed);

// A value's name without its enum's prefix: PROPOSAL_STATE_DRAFT is DRAFT.
std::string StateText(const google::protobuf::EnumDescriptor& type, int value);

template <class State>
std::string StateText(State state) {
  return StateText(*google::protobuf::GetEnumDescriptor<State>(), state);
}

// The state after `command`; absent when there is no such line.
template <class State, class Command>
absl::optional<State> FindNext(const Machine<State, Command>& machine, State state, Command command) {
  for (const auto& line : machine.transitions) {
    if (line.command == command && line.from == state) return line.to;
  }
  return absl::nullopt;
}

// The state after `command` on what is called `name` and stands in `state`. FAILED_PRECONDITION, WRONG_STATE: names the
// states in which the command is possible.
template <class State, class Command>
absl::StatusOr<State> NextState(const Machine<State, Command>& machine, absl::string_view name, State state,
                                Command command) {
  absl::optional<State> next = FindNext(machine, state, command);
  if (next.has_value()) return *next;
  std::vector<std::string> allowed;
  for (const auto& line : machine.transitions) {
    if (line.command == command) allowed.push_back(StateText(line.from));
  }
  absl::string_view word;
  for (const auto& entry : machine.commands) {
    if (entry.command == command) word = entry.word;
  }
  return WrongState(name, StateText(state), word, absl::StrJoin(allowed, ", "));
}

// ---- Proposals. What is stored; IN_REVIEW and later states are derived from the round, the list and the appeal
// (review/derived_state.h), and a proposal that has one of them is stored as SCREENED.

enum class ProposalCommand { kUpdate, kSubmit, kReturn, kScreen, kWithdraw };

inline constexpr CommandWord<ProposalCommand> kProposalCommands[] = {
    {ProposalCommand::kUpdate, "updating"},      {ProposalCommand::kSubmit, "submitting"},
    {ProposalCommand::kReturn, "returning"},     {ProposalCommand::kScreen, "screening"},
    {ProposalCommand::kWithdraw, "withdrawing"},
};

inline constexpr Transition<api::ProposalState, ProposalCommand> kProposalTransitions[] = {
    {api::PROPOSAL_STATE_DRAFT, ProposalCommand::kUpdate, api::PROPOSAL_STATE_DRAFT},
    {api::PROPOSAL_STATE_RETURNED, ProposalCommand::kUpdate, api::PROPOSAL_STATE_RETURNED},
    {api::PROPOSAL_STATE_DRAFT, ProposalCommand::kSubmit, api::PROPOSAL_STATE_SUBMITTED},
    {api::PROPOSAL_STATE_RETURNED, ProposalCommand::kSubmit, api::PROPOSAL_STATE_SUBMITTED},
    {api::PROPOSAL_STATE_SUBMITTED, ProposalCommand::kReturn, api::PROPOSAL_STATE_RETURNED},
    {api::PROPOSAL_STATE_SUBMITTED, ProposalCommand::kScreen, api::PROPOSAL_STATE_SCREENED},
    {api::PROPOSAL_STATE_DRAFT, ProposalCommand::kWithdraw, api::PROPOSAL_STATE_WITHDRAWN},
    {api::PROPOSAL_STATE_SUBMITTED, ProposalCommand::kWithdraw, api::PROPOSAL_STATE_WITHDRAWN},
    {api::PROPOSAL_STATE_RETURNED, ProposalCommand::kWithdraw, api::PROPOSAL_STATE_WITHDRAWN},
    {api::PROPOSAL_STATE_SCREENED, ProposalCommand::kWithdraw, api::PROPOSAL_STATE_WITHDRAWN},
};

inline constexpr Machine<api::ProposalState, ProposalCommand> kProposalMachine{kProposalCommands, kProposalTransitions};

// ---- Stages of a cycle. The job opens and closes them at their instants; staff changes what has not begun, and moves
// a closing to a later instant at any time.

enum class StageCommand { kOpen, kClose, kMoveClosing, kReschedule, kRemove };

inline constexpr CommandWord<StageCommand> kStageCommands[] = {
    {StageCommand::kOpen, "opening"},
    {StageCommand::kClose, "closing"},
    {StageCommand::kMoveClosing, "moving its closing"},
    {StageCommand::kReschedule, "changing its kind or opening"},
    {StageCommand::kRemove, "taking it out of the cycle"},
};

inline constexpr Transition<api::StageState, StageCommand> kStageTransitions[] = {
    {api::STAGE_STATE_PENDING, StageCommand::kOpen, api::STAGE_STATE_OPEN},
    {api::STAGE_STATE_OPEN, StageCommand::kClose, api::STAGE_STATE_CLOSED},
    {api::STAGE_STATE_PENDING, StageCommand::kMoveClosing, api::STAGE_STATE_PENDING},
    {api::STAGE_STATE_OPEN, StageCommand::kMoveClosing, api::STAGE_STATE_OPEN},
    {api::STAGE_STATE_CLOSED, StageCommand::kMoveClosing, api::STAGE_STATE_OPEN},
    {api::STAGE_STATE_PENDING, StageCommand::kReschedule, api::STAGE_STATE_PENDING},
    {api::STAGE_STATE_PENDING, StageCommand::kRemove, api::STAGE_STATE_UNSPECIFIED},
};

inline constexpr Machine<api::StageState, StageCommand> kStageMachine{kStageCommands, kStageTransitions};

// ---- Rounds. One whose deadline has passed counts as CLOSED, whether or not the job has closed it. NextRoundState
// (review/round_window.h) refuses with ROUND_NOT_DRAFT, ROUND_NOT_OPEN, ROUND_CLOSED or ROUND_NOT_CLOSED.

enum class RoundCommand { kAddItems, kOpen, kExtend, kAnswer, kAssign, kChangeSeat, kPost, kClose, kFollowUp, kAnnul };

inline constexpr CommandWord<RoundCommand> kRoundCommands[] = {
    {RoundCommand::kAddItems, "putting proposals before it"},
    {RoundCommand::kOpen, "opening"},
    {RoundCommand::kExtend, "extending"},
    {RoundCommand::kAnswer, "voting and answering about conflicts"},
    {RoundCommand::kAssign, "assigning reviews"},
    {RoundCommand::kChangeSeat, "changing who sits in it"},
    {RoundCommand::kPost, "writing into its thread"},
    {RoundCommand::kClose, "closing"},
    {RoundCommand::kFollowUp, "taking its open questions up again"},
    {RoundCommand::kAnnul, "annulling ballots"},
};

inline constexpr Transition<api::RoundState, RoundCommand> kRoundTransitions[] = {
    {api::ROUND_STATE_DRAFT, RoundCommand::kAddItems, api::ROUND_STATE_DRAFT},
    {api::ROUND_STATE_DRAFT, RoundCommand::kOpen, api::ROUND_STATE_OPEN},
    {api::ROUND_STATE_DRAFT, RoundCommand::kExtend, api::ROUND_STATE_DRAFT},
    {api::ROUND_STATE_OPEN, RoundCommand::kExtend, api::ROUND_STATE_OPEN},
    {api::ROUND_STATE_OPEN, RoundCommand::kAnswer, api::ROUND_STATE_OPEN},
    {api::ROUND_STATE_OPEN, RoundCommand::kAssign, api::ROUND_STATE_OPEN},
    {api::ROUND_STATE_OPEN, RoundCommand::kChangeSeat, api::ROUND_STATE_OPEN},
    {api::ROUND_STATE_OPEN, RoundCommand::kPost, api::ROUND_STATE_OPEN},
    {api::ROUND_STATE_OPEN, RoundCommand::kClose, api::ROUND_STATE_CLOSED},
    {api::ROUND_STATE_CLOSED, RoundCommand::kFollowUp, api::ROUND_STATE_CLOSED},
    {api::ROUND_STATE_CLOSED, RoundCommand::kAnnul, api::ROUND_STATE_CLOSED},
};

inline constexpr Machine<api::RoundState, RoundCommand> kRoundMachine{kRoundCommands, kRoundTransitions};

// ---- Annulments: asked for by one person, confirmed by another.

enum class AnnulmentCommand { kConfirm, kCancel };

inline constexpr CommandWord<AnnulmentCommand> kAnnulmentCommands[] = {
    {AnnulmentCommand::kConfirm, "confirming"},
    {AnnulmentCommand::kCancel, "dropping"},
};

inline constexpr Transition<api::AnnulmentState, AnnulmentCommand> kAnnulmentTransitions[] = {
    {api::ANNULMENT_STATE_PROPOSED, AnnulmentCommand::kConfirm, api::ANNULMENT_STATE_CONFIRMED},
    {api::ANNULMENT_STATE_PROPOSED, AnnulmentCommand::kCancel, api::ANNULMENT_STATE_CANCELLED},
};

inline constexpr Machine<api::AnnulmentState, AnnulmentCommand> kAnnulmentMachine{kAnnulmentCommands,
                                                                                  kAnnulmentTransitions};

// ---- Employers: whether their word counts.

enum class EmployerCommand { kUpdate, kRenumber, kVerify, kReject, kSuspend, kMerge };

inline constexpr CommandWord<EmployerCommand> kEmployerCommands[] = {
    {EmployerCommand::kUpdate, "updating"},    {EmployerCommand::kRenumber, "changing the registration number"},
    {EmployerCommand::kVerify, "verifying"},   {EmployerCommand::kReject, "rejecting"},
    {EmployerCommand::kSuspend, "suspending"}, {EmployerCommand::kMerge, "merging"},
};

inline constexpr Transition<api::EmployerState, EmployerCommand> kEmployerTransitions[] = {
    {api::EMPLOYER_STATE_PENDING, EmployerCommand::kUpdate, api::EMPLOYER_STATE_PENDING},
    {api::EMPLOYER_STATE_VERIFIED, EmployerCommand::kUpdate, api::EMPLOYER_STATE_VERIFIED},
    {api::EMPLOYER_STATE_SUSPENDED, EmployerCommand::kUpdate, api::EMPLOYER_STATE_SUSPENDED},
    {api::EMPLOYER_STATE_REJECTED, EmployerCommand::kUpdate, api::EMPLOYER_STATE_REJECTED},
    {api::EMPLOYER_STATE_PENDING, EmployerCommand::kRenumber, api::EMPLOYER_STATE_PENDING},
    {api::EMPLOYER_STATE_VERIFIED, EmployerCommand::kRenumber, api::EMPLOYER_STATE_PENDING},
    {api::EMPLOYER_STATE_SUSPENDED, EmployerCommand::kRenumber, api::EMPLOYER_STATE_SUSPENDED},
    {api::EMPLOYER_STATE_REJECTED, EmployerCommand::kRenumber, api::EMPLOYER_STATE_PENDING},
    {api::EMPLOYER_STATE_PENDING, EmployerCommand::kVerify, api::EMPLOYER_STATE_VERIFIED},
    {api::EMPLOYER_STATE_SUSPENDED, EmployerCommand::kVerify, api::EMPLOYER_STATE_VERIFIED},
    {api::EMPLOYER_STATE_REJECTED, EmployerCommand::kVerify, api::EMPLOYER_STATE_VERIFIED},
    {api::EMPLOYER_STATE_PENDING, EmployerCommand::kReject, api::EMPLOYER_STATE_REJECTED},
    {api::EMPLOYER_STATE_VERIFIED, EmployerCommand::kReject, api::EMPLOYER_STATE_REJECTED},
    {api::EMPLOYER_STATE_SUSPENDED, EmployerCommand::kReject, api::EMPLOYER_STATE_REJECTED},
    {api::EMPLOYER_STATE_PENDING, EmployerCommand::kSuspend, api::EMPLOYER_STATE_SUSPENDED},
    {api::EMPLOYER_STATE_VERIFIED, EmployerCommand::kSuspend, api::EMPLOYER_STATE_SUSPENDED},
    {api::EMPLOYER_STATE_PENDING, EmployerCommand::kMerge, api::EMPLOYER_STATE_MERGED},
    {api::EMPLOYER_STATE_VERIFIED, EmployerCommand::kMerge, api::EMPLOYER_STATE_MERGED},
    {api::EMPLOYER_STATE_SUSPENDED, EmployerCommand::kMerge, api::EMPLOYER_STATE_MERGED},
    {api::EMPLOYER_STATE_REJECTED, EmployerCommand::kMerge, api::EMPLOYER_STATE_MERGED},
};

inline constexpr Machine<api::EmployerState, EmployerCommand> kEmployerMachine{kEmployerCommands, kEmployerTransitions};

// ---- Paper submissions: recorded by one person, checked by another, then confirmed or disputed by the employer.

enum class PaperCommand { kCheck, kReject, kConfirm, kDispute, kDisputeLate };

inline constexpr CommandWord<PaperCommand> kPaperCommands[] = {
    {PaperCommand::kCheck, "checking"},
    {PaperCommand::kReject, "rejecting"},
    {PaperCommand::kConfirm, "confirming"},
    {PaperCommand::kDispute, "disputing"},
    {PaperCommand::kDisputeLate, "disputing after the review"},
};

inline constexpr Transition<api::PaperSubmissionState, PaperCommand> kPaperTransitions[] = {
    {api::PAPER_SUBMISSION_STATE_RECORDED, PaperCommand::kCheck, api::PAPER_SUBMISSION_STATE_CHECKED},
    {api::PAPER_SUBMISSION_STATE_RECORDED, PaperCommand::kReject, api::PAPER_SUBMISSION_STATE_REJECTED},
    {api::PAPER_SUBMISSION_STATE_CHECKED, PaperCommand::kConfirm, api::PAPER_SUBMISSION_STATE_CONFIRMED},
    {api::PAPER_SUBMISSION_STATE_CHECKED, PaperCommand::kDispute, api::PAPER_SUBMISSION_STATE_DISPUTED},
    {api::PAPER_SUBMISSION_STATE_CONFIRMED, PaperCommand::kDispute, api::PAPER_SUBMISSION_STATE_DISPUTED},
    {api::PAPER_SUBMISSION_STATE_CHECKED, PaperCommand::kDisputeLate, api::PAPER_SUBMISSION_STATE_DISPUTED_LATE},
    {api::PAPER_SUBMISSION_STATE_CONFIRMED, PaperCommand::kDisputeLate, api::PAPER_SUBMISSION_STATE_DISPUTED_LATE},
};

inline constexpr Machine<api::PaperSubmissionState, PaperCommand> kPaperMachine{kPaperCommands, kPaperTransitions};

// ---- Meetings: planned, held, minuted.

enum class MeetingCommand { kUpdate, kCancel, kRecordAttendance, kRecordMinutes, kApproveMinutes };

inline constexpr CommandWord<MeetingCommand> kMeetingCommands[] = {
    {MeetingCommand::kUpdate, "updating"},
    {MeetingCommand::kCancel, "cancelling"},
    {MeetingCommand::kRecordAttendance, "recording attendance"},
    {MeetingCommand::kRecordMinutes, "recording minutes"},
    {MeetingCommand::kApproveMinutes, "approving minutes"},
};

inline constexpr Transition<api::MeetingState, MeetingCommand> kMeetingTransitions[] = {
    {api::MEETING_STATE_PLANNED, MeetingCommand::kUpdate, api::MEETING_STATE_PLANNED},
    {api::MEETING_STATE_PLANNED, MeetingCommand::kCancel, api::MEETING_STATE_CANCELLED},
    {api::MEETING_STATE_PLANNED, MeetingCommand::kRecordAttendance, api::MEETING_STATE_HELD},
    {api::MEETING_STATE_HELD, MeetingCommand::kRecordAttendance, api::MEETING_STATE_HELD},
    {api::MEETING_STATE_HELD, MeetingCommand::kRecordMinutes, api::MEETING_STATE_HELD},
    {api::MEETING_STATE_HELD, MeetingCommand::kApproveMinutes, api::MEETING_STATE_MINUTES_APPROVED},
};

inline constexpr Machine<api::MeetingState, MeetingCommand> kMeetingMachine{kMeetingCommands, kMeetingTransitions};

// ---- Overrides: proposed by one person, confirmed by another.

enum class OverrideCommand { kConfirm, kCancel };

inline constexpr CommandWord<OverrideCommand> kOverrideCommands[] = {
    {OverrideCommand::kConfirm, "confirming"},
    {OverrideCommand::kCancel, "cancelling"},
};

inline constexpr Transition<api::OverrideState, OverrideCommand> kOverrideTransitions[] = {
    {api::OVERRIDE_STATE_PROPOSED, OverrideCommand::kConfirm, api::OVERRIDE_STATE_CONFIRMED},
    {api::OVERRIDE_STATE_PROPOSED, OverrideCommand::kCancel, api::OVERRIDE_STATE_CANCELLED},
    {api::OVERRIDE_STATE_CONFIRMED, OverrideCommand::kCancel, api::OVERRIDE_STATE_CANCELLED},
};

inline constexpr Machine<api::OverrideState, OverrideCommand> kOverrideMachine{kOverrideCommands, kOverrideTransitions};

// ---- List versions. A preliminary version counts as approved once its comment window has closed and every signature
// is there, or deemed so (list/signing.h). Where the cycle's rules ask for neither comment nor signatures, a draft is
// published as it is.

enum class ListVersionCommand {
  kDraft,
  kRelease,
  kSign,
  kApprove,
  kRevise,
  kPublish,
  kPublishDraft,
  kSupersede,
  kNotify
};

inline constexpr CommandWord<ListVersionCommand> kListVersionCommands[] = {
    {ListVersionCommand::kDraft, "drafting it again"},
    {ListVersionCommand::kRelease, "releasing"},
    {ListVersionCommand::kSign, "signing"},
    {ListVersionCommand::kApprove, "approving"},
    {ListVersionCommand::kRevise, "requesting revisions"},
    {ListVersionCommand::kPublish, "publishing what needs comment or signatures"},
    {ListVersionCommand::kPublishDraft, "publishing"},
    {ListVersionCommand::kSupersede, "superseding"},
    {ListVersionCommand::kNotify, "issuing decision notices"},
};

inline constexpr Transition<api::ListVersionState, ListVersionCommand> kListVersionTransitions[] = {
    {api::LIST_VERSION_STATE_DRAFT, ListVersionCommand::kDraft, api::LIST_VERSION_STATE_DRAFT},
    {api::LIST_VERSION_STATE_PRELIMINARY, ListVersionCommand::kDraft, api::LIST_VERSION_STATE_DRAFT},
    {api::LIST_VERSION_STATE_APPROVED, ListVersionCommand::kDraft, api::LIST_VERSION_STATE_DRAFT},
    {api::LIST_VERSION_STATE_DRAFT, ListVersionCommand::kRelease, api::LIST_VERSION_STATE_PRELIMINARY},
    {api::LIST_VERSION_STATE_PRELIMINARY, ListVersionCommand::kSign, api::LIST_VERSION_STATE_PRELIMINARY},
    {api::LIST_VERSION_STATE_PRELIMINARY, ListVersionCommand::kApprove, api::LIST_VERSION_STATE_APPROVED},
    {api::LIST_VERSION_STATE_PRELIMINARY, ListVersionCommand::kRevise, api::LIST_VERSION_STATE_DRAFT},
    {api::LIST_VERSION_STATE_APPROVED, ListVersionCommand::kRevise, api::LIST_VERSION_STATE_DRAFT},
    {api::LIST_VERSION_STATE_APPROVED, ListVersionCommand::kPublish, api::LIST_VERSION_STATE_PUBLISHED},
    {api::LIST_VERSION_STATE_DRAFT, ListVersionCommand::kPublishDraft, api::LIST_VERSION_STATE_PUBLISHED},
    {api::LIST_VERSION_STATE_PUBLISHED, ListVersionCommand::kSupersede, api::LIST_VERSION_STATE_SUPERSEDED},
    {api::LIST_VERSION_STATE_PUBLISHED, ListVersionCommand::kNotify, api::LIST_VERSION_STATE_PUBLISHED},
};

inline constexpr Machine<api::ListVersionState, ListVersionCommand> kListVersionMachine{kListVersionCommands,
                                                                                        kListVersionTransitions};

// ---- Entries of a list. REMOVED stands for a credential that is not on it; an entry is moved only by a new version.
// An active one whose first day is still to come is PENDING. A removal that cannot be phased out takes it off at once.

enum class EntryCommand {
  kGrant,
  kPhaseOut,
  kEmergencyAddition,
  kExtension,
  kRemoval,
  kSunset,
  kSuspension,
  kLiftSuspension,
  kGrandfather,
  kCorrection,
  kExpire
};

inline constexpr CommandWord<EntryCommand> kEntryCommands[] = {
    {EntryCommand::kGrant, "granting a proposal"},
    {EntryCommand::kPhaseOut, "granting a removal"},
    {EntryCommand::kEmergencyAddition, "an emergency addition"},
    {EntryCommand::kExtension, "an extension"},
    {EntryCommand::kRemoval, "a removal"},
    {EntryCommand::kSunset, "a sunset"},
    {EntryCommand::kSuspension, "a suspension"},
    {EntryCommand::kLiftSuspension, "lifting a suspension"},
    {EntryCommand::kGrandfather, "grandfathering"},
    {EntryCommand::kCorrection, "a correction"},
    {EntryCommand::kExpire, "expiring"},
};

inline constexpr Transition<api::EntryStatus, EntryCommand> kEntryTransitions[] = {
    {api::ENTRY_STATUS_REMOVED, EntryCommand::kGrant, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_PENDING, EntryCommand::kGrant, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kGrant, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_SUNSETTING, EntryCommand::kGrant, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_SUSPENDED, EntryCommand::kGrant, api::ENTRY_STATUS_SUSPENDED},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kPhaseOut, api::ENTRY_STATUS_SUNSETTING},
    {api::ENTRY_STATUS_SUNSETTING, EntryCommand::kPhaseOut, api::ENTRY_STATUS_SUNSETTING},
    {api::ENTRY_STATUS_REMOVED, EntryCommand::kEmergencyAddition, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kExtension, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_SUSPENDED, EntryCommand::kExtension, api::ENTRY_STATUS_SUSPENDED},
    {api::ENTRY_STATUS_PENDING, EntryCommand::kRemoval, api::ENTRY_STATUS_REMOVED},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kRemoval, api::ENTRY_STATUS_REMOVED},
    {api::ENTRY_STATUS_SUNSETTING, EntryCommand::kRemoval, api::ENTRY_STATUS_REMOVED},
    {api::ENTRY_STATUS_SUSPENDED, EntryCommand::kRemoval, api::ENTRY_STATUS_REMOVED},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kSunset, api::ENTRY_STATUS_SUNSETTING},
    {api::ENTRY_STATUS_SUNSETTING, EntryCommand::kSunset, api::ENTRY_STATUS_SUNSETTING},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kSuspension, api::ENTRY_STATUS_SUSPENDED},
    {api::ENTRY_STATUS_SUSPENDED, EntryCommand::kLiftSuspension, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kGrandfather, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_SUNSETTING, EntryCommand::kGrandfather, api::ENTRY_STATUS_SUNSETTING},
    {api::ENTRY_STATUS_PENDING, EntryCommand::kCorrection, api::ENTRY_STATUS_PENDING},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kCorrection, api::ENTRY_STATUS_ACTIVE},
    {api::ENTRY_STATUS_SUNSETTING, EntryCommand::kCorrection, api::ENTRY_STATUS_SUNSETTING},
    {api::ENTRY_STATUS_SUSPENDED, EntryCommand::kCorrection, api::ENTRY_STATUS_SUSPENDED},
    {api::ENTRY_STATUS_ACTIVE, EntryCommand::kExpire, api::ENTRY_STATUS_REMOVED},
    {api::ENTRY_STATUS_SUNSETTING, EntryCommand::kExpire, api::ENTRY_STATUS_REMOVED},
    {api::ENTRY_STATUS_SUSPENDED, EntryCommand::kExpire, api::ENTRY_STATUS_REMOVED},
};

inline constexpr Machine<api::EntryStatus, EntryCommand> kEntryMachine{kEntryCommands, kEntryTransitions};

// ---- List actions. Which of them a list has carried out follows from their numbers.

enum class ListActionCommand { kConfirm, kCancel };

inline constexpr CommandWord<ListActionCommand> kListActionCommands[] = {
    {ListActionCommand::kConfirm, "confirming"},
    {ListActionCommand::kCancel, "cancelling"},
};

inline constexpr Transition<api::ListActionState, ListActionCommand> kListActionTransitions[] = {
    {api::LIST_ACTION_STATE_PROPOSED, ListActionCommand::kConfirm, api::LIST_ACTION_STATE_CONFIRMED},
    {api::LIST_ACTION_STATE_PROPOSED, ListActionCommand::kCancel, api::LIST_ACTION_STATE_CANCELLED},
    {api::LIST_ACTION_STATE_CONFIRMED, ListActionCommand::kCancel, api::LIST_ACTION_STATE_CANCELLED},
};

inline constexpr Machine<api::ListActionState, ListActionCommand> kListActionMachine{kListActionCommands,
                                                                                     kListActionTransitions};

// ---- Public comments.

enum class CommentCommand { kShow, kReject, kAnswer };

inline constexpr CommandWord<CommentCommand> kCommentCommands[] = {
    {CommentCommand::kShow, "showing"},
    {CommentCommand::kReject, "rejecting"},
    {CommentCommand::kAnswer, "answering"},
};

inline constexpr Transition<api::CommentState, CommentCommand> kCommentTransitions[] = {
    {api::COMMENT_STATE_PENDING, CommentCommand::kShow, api::COMMENT_STATE_SHOWN},
    {api::COMMENT_STATE_REJECTED, CommentCommand::kShow, api::COMMENT_STATE_SHOWN},
    {api::COMMENT_STATE_PENDING, CommentCommand::kReject, api::COMMENT_STATE_REJECTED},
    {api::COMMENT_STATE_SHOWN, CommentCommand::kReject, api::COMMENT_STATE_REJECTED},
    {api::COMMENT_STATE_SHOWN, CommentCommand::kAnswer, api::COMMENT_STATE_SHOWN},
};

inline constexpr Machine<api::CommentState, CommentCommand> kCommentMachine{kCommentCommands, kCommentTransitions};

// ---- Appeals. kUphold and kOverturn are the confirmed decision, or the cycle's rules when nobody decided in time.

enum class AppealCommand { kAssign, kDecide, kUphold, kOverturn, kLapse, kLapseGranted, kWithdraw };

inline constexpr CommandWord<AppealCommand> kAppealCommands[] = {
    {AppealCommand::kAssign, "assigning"},
    {AppealCommand::kDecide, "deciding"},
    {AppealCommand::kUphold, "confirming that the decision stands"},
    {AppealCommand::kOverturn, "confirming that the decision is overturned"},
    {AppealCommand::kLapse, "lapsing"},
    {AppealCommand::kLapseGranted, "being granted for lack of a decision"},
    {AppealCommand::kWithdraw, "withdrawing"},
};

inline constexpr Transition<api::AppealState, AppealCommand> kAppealTransitions[] = {
    {api::APPEAL_STATE_FILED, AppealCommand::kAssign, api::APPEAL_STATE_ASSIGNED},
    {api::APPEAL_STATE_ASSIGNED, AppealCommand::kAssign, api::APPEAL_STATE_ASSIGNED},
    {api::APPEAL_STATE_ASSIGNED, AppealCommand::kDecide, api::APPEAL_STATE_RECOMMENDED},
    {api::APPEAL_STATE_RECOMMENDED, AppealCommand::kDecide, api::APPEAL_STATE_RECOMMENDED},
    {api::APPEAL_STATE_RECOMMENDED, AppealCommand::kUphold, api::APPEAL_STATE_UPHELD},
    {api::APPEAL_STATE_RECOMMENDED, AppealCommand::kOverturn, api::APPEAL_STATE_OVERTURNED},
    {api::APPEAL_STATE_FILED, AppealCommand::kLapse, api::APPEAL_STATE_UPHELD},
    {api::APPEAL_STATE_ASSIGNED, AppealCommand::kLapse, api::APPEAL_STATE_UPHELD},
    {api::APPEAL_STATE_RECOMMENDED, AppealCommand::kLapse, api::APPEAL_STATE_UPHELD},
    {api::APPEAL_STATE_FILED, AppealCommand::kLapseGranted, api::APPEAL_STATE_OVERTURNED},
    {api::APPEAL_STATE_ASSIGNED, AppealCommand::kLapseGranted, api::APPEAL_STATE_OVERTURNED},
    {api::APPEAL_STATE_RECOMMENDED, AppealCommand::kLapseGranted, api::APPEAL_STATE_OVERTURNED},
    {api::APPEAL_STATE_FILED, AppealCommand::kWithdraw, api::APPEAL_STATE_WITHDRAWN},
    {api::APPEAL_STATE_ASSIGNED, AppealCommand::kWithdraw, api::APPEAL_STATE_WITHDRAWN},
};

inline constexpr Machine<api::AppealState, AppealCommand> kAppealMachine{kAppealCommands, kAppealTransitions};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_WORKFLOW_H_
