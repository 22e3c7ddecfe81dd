// The rounds of a season: who opens and closes them, who votes when, and what comes too late.
#include "services/domain/resource.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/endorsement.h"
#include "services/domain/review/round.h"
#include "tests/year/season.h"
#include "tests/year/states.h"

namespace assay::year {
namespace {

constexpr int kEndorsersPerProposal = 5;

}  // namespace

void Season::PlanRounds() {
  Country* country = scene_.country;
  // In some seasons one round is still open when the first list is drafted.
  int late = scene_.what.OneIn(4) ? scene_.what.Below(kPanels) : -1;
  for (int panel = 0; panel < kPanels; ++panel) {
    Round& round = rounds_[static_cast<size_t>(panel)];
    round.is_late = panel == late;
    round.has_deadline = panel % 7 != 3;
    round.first_end = Part(60) + absl::Hours(scene_.what.Below(48));
    bool extended = round.has_deadline && (round.is_late || panel % 5 == 2);
    round.end = extended ? Part(round.is_late ? 88 : 70) : round.first_end;
    if (!round.has_deadline && round.is_late) round.end = Part(88);
    if (round.items.empty()) continue;
    SeatVoters(panel);
    PlanRound(panel);
    if (extended) country->At(scene_.Between(Part(42), round.first_end), [this, panel] { ExtendRound(panel); });
  }
}

void Season::PlanRound(int panel) {
  const Round& round = rounds_[static_cast<size_t>(panel)];
  Country* country = scene_.country;
  // In order, so that a round has the same number whatever arrives when.
  country->At(Part(38), [this, panel] { MakeRound(panel); });
  country->At(Part(40), [this, panel] { Open(panel); });
  PlanVotes(panel);
  if (!round.has_deadline) country->At(round.end, [this, panel] { Close(panel); });
  PlanLateVotes(panel);
  if (!round.is_late) PlanFurtherRound(panel);
  if (panel % 4 == 1) PlanAnnulment(panel, Part(panel % 8 == 1 && !round.is_late ? 72 : 89));
  for (int item : round.items) {
    if (scene_.what.OneIn(30)) PlanOverride(item);
  }
}

// The panel's own seats; in some rounds those of the panel of a region too. In some a seat changes hands half-way.
void Season::SeatVoters(int panel) {
  std::vector<Voter>& voters = rounds_[static_cast<size_t>(panel)].voters;
  int panels = IsRegional(panel) ? 2 : 1;
  for (int i = 0; i < panels * kSeatsPerPanel; ++i) voters.emplace_back().employer = EmployerOf(panel, i);
  if (panel % 8 == 2) voters[kSeatOfAlternate].successor = AlternateOf(voters[kSeatOfAlternate].employer);
  if (panel % 8 == 4) voters.back().is_vacated = true;
}

void Season::PlanVotes(int panel) {
  for (Voter& voter : rounds_[static_cast<size_t>(panel)].voters) {
    PlanSeatChange(panel, voter);
    if (voter.is_vacated) continue;
    if (scene_.what.OneIn(5)) {
      PlanSheet(panel, &voter);
    } else {
      PlanSeat(panel, &voter);
    }
  }
}

api::BallotChoice Season::DrawChoice(int item) {
  int roll = scene_.what.Below(100);
  if (roll < 8) return api::BALLOT_CHOICE_UNSPECIFIED;
  if (roll < 11) return api::BALLOT_CHOICE_RECUSED;
  if (roll < 19) return api::BALLOT_CHOICE_ABSTAIN;
  bool approves = scene_.what.Below(100) < items_[static_cast<size_t>(item)].merit;
  return approves ? api::BALLOT_CHOICE_APPROVE : api::BALLOT_CHOICE_REJECT;
}

// Whoever casts a whole sheet does it once.
void Season::PlanSheet(int panel, Voter* voter) {
  const Round& round = rounds_[static_cast<size_t>(panel)];
  api::BatchCastBallotsRequest request;
  request.set_round(RoundName(panel));
  for (int item : round.items) {
    api::BallotChoice choice = DrawChoice(item);
    if (choice == api::BALLOT_CHOICE_UNSPECIFIED || choice == api::BALLOT_CHOICE_RECUSED) continue;
    api::BallotPaper* paper = request.add_papers();
    paper->set_proposal(Proposal(item));
    paper->set_choice(choice);
    voter->voted.push_back(item);
  }
  if (request.papers().empty()) return;
  int employer = voter->successor >= 0 ? voter->successor : voter->employer;
  scene_.country->At(scene_.Between(Part(50) + absl::Hours(1), round.end), [this, employer, request] {
    scene_.Ask(scene_.representatives[static_cast<size_t>(employer)], request);
  });
}

void Season::PlanSeat(int panel, Voter* voter) {
  const Round& round = rounds_[static_cast<size_t>(panel)];
  int employer = voter->successor >= 0 ? voter->successor : voter->employer;
  absl::Time begin = Part(voter->successor >= 0 ? 50 : 40) + absl::Hours(1);
  for (int item : round.items) {
    api::BallotChoice final = DrawChoice(item);
    if (final == api::BALLOT_CHOICE_UNSPECIFIED) continue;
    bool recused = final == api::BALLOT_CHOICE_RECUSED;
    if (!recused && voter->successor < 0 && scene_.what.OneIn(40)) {
      if (PlanPaper(panel, item, employer, final)) voter->voted.push_back(item);
      continue;
    }
    if (!recused) voter->voted.push_back(item);
    absl::Time first = scene_.Between(begin, round.end);
    bool revised = scene_.what.OneIn(10);
    if (revised) {
      auto opposite = final == api::BALLOT_CHOICE_APPROVE ? api::BALLOT_CHOICE_REJECT : api::BALLOT_CHOICE_APPROVE;
      scene_.country->At(first, [=] { Vote(panel, item, employer, opposite, ""); });
    }
    absl::Time last = revised ? scene_.Between(first, round.end) : first;
    scene_.country->At(last, [=] { Vote(panel, item, employer, final, ""); });
    if (!recused || !scene_.what.OneIn(4)) continue;
    scene_.country->At(last, [=] { Vote(panel, item, employer, api::BALLOT_CHOICE_APPROVE, "RECUSED"); });
  }
}

// Votes before the opening, from elsewhere, at the very instant of the end, and after it.
void Season::PlanLateVotes(int panel) {
  const Round& round = rounds_[static_cast<size_t>(panel)];
  int item = round.items.front();
  int employer = EmployerOf(panel, scene_.what.Below(kSeatOfAlternate));
  int stranger = EmployerOf((panel + 3) % kPanels, 0);
  auto choice = api::BALLOT_CHOICE_APPROVE;
  Country* country = scene_.country;
  country->At(Part(39), [=] { Vote(panel, item, employer, choice, "ROUND_NOT_OPEN"); });
  country->At(scene_.Between(Part(40) + absl::Hours(1), round.end),
              [=] { Vote(panel, item, stranger, choice, "NOT_ON_PANEL"); });
  absl::Time last = round.is_late ? round.end + absl::Hours(72) : Part(71);
  absl::Time late = scene_.Between(round.end + absl::Hours(1), last);
  for (absl::Time when : {round.end, late}) {
    country->At(when, [=] { Vote(panel, item, employer, choice, "ROUND_CLOSED"); });
  }
  country->At(late, [=] { Endorse(item, employer, api::ENDORSEMENT_LEVEL_REQUIRED, false, "REVIEW_CLOSED"); });
}

// Employers of any panel speak for a proposal; a few take it back, and some words end before the list counts.
void Season::PlanEndorsements(int item, absl::Time begin) {
  absl::Time end = Part(58);
  int first = scene_.what.Below(kEmployers);
  for (int i = 0; i < kEndorsersPerProposal; ++i) {
    int employer = (first + i * 31) % kEmployers;
    auto level = static_cast<api::EndorsementLevel>(1 + scene_.what.Below(api::EndorsementLevel_MAX));
    bool ends_soon = scene_.what.OneIn(12);
    bool revoked = scene_.what.OneIn(20);
    absl::Time given = scene_.Between(begin, end);
    scene_.country->At(given, [=] { Endorse(item, employer, level, ends_soon, ""); });
    if (revoked) scene_.country->At(scene_.Between(given, end), [=] { Revoke(item, employer); });
  }
}

void Season::MakeRound(int panel) {
  const Round& round = rounds_[static_cast<size_t>(panel)];
  api::CreateRoundRequest request;
  request.set_parent(scene_.Name("cycles", cycle_));
  request.set_round_id(absl::StrCat("r", panel));
  request.mutable_round()->set_panel(scene_.Panel(panel));
  if (IsRegional(panel)) request.mutable_round()->add_regional_panels(scene_.Panel(panel + 1));
  request.mutable_round()->set_policy(scene_.Policy());
  if (round.has_deadline) *request.mutable_round()->mutable_deadline() = domain::ToProto(round.first_end);
  scene_.Ask(scene_.staff, request);
  api::AddRoundItemsRequest items;
  items.set_name(RoundName(panel));
  for (int item : round.items) items.add_proposals(Proposal(item));
  scene_.Ask(scene_.staff, items);
}

void Season::Open(int panel) {
  api::OpenRoundRequest request;
  request.set_name(RoundName(panel));
  std::vector<domain::SeatId> ids;
  for (const Voter& voter : rounds_[static_cast<size_t>(panel)].voters) {
    ids.push_back(domain::SeatIdOf(scene_.Seat(voter.employer)));
  }
  scene_.country->AskPrepared(
      scene_.id, scene_.staff, request,
      [request, ids](const domain::Context& context, const domain::View& view, domain::Events* events) {
        std::vector<api::Seat> seats;
        for (const domain::SeatId& id : ids) seats.push_back(view.FindOrDefault(id));
        return domain::DecideOpenRound(request, seats, context, view, events);
      },
      {});
}

void Season::ExtendRound(int panel) {
  api::ExtendRoundRequest request;
  request.set_name(RoundName(panel));
  *request.mutable_deadline() = domain::ToProto(rounds_[static_cast<size_t>(panel)].end);
  scene_.Ask(scene_.staff, request);
}

void Season::Close(int panel) {
  api::CloseRoundRequest request;
  request.set_name(RoundName(panel));
  scene_.Ask(scene_.staff, request);
}

void Season::Vote(int panel, int item, int employer, api::BallotChoice choice, const std::string& reason) {
  const domain::Principal& voter = scene_.representatives[static_cast<size_t>(employer)];
  if (choice == api::BALLOT_CHOICE_RECUSED) {
    api::DeclareConflictRequest request;
    request.set_round(RoundName(panel));
    request.set_proposal(Proposal(item));
    request.set_reason("we sell the course");
    return scene_.Ask(voter, request, reason);
  }
  api::CastBallotRequest request;
  request.set_round(RoundName(panel));
  request.mutable_paper()->set_proposal(Proposal(item));
  request.mutable_paper()->set_choice(choice);
  scene_.Ask(voter, request, reason);
}

void Season::Endorse(int item, int employer, api::EndorsementLevel level, bool ends_soon, const std::string& reason) {
  api::EndorseProposalRequest request;
  request.set_proposal(Proposal(item));
  request.mutable_endorsement()->set_level(level);
  request.mutable_endorsement()->set_signer_name("Sam Signer");
  if (ends_soon) request.mutable_endorsement()->set_valid_through_date(domain::DateOf(Part(65)));
  scene_.Ask(scene_.representatives[static_cast<size_t>(employer)], request, reason);
}

void Season::Revoke(int item, int employer) {
  api::RevokeEndorsementRequest request;
  request.set_proposal(Proposal(item));
  scene_.Ask(scene_.representatives[static_cast<size_t>(employer)], request);
}

}  // namespace assay::year
