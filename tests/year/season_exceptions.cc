// What is not as usual in a season: further rounds for what found no consensus, overrides, annulled ballots.
#include <algorithm>

#include "services/domain/commands/override.h"
#include "services/domain/resource.h"
#include "services/domain/review/annulment.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/follow_up.h"
#include "services/domain/review/round.h"
#include "tests/year/season.h"

namespace assay::year {

// Where the policy asks for consensus, the same seats are asked again about what found none.
void Season::PlanFurtherRound(int panel) {
  uint64_t seed = scene_.what.engine()();
  scene_.country->At(Part(71), [=] { MakeFurtherRound(panel, seed); });
}

void Season::MakeFurtherRound(int panel, uint64_t seed) {
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  const api::Round& before = view->FindOrDefault(domain::RoundIdOf(RoundName(panel)));
  api::CreateFollowUpRoundRequest request;
  request.set_previous_round(before.name());
  request.set_round_id(absl::StrCat("r", panel, "-2"));
  *request.mutable_deadline() = domain::ToProto(Part(75));
  std::vector<std::string> questions = domain::OpenQuestions(before, *view);
  scene_.country->AskPrepared(
      scene_.id, scene_.staff, request,
      [request, questions](const domain::Context& context, const domain::View& records, domain::Events* events) {
        return domain::DecideFollowUpRound(request, questions, context, records, events);
      },
      {}, "|NO_SECOND_ROUND|NO_OPEN_QUESTIONS");
  scene_.country->At(Part(71) + absl::Hours(1), [=] { VoteAgain(panel, seed); });
}

// Everybody who sits there votes within a few hours; most approve this time.
void Season::VoteAgain(int panel, uint64_t seed) {
  const std::string name = absl::StrCat(RoundName(panel), "-2");
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  const api::Round* round = view->Find(domain::RoundIdOf(name));
  if (round == nullptr) return;
  api::OpenRoundRequest open;
  open.set_name(name);
  scene_.country->AskPrepared(
      scene_.id, scene_.staff, open,
      [open](const domain::Context& context, const domain::View& records, domain::Events* events) {
        return domain::DecideOpenRound(open, {}, context, records, events);
      },
      {});
  std::vector<std::string> items;
  absl::Status scanned =
      view->Scan<domain::RoundItemId>(domain::PrefixOf<domain::RoundItemId>(static_cast<uint32_t>(round->number())), "",
                                      [&items](absl::string_view, const ledger::v1::RoundItemRecord& item) {
                                        items.push_back(item.proposal_id());
                                        return true;
                                      });
  if (!scanned.ok()) scene_.country->Surprise(scanned.ToString());
  std::sort(items.begin(), items.end());
  Dice dice(seed);
  for (const std::string& item : items) {
    for (const Voter& seat : rounds_[static_cast<size_t>(panel)].voters) {
      if (seat.is_vacated || dice.OneIn(8)) continue;
      api::CastBallotRequest request;
      request.set_round(name);
      request.mutable_paper()->set_proposal(absl::StrCat(scene_.Name("cycles", cycle_), "/proposals/", item));
      request.mutable_paper()->set_choice(dice.OneIn(3) ? api::BALLOT_CHOICE_REJECT : api::BALLOT_CHOICE_APPROVE);
      int employer = seat.successor >= 0 ? seat.successor : seat.employer;
      const domain::Principal& voter = scene_.representatives[static_cast<size_t>(employer)];
      scene_.country->At(scene_.Between(Part(72), Part(74)), [this, voter, request] { scene_.Ask(voter, request); });
    }
  }
}

void Season::PlanOverride(int item) {
  bool approve = scene_.what.OneIn(2);
  bool cancelled = scene_.what.OneIn(4);
  Country* country = scene_.country;
  country->At(scene_.Between(Part(71), Part(72)), [=] { Override(item, approve); });
  country->At(Part(73), [=] { ConfirmOverride(item, scene_.staff, "SECOND_PERSON_REQUIRED"); });
  country->At(scene_.Between(Part(73) + absl::Hours(1), Part(74)), [=] { ConfirmOverride(item, scene_.clerk, ""); });
  if (cancelled) country->At(Part(75), [=] { CancelOverride(item); });
}

void Season::Override(int item, bool approve) {
  api::CreateOverrideRequest request;
  request.set_parent(Proposal(item));
  request.set_override_id("o1");
  request.mutable_override()->set_outcome(approve ? api::OUTCOME_APPROVED : api::OUTCOME_DENIED);
  request.mutable_override()->set_reason("the committee knows better");
  scene_.Ask(scene_.staff, request);
}

void Season::ConfirmOverride(int item, const domain::Principal& who, const std::string& reason) {
  api::ConfirmOverrideRequest request;
  request.set_name(absl::StrCat(Proposal(item), "/overrides/o1"));
  request.set_etag("1");
  scene_.Ask(who, request, reason);
}

void Season::CancelOverride(int item) {
  api::CancelOverrideRequest request;
  request.set_name(absl::StrCat(Proposal(item), "/overrides/o1"));
  request.set_reason("it knows better still");
  scene_.Ask(scene_.clerk, request);
}

// An employer turns out to have had no right to vote: all it said in the round is voided.
void Season::PlanAnnulment(int panel, absl::Time when) {
  auto seat = static_cast<size_t>(scene_.what.Below(kSeatsPerPanel));
  if (rounds_[static_cast<size_t>(panel)].voters[seat].voted.empty()) return;
  Country* country = scene_.country;
  country->At(when, [=] { Annul(panel, seat); });
  country->At(when + absl::Hours(1), [=] { ConfirmAnnulment(panel, scene_.staff, "SECOND_PERSON_REQUIRED"); });
  country->At(when + absl::Hours(2), [=] { ConfirmAnnulment(panel, scene_.clerk, ""); });
}

void Season::Annul(int panel, size_t voter) {
  const Voter& seat = rounds_[static_cast<size_t>(panel)].voters[voter];
  api::AnnulBallotsRequest request;
  request.set_parent(RoundName(panel));
  request.set_annulment_id("a1");
  request.mutable_annulment()->set_seat(scene_.Seat(seat.employer));
  request.mutable_annulment()->set_reason("not an employer of this state");
  for (int item : seat.voted) request.mutable_annulment()->add_proposals(Proposal(item));
  scene_.Ask(scene_.staff, request);
}

void Season::ConfirmAnnulment(int panel, const domain::Principal& who, const std::string& reason) {
  api::ConfirmAnnulmentRequest request;
  request.set_name(absl::StrCat(RoundName(panel), "/annulments/a1"));
  request.set_etag("1");
  scene_.Ask(who, request, reason);
}

}  // namespace assay::year
