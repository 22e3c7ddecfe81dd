#include "tests/year/recount.h"

#include "absl/strings/str_cat.h"

namespace assay::year {

namespace ledger = ::assay::ledger::v1;

std::string Recount::Last(const std::string& name) { return name.substr(name.rfind('/') + 1); }

RecountReport Recount::Run(const storage::Store& store) {
  absl::Status status =
      engine::VisitEvents(store, view_.snapshot(), view_.state(), 0, [this](const auto& event, absl::string_view) {
        ++report_.event_count;
        Take(event);
        return true;
      });
  if (!status.ok()) Differ(status.ToString());
  return report_;
}

void Recount::Take(const ledger::Event& event) {
  const ledger::DecisionPart& change = event.decision();
  TakeFacts(change);
  TakeReview(change);
  if (change.has_list_version()) TakeVersion(change.list_version(), event.time_micros());
  bool by_job = event.principal().rfind("jobs/", 0) == 0;
  bool both_instants = change.scheduled_micros() > 0 && change.scheduled_micros() <= event.time_micros();
  if (by_job && !both_instants) Differ(absl::StrCat("event ", event.sequence(), " of a job has no scheduled instant"));
}

void Recount::TakeFacts(const ledger::DecisionPart& change) {
  if (change.has_state()) wage_area_ = change.state().wage_area();
  if (change.has_policy()) {
    policies_[absl::StrCat(change.policy().name(), "@", change.policy().revision())] = change.policy();
  }
  if (change.has_occupations()) TakeRows(change.occupations());
  if (change.has_credential()) credentials_[change.credential().name()] = change.credential();
  if (change.has_cycle()) TakeCycle(change.cycle());
  if (change.has_proposal()) proposals_[change.proposal().name()] = change.proposal();
  if (change.has_employer()) owners_[Last(change.employer().name())] = Last(change.employer().affiliate_of());
  if (change.has_override()) {
    std::string proposal = change.override().name().substr(0, change.override().name().find("/overrides/"));
    overrides_.erase(proposal);
    if (change.override().state() == v1::OVERRIDE_STATE_CONFIRMED) overrides_[proposal] = change.override();
  }
  if (change.has_appeal()) appeals_[change.appeal().proposal()] = change.appeal().state();
  if (change.has_list_action() && change.list_action().state() == v1::LIST_ACTION_STATE_CONFIRMED) {
    const v1::ListAction& action = change.list_action();
    actions_[action.name().substr(0, action.name().find("/listActions/"))][action.confirmed_number()] = action;
  }
}

void Recount::TakeReview(const ledger::DecisionPart& change) {
  if (change.has_round()) TakeRound(change.round());
  if (change.has_round_items()) TakeItems(change.round_items());
  if (change.has_round_opening()) {
    rounds_[change.round_opening().round().number()] = change.round_opening().round();
    openings_[change.round_opening().round().number()] = change.round_opening();
  }
  if (change.has_seat_change()) {
    std::pair<int32_t, int32_t> seat{change.seat_change().round_number(), change.seat_change().seat_ordinal()};
    vacant_.erase(seat);
    if (change.seat_change().employer_id().empty()) vacant_.insert(seat);
  }
  if (change.has_ballot()) TakeBallot(change.ballot());
  if (change.has_ballot_voided()) {
    const ledger::BallotVoided& voided = change.ballot_voided();
    choices_.erase({voided.round_number(), voided.item_ordinal(), voided.seat_ordinal()});
  }
  if (change.has_annulment()) TakeAnnulment(change.annulment());
  if (change.has_endorsement()) {
    const ledger::EndorsementGiven& given = change.endorsement();
    endorsements_[{given.cycle_id(), given.proposal_id(), given.employer_id()}] = given;
  }
}

// The jobs close each round once, and move each stage forward only.
void Recount::TakeRound(const v1::Round& round) {
  const v1::Round& before = rounds_[round.number()];
  bool again = before.state() == v1::ROUND_STATE_CLOSED && before.result_version() == round.result_version();
  if (again) Differ(round.name() + " was closed a second time");
  rounds_[round.number()] = round;
}

void Recount::TakeCycle(const v1::Cycle& cycle) {
  const v1::Cycle& before = cycles_[cycle.name()];
  bool moved = false;
  for (int i = 0; i < before.stages_size(); ++i) {
    if (cycle.stages(i).state() < before.stages(i).state()) Differ(cycle.name() + ": a stage went back");
    moved = moved || cycle.stages(i).state() != before.stages(i).state();
  }
  if (before.stages_size() > 0 && !moved) Differ(cycle.name() + ": a stage was moved twice");
  cycles_[cycle.name()] = cycle;
}

void Recount::TakeRows(const ledger::OccupationRows& rows) {
  for (const v1::Occupation& row : rows.rows()) occupations_[{rows.dataset_id(), row.area(), row.soc_code()}] = row;
}

void Recount::TakeItems(const ledger::RoundItems& items) {
  rounds_[items.round().number()] = items.round();
  std::string cycle = items.round().name().substr(0, items.round().name().find("/rounds/"));
  for (const std::string& id : items.proposal_ids()) {
    int32_t ordinal = item_counts_[items.round().number()]++;
    places_[absl::StrCat(cycle, "/proposals/", id)].push_back({items.round().number(), ordinal});
  }
}

void Recount::TakeBallot(const ledger::BallotCast& ballot) {
  ++report_.ballot_count;
  choices_[{ballot.round_number(), ballot.item_ordinal(), ballot.seat_ordinal()}] = ballot.choice();
}

// One that is confirmed: it carries the round with its new result.
void Recount::TakeAnnulment(const ledger::AnnulmentChange& change) {
  if (!change.has_round()) return;
  rounds_[change.round().number()] = change.round();
  for (int32_t item : change.item_ordinals()) choices_.erase({change.round().number(), item, change.seat_ordinal()});
}

}  // namespace assay::year
