#include "services/domain/list/testing/list_world.h"

#include "services/domain/decision/exact.h"
#include "services/domain/list/action.h"
#include "services/domain/list/commands.h"

namespace assay::domain {

ListWorld::ListWorld() {
  ledger::DecisionPart change;
  change.mutable_state()->set_name("states/nj");
  change.mutable_state()->set_wage_area("NJ");
  change.mutable_state()->set_time_zone("America/New_York");
  Put(change);
  change.mutable_dataset()->set_name(kDataset);
  change.mutable_dataset()->set_state(api::DATASET_STATE_SEALED);
  change.mutable_dataset()->set_digest(std::string(64, 'd'));
  Put(change);
  PutPolicy(1);
  SetDataset(kDataset);
  api::Round round;
  round.set_name(Round("r1"));
  round.set_number(1);
  round.set_seat_count(7);
  round.set_state(api::ROUND_STATE_CLOSED);
  round.set_etag("1");
  PutRound(round);
  auto* roster = state.records.Mutable(RosterId{1});
  for (int seat = 1; seat <= 7; ++seat) {
    roster->add_seats()->set_seat_id(absl::StrCat("seat-", seat));
    roster->mutable_seats(seat - 1)->set_employer_id(absl::StrCat("employer-", seat));
  }
}

void ListWorld::Put(const ledger::DecisionPart& decision) {
  Events events;
  *events.AddDecision() = decision;
  state.Commit(&events, state.administrator);
}

void ListWorld::PutCredential(const std::string& id, const std::string& title,
                              const std::vector<std::string>& soc_codes) {
  ledger::DecisionPart change;
  api::Credential* credential = change.mutable_credential();
  credential->set_name(Credential(id));
  credential->set_title(title);
  credential->set_issuer("Issuer of " + title);
  credential->set_type(api::CREDENTIAL_TYPE_INDUSTRY_CERTIFICATION);
  for (const std::string& soc_code : soc_codes) credential->add_soc_codes(soc_code);
  Put(change);
}

void ListWorld::PutOccupation(const std::string& soc_code, int64_t annual_wage_cents, int64_t annual_openings) {
  ledger::DecisionPart change;
  change.mutable_occupations()->set_dataset_id("wages-2025");
  api::Occupation* row = change.mutable_occupations()->add_rows();
  row->set_area("NJ");
  row->set_soc_code(soc_code);
  row->mutable_annual_median_wage()->set_cents(annual_wage_cents);
  row->mutable_annual_median_wage()->set_period(api::PERIOD_YEAR);
  row->set_annual_openings(annual_openings);
  Put(change);
}

void ListWorld::PutPolicy(int64_t revision) {
  ledger::DecisionPart change;
  api::Policy* policy = change.mutable_policy();
  policy->set_name(kPolicy);
  policy->set_display_name("Standard");
  policy->set_revision(revision);
  policy->set_algorithm_version(1);
  policy->mutable_validation()->set_minimum_endorsements(1);
  *policy->mutable_validation()->mutable_quorum() = MakeRatio(1, 2);
  *policy->mutable_validation()->mutable_approval_share() = MakeRatio(2, 3);
  Put(change);
}

void ListWorld::AddOpeningsGate(int64_t floor) {
  ledger::DecisionPart change;
  *change.mutable_policy() = state.records.FindOrDefault(PolicyId{"standard"});
  change.mutable_policy()->set_revision(change.policy().revision() + 1);
  api::LaborMarketGate* gate = change.mutable_policy()->add_gates();
  gate->set_id("openings");
  gate->set_area("NJ");
  gate->set_annual_openings_floor(floor);
  Put(change);
}

void ListWorld::SetDataset(const std::string& name) {
  ledger::DecisionPart change;
  *change.mutable_cycle() = state.records.FindOrDefault(CycleId{"2027"});
  change.mutable_cycle()->set_name(kCycle);
  change.mutable_cycle()->set_dataset(name);
  Put(change);
}

void ListWorld::PutProposal(const std::string& id, api::ProposalKind kind, const std::string& credential,
                            api::ProposalState proposal_state) {
  ledger::DecisionPart change;
  api::Proposal* proposal = change.mutable_proposal();
  proposal->set_name(Proposal(id));
  proposal->set_kind(kind);
  proposal->set_credential(Credential(credential.empty() ? id : credential));
  proposal->set_state(proposal_state);
  Put(change);
}

void ListWorld::Decided(const std::string& id, api::ProposalKind kind, const EmployerVotes& votes,
                        const std::string& credential) {
  PutProposal(id, kind, credential);
  ledger::DecisionPart change;
  api::Round* round = change.mutable_round_items()->mutable_round();
  *round = FindRound("r1");
  auto item = static_cast<uint32_t>(round->item_count());
  round->set_item_count(round->item_count() + 1);
  round->set_etag(NextEtag(round->etag()));
  change.mutable_round_items()->add_proposal_ids(id);
  Put(change);
  Endorse(id, "acme");
  PutTally(item, votes);
}

void ListWorld::PutTally(uint32_t item, const EmployerVotes& votes) {
  ledger::TallyRecord tally;
  tally.set_approve_count(static_cast<int32_t>(votes.approve));
  tally.set_reject_count(static_cast<int32_t>(votes.reject));
  tally.set_abstain_count(static_cast<int32_t>(votes.abstain));
  tally.set_recused_count(static_cast<int32_t>(votes.recused));
  tally.set_approve_weight(votes.approve);
  tally.set_reject_weight(votes.reject);
  tally.set_abstain_weight(votes.abstain);
  tally.set_recused_weight(votes.recused);
  state.records.Put(TallyId{1, item}, tally);
}

// As a confirmed annulment does it: the tally and the round's result version change.
void ListWorld::Recount(uint32_t item, const EmployerVotes& votes) {
  PutTally(item, votes);
  api::Round round = FindRound("r1");
  round.set_result_version(round.result_version() + 1);
  round.set_etag(NextEtag(round.etag()));
  PutRound(round);
}

void ListWorld::SetListRules(const api::ListRules& rules) {
  ledger::DecisionPart change;
  *change.mutable_cycle() = state.records.FindOrDefault(CycleId{"2027"});
  *change.mutable_cycle()->mutable_cycle_rules()->mutable_list() = rules;
  Put(change);
}

void ListWorld::Endorse(const std::string& proposal, const std::string& employer, const std::string& until,
                        bool revoked) {
  ledger::DecisionPart change;
  ledger::EndorsementGiven* given = change.mutable_endorsement();
  given->set_cycle_id("2027");
  given->set_proposal_id(proposal);
  given->set_employer_id(employer);
  given->set_level(api::ENDORSEMENT_LEVEL_PREFERRED);
  given->set_valid_through_date(until);
  given->set_revoked(revoked);
  Put(change);
}

void ListWorld::PutRound(const api::Round& round) {
  ledger::DecisionPart change;
  *change.mutable_round() = round;
  Put(change);
}

void ListWorld::OpenRound(absl::Time deadline) {
  api::Round round = FindRound("r1");
  round.set_state(api::ROUND_STATE_OPEN);
  if (deadline != absl::InfiniteFuture()) *round.mutable_deadline() = ToProto(deadline);
  PutRound(round);
}

api::DraftListVersionRequest ListWorld::DraftRequest(const std::string& effective_date) {
  api::DraftListVersionRequest request;
  request.set_parent(kCycle);
  request.set_policy(kPolicy);
  request.set_effective_date(effective_date);
  return request;
}

api::AdoptVersionRequest ListWorld::AdoptRequest(const std::string& date, const std::vector<std::string>& credentials) {
  api::AdoptVersionRequest request;
  request.set_parent("states/nj");
  request.set_adoption_date(date);
  request.set_authority("State Board");
  request.set_source("https://example.gov/list");
  for (const std::string& id : credentials) request.add_entries()->set_credential(Credential(id));
  return request;
}

void ListWorld::Stage(const PreparedVersion& prepared) {
  for (const std::string& blob : prepared.blobs) state.PutBlob(blob);
}

absl::Status ListWorld::Finish(absl::Status decided, Events* events, const Principal& principal) {
  if (decided.ok()) state.Commit(events, principal);
  return decided;
}

absl::Status ListWorld::CommitDraft(const api::DraftListVersionRequest& request, const PreparedVersion& prepared,
                                    const Principal& principal) {
  Stage(prepared);
  Events events;
  Context context{"nj", state.now, &principal, &state.random};
  return Finish(DecideDraft(request, prepared, context, state.records, &events), &events, principal);
}

absl::Status ListWorld::Draft(const api::DraftListVersionRequest& request, const Principal& principal) {
  ASSAY_ASSIGN_OR_RETURN(PreparedVersion prepared, BuildDraft(request, state.now, state.scan));
  return CommitDraft(request, prepared, principal);
}

absl::Status ListWorld::Amend(const api::DraftAmendmentRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(PreparedVersion prepared, BuildAmendment(request, state.now, state.scan));
  Stage(prepared);
  Events events;
  Context context{"nj", state.now, &state.staff, &state.random};
  return Finish(DecideAmendment(request, prepared, context, state.records, &events), &events, state.staff);
}

api::DraftAmendmentRequest ListWorld::AmendmentRequest(api::AmendmentCause cause, const std::string& effective_date) {
  api::DraftAmendmentRequest request;
  request.set_parent("states/nj");
  request.set_cause(cause);
  request.set_reason("for the record");
  request.set_effective_date(effective_date);
  return request;
}

absl::Status ListWorld::Act(const api::ListAction& action, const std::string& id) {
  api::CreateListActionRequest create;
  create.set_parent(kCycle);
  create.set_list_action_id(id);
  *create.mutable_list_action() = action;
  create.mutable_list_action()->set_reason("for the record");
  ASSAY_ASSIGN_OR_RETURN(MaybeEntry entry, FindActionEntry(create.list_action(), state.scan));
  Events events;
  Context context{"nj", state.now, &state.staff, &state.random};
  ASSAY_RETURN_IF_ERROR(
      Finish(DecideCreateListAction(create, entry, context, state.records, &events), &events, state.staff));
  api::ConfirmListActionRequest confirm;
  confirm.set_name(absl::StrCat(kCycle, "/listActions/", id));
  confirm.set_etag("1");
  return state.Do(confirm, state.approver);
}

absl::Status ListWorld::Publish(int version, const std::string& etag) {
  api::PublishListVersionRequest request;
  request.set_name(Version(version));
  request.set_etag(etag.empty() ? FindVersion(version).etag() : etag);
  return state.Do(request, state.approver);
}

absl::Status ListWorld::DraftAndPublish(const std::string& effective_date) {
  ASSAY_RETURN_IF_ERROR(Draft(DraftRequest(effective_date), state.staff));
  return Publish(state.records.FindOrDefault(StateHeadId{}).newest_list_version());
}

absl::Status ListWorld::CommitAdoption(const api::AdoptVersionRequest& request, const PreparedVersion& prepared) {
  Stage(prepared);
  Events events;
  Context context{"nj", state.now, &state.administrator, &state.random};
  return Finish(DecideAdopt(request, prepared, context, state.records, &events), &events, state.administrator);
}

absl::Status ListWorld::Adopt(const api::AdoptVersionRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(PreparedVersion prepared, BuildAdoption(request, state.scan));
  return CommitAdoption(request, prepared);
}

std::string ListWorld::Content(int number) {
  std::string bytes;
  const auto& content = state.records.FindOrDefault(ListContentId(static_cast<uint32_t>(number))).change();
  for (const std::string& digest : content.content_chunks()) bytes += state.blobs[digest];
  return bytes;
}

}  // namespace assay::domain
