#include "services/domain/review/testing/review_world.h"

#include "google/rpc/error_details.pb.h"

namespace assay::domain {

ReviewWorld::ReviewWorld() {
  ledger::DecisionPart cycle;
  cycle.mutable_cycle()->set_name("states/nj/cycles/2027");
  Put(cycle);
  PutPolicy(1, api::TALLY_VISIBILITY_UNSPECIFIED);
  ledger::DecisionPart panel;
  panel.mutable_panel()->set_name(kPanel);
  Put(panel);
}

void ReviewWorld::Put(const ledger::DecisionPart& decision) {
  Events events;
  *events.AddDecision() = decision;
  state.Commit(&events, state.staff);
}

void ReviewWorld::PutPolicy(int64_t revision, api::TallyVisibility visibility) {
  ledger::DecisionPart decision;
  api::Policy* policy = decision.mutable_policy();
  policy->set_name(kPolicy);
  policy->set_revision(revision);
  policy->set_tally_visibility(visibility);
  api::RubricCriterion* depth = policy->add_rubric();
  depth->set_id("depth");
  depth->set_score_max(5);
  api::RubricCriterion* use = policy->add_rubric();
  use->set_id("use");
  use->set_score_max(3);
  Put(decision);
}

void ReviewWorld::ChangePolicy(absl::FunctionRef<void(api::Policy*)> change) {
  ledger::DecisionPart decision;
  *decision.mutable_policy() = state.records.FindOrDefault(PolicyIdOf(kPolicy));
  decision.mutable_policy()->set_revision(decision.policy().revision() + 1);
  change(decision.mutable_policy());
  Put(decision);
}

void ReviewWorld::PutConflictRules(const api::ConflictRules& rules) {
  ledger::DecisionPart decision;
  *decision.mutable_cycle() = state.records.FindOrDefault(CycleId{"2027"});
  *decision.mutable_cycle()->mutable_cycle_rules()->mutable_conflicts() = rules;
  Put(decision);
}

void ReviewWorld::PutPanel(const std::string& id, const std::string& region) {
  ledger::DecisionPart decision;
  decision.mutable_panel()->set_name("states/nj/panels/" + id);
  decision.mutable_panel()->set_region(region);
  Put(decision);
}

void ReviewWorld::PutSeat(const std::string& panel, const std::string& id, const std::string& employer, int64_t weight,
                          const std::vector<std::string>& alternates) {
  ledger::DecisionPart decision;
  api::Seat* seat = decision.mutable_seat();
  seat->set_name(absl::StrCat("states/nj/panels/", panel, "/seats/", id));
  seat->set_employer(Employer(employer));
  seat->set_weight(weight);
  for (const std::string& alternate : alternates) seat->add_alternates(Employer(alternate));
  Put(decision);
}

void ReviewWorld::PutProposalOf(const std::string& id, const std::string& issuer, const std::string& cluster) {
  ledger::DecisionPart credential;
  credential.mutable_credential()->set_name("states/nj/credentials/" + id);
  credential.mutable_credential()->set_title("Title of " + id);
  credential.mutable_credential()->set_issuer(issuer);
  credential.mutable_credential()->set_cluster(cluster);
  Put(credential);
  ledger::DecisionPart proposal;
  proposal.mutable_proposal()->set_name(Proposal(id));
  proposal.mutable_proposal()->set_credential("states/nj/credentials/" + id);
  proposal.mutable_proposal()->set_state(api::PROPOSAL_STATE_SCREENED);
  Put(proposal);
}

void ReviewWorld::PutEmployer(const std::string& id, api::EmployerState employer_state) {
  ledger::DecisionPart decision;
  decision.mutable_employer()->set_name(Employer(id));
  decision.mutable_employer()->set_registration_id("fein-" + id);
  decision.mutable_employer()->set_state(employer_state);
  Put(decision);
}

void ReviewWorld::PutProposal(const std::string& id, api::ProposalState proposal_state) {
  ledger::DecisionPart decision;
  *decision.mutable_proposal() = state.records.FindOrDefault(ProposalIdOf(Proposal(id)));
  decision.mutable_proposal()->set_name(Proposal(id));
  decision.mutable_proposal()->set_state(proposal_state);
  Put(decision);
}

absl::Status ReviewWorld::CreateSeat(const std::string& id, const std::string& employer, bool chair,
                                     const std::string& start, const std::string& end) {
  api::CreateSeatRequest request;
  request.set_parent(kPanel);
  request.set_seat_id(id);
  request.mutable_seat()->set_employer(Employer(employer));
  request.mutable_seat()->set_chair(chair);
  request.mutable_seat()->set_term_start_date(start);
  request.mutable_seat()->set_term_end_date(end);
  return state.Do(request, state.staff);
}

absl::Status ReviewWorld::CreateRound(const std::string& id, absl::Time deadline) {
  api::CreateRoundRequest request;
  request.set_parent("states/nj/cycles/2027");
  request.set_round_id(id);
  request.mutable_round()->set_panel(kPanel);
  request.mutable_round()->set_policy(kPolicy);
  if (deadline != absl::InfiniteFuture()) *request.mutable_round()->mutable_deadline() = ToProto(deadline);
  return state.Do(request, state.staff);
}

absl::Status ReviewWorld::CreateRegionalRound(const std::string& id, const std::vector<std::string>& regional_panels) {
  api::CreateRoundRequest request;
  request.set_parent("states/nj/cycles/2027");
  request.set_round_id(id);
  request.mutable_round()->set_panel(kPanel);
  for (const std::string& panel : regional_panels) {
    request.mutable_round()->add_regional_panels("states/nj/panels/" + panel);
  }
  request.mutable_round()->set_policy(kPolicy);
  return state.Do(request, state.staff);
}

absl::Status ReviewWorld::AddItems(const std::string& round, const std::vector<std::string>& proposals) {
  api::AddRoundItemsRequest request;
  request.set_name(Round(round));
  for (const std::string& id : proposals) request.add_proposals(Proposal(id));
  return state.Do(request, state.staff);
}

absl::Status ReviewWorld::Open(const std::string& round, const std::string& etag) {
  std::vector<api::Seat> seats;
  ASSAY_RETURN_IF_ERROR(
      state.scan.Scan<SeatId>(PrefixOf<SeatId>(), "", [&seats](absl::string_view, const api::Seat& seat) {
        seats.insert(seats.begin(), seat);
        return true;
      }));
  api::OpenRoundRequest request;
  request.set_name(Round(round));
  request.set_etag(etag);
  Events events;
  Context context{"nj", state.now, &state.staff, &state.random};
  ASSAY_RETURN_IF_ERROR(DecideOpenRound(request, seats, context, state.records, &events));
  state.Commit(&events, state.staff);
  return absl::OkStatus();
}

absl::Status ReviewWorld::Close(const std::string& round) {
  api::CloseRoundRequest request;
  request.set_name(Round(round));
  return state.Do(request, state.staff);
}

absl::Status ReviewWorld::Assign(const std::string& round, const std::string& seat,
                                 const std::vector<std::string>& proposals, const Principal& principal) {
  api::AssignReviewsRequest request;
  request.set_name(Round(round));
  request.set_seat(Seat(seat));
  for (const std::string& id : proposals) request.add_proposals(Proposal(id));
  return state.Do(request, principal);
}

absl::Status ReviewWorld::Cast(const std::string& round, const std::string& proposal, api::BallotChoice choice,
                               const std::string& employer, const std::string& user) {
  api::CastBallotRequest request;
  request.set_round(Round(round));
  request.mutable_paper()->set_proposal(Proposal(proposal));
  request.mutable_paper()->set_choice(choice);
  return state.Do(request, state.Representative(employer, user));
}

absl::Status ReviewWorld::Recuse(const std::string& round, const std::string& proposal, const std::string& employer) {
  api::DeclareConflictRequest request;
  request.set_round(Round(round));
  request.set_proposal(Proposal(proposal));
  request.set_reason("we sell the course");
  return state.Do(request, state.Representative(employer, "pat"));
}

absl::Status ReviewWorld::FollowUp(const std::string& previous, const std::string& id) {
  api::CreateFollowUpRoundRequest request;
  request.set_previous_round(Round(previous));
  request.set_round_id(id);
  Events events;
  Context context{"nj", state.now, &state.staff, &state.random};
  std::vector<std::string> questions = OpenQuestions(FindRound(previous), state.records);
  ASSAY_RETURN_IF_ERROR(DecideFollowUpRound(request, questions, context, state.records, &events));
  state.Commit(&events, state.staff);
  return absl::OkStatus();
}

absl::Status ReviewWorld::TakeSeat(const std::string& round, const std::string& seat, const std::string& employer) {
  api::TakeSeatRequest request;
  request.set_round(Round(round));
  request.set_seat(Seat(seat));
  request.set_employer(Employer(employer));
  request.set_reason("the plant was sold");
  return state.Do(request, state.staff);
}

absl::Status ReviewWorld::Vacate(const std::string& round, const std::string& seat) {
  api::VacateSeatRequest request;
  request.set_round(Round(round));
  request.set_seat(Seat(seat));
  request.set_reason("moved out of state");
  return state.Do(request, state.staff);
}

absl::Status ReviewWorld::Declare(const std::string& employer, const std::string& id,
                                  const std::vector<api::Interest>& interests) {
  api::SignConflictDeclarationRequest request;
  request.set_parent(Employer(employer));
  request.set_declaration_id(id);
  request.mutable_declaration()->set_signer_name("Pat Doe");
  for (const api::Interest& interest : interests) *request.mutable_declaration()->add_interests() = interest;
  std::vector<RoundId> rounds;
  ASSAY_RETURN_IF_ERROR(
      state.scan.Scan<RoundId>(PrefixOf<RoundId>(), "", [&rounds](absl::string_view, const api::Round& round) {
        rounds.push_back(RoundIdOf(round.name()));
        return true;
      }));
  Principal principal = state.Representative(employer, "pat");
  Events events;
  Context context{"nj", state.now, &principal, &state.random};
  ASSAY_RETURN_IF_ERROR(DecideSignDeclaration(request, rounds, context, state.records, &events));
  state.Commit(&events, principal);
  return absl::OkStatus();
}

absl::Status ReviewWorld::AnswerConflict(const std::string& round, const std::string& proposal,
                                         const std::string& employer, bool has_conflict) {
  api::AnswerConflictRequest request;
  request.set_round(Round(round));
  request.set_proposal(Proposal(proposal));
  request.set_has_conflict(has_conflict);
  if (has_conflict) request.set_nature(api::CONFLICT_NATURE_PROVIDES);
  return state.Do(request, state.Representative(employer, "pat"));
}

void ReviewWorld::OpenTypicalRound(absl::Time deadline) {
  for (const char* id : {"acme", "bolt"}) PutEmployer(id);
  for (const char* id : {"p1", "p2", "p3"}) PutProposal(id);
  for (const absl::Status& status : {CreateSeat("s1", "acme", /*chair=*/true), CreateSeat("s2", "bolt"),
                                     CreateRound("r1", deadline), AddItems("r1", {"p1", "p2", "p3"}), Open("r1")}) {
    if (!status.ok()) setup = status;
  }
}

std::vector<std::string> ViolatedFields(const absl::Status& status) {
  std::vector<std::string> fields;
  google::rpc::BadRequest bad_request;
  auto payload = status.GetPayload(kBadRequestUrl);
  if (payload.has_value()) bad_request.ParseFromString(std::string(*payload));
  for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
  return fields;
}

}  // namespace assay::domain
