#include "services/domain/review/thread.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/voter.h"

namespace assay::domain {
namespace {

bool IsOverseer(const Principal& principal) { return principal.IsStaff() || principal.Has(api::ROLE_AUDITOR); }

// Whoever is kept from an item by a conflict is kept from talking about it.
absl::Status CheckMayTalkOf(const std::string& proposal, const Voter& voter, const View& view) {
  Violations violations;
  RoundItem item = FindOnRound(proposal, "message.proposal", voter, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  absl::Status status =
      CheckMayAnswer(item, "message.proposal", "RECUSED", Precondition::kConflictAnswered, voter, view);
  std::string reason = ErrorReason(status);
  return reason == "RECUSED" || reason == "CONFLICT_NOT_ANSWERED" ? status : absl::OkStatus();
}

}  // namespace

absl::Status Decide(const api::PostMessageRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(request.parent()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kPost, context.now));
  ASSAY_ASSIGN_OR_RETURN(Voter voter, FindVoter(request.parent(), context, view));
  const std::string& proposal = request.message().proposal();
  if (!proposal.empty()) ASSAY_RETURN_IF_ERROR(CheckMayTalkOf(proposal, voter, view));
  int32_t count = view.FindOrDefault(RoundThreadId{voter.number}).message_count();
  if (count >= kThreadMessagesMax) {
    return Refused("THREAD_FULL",
                   absl::StrCat("the thread of ", round->name(), " holds ", count, " messages, the most it can"),
                   {{"round", round->name()}});
  }
  ledger::Event* event = events->Add();
  ledger::MessagePosted* posted = event->mutable_decision()->mutable_message();
  posted->set_round_number(round->number());
  posted->set_message_ordinal(count);
  if (!proposal.empty()) posted->set_proposal_id(ProposalIdOf(proposal).proposal);
  posted->set_chair(view.FindOrDefault(RosterId{voter.number}).seats(static_cast<int>(voter.seat)).chair());
  ledger::MessagePerson* person = event->mutable_personal()->mutable_message();
  person->set_employer_id(voter.employer);
  person->set_user_id(context.principal->user);
  person->set_text(request.message().text());
  return absl::OkStatus();
}

void Answer(const api::PostMessageRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::PostMessageResponse* response) {
  const ledger::Event& event = events.front();
  const ledger::MessagePosted& posted = event.decision().message();
  const ledger::MessagePerson& person = event.personal().message();
  ledger::RoundMessageRecord record;
  record.set_text(person.text());
  record.set_proposal_id(posted.proposal_id());
  record.set_chair(posted.chair());
  record.set_employer_id(person.employer_id());
  record.set_user_id(person.user_id());
  record.set_time_micros(event.time_micros());
  // The author is shown its own message whole.
  Principal author;
  author.roles = {api::ROLE_AUDITOR};
  const api::Round& round = view.FindOrDefault(RoundIdOf(request.parent()));
  *response->mutable_message() = MessageOf(round, static_cast<uint32_t>(posted.message_ordinal()), record, author);
}

absl::Status CheckMayReadThread(const api::Round& round, const Principal& principal, const View& view) {
  if (IsOverseer(principal)) return absl::OkStatus();
  const auto* held = view.Find(EmployerRoundId{principal.employer, NumberOf(round)});
  if (held != nullptr && !held->left()) return absl::OkStatus();
  return Denied("NOT_ON_PANEL", absl::StrCat("your employer holds no seat in ", round.name()));
}

api::RoundMessage MessageOf(const api::Round& round, uint32_t ordinal, const ledger::RoundMessageRecord& record,
                            const Principal& principal) {
  std::string state = StateOf(round.name());
  api::RoundMessage message;
  message.set_name(RoundMessageName(round.name(), ordinal));
  message.set_text(record.text());
  if (!record.proposal_id().empty()) {
    message.set_proposal(NameOf(state, ProposalId{RoundIdOf(round.name()).cycle, record.proposal_id()}));
  }
  message.set_chair(record.chair());
  *message.mutable_post_time() = ToProto(FromMicros(record.time_micros()));
  if (round.blind() && !IsOverseer(principal)) return message;
  message.set_employer(NameOf(state, EmployerId{record.employer_id()}));
  if (!record.user_id().empty()) message.set_user(UserName(state, record.user_id()));
  return message;
}

}  // namespace assay::domain
