#include "tests/model/polis_replay.h"

#include "absl/strings/str_cat.h"
#include "services/domain/commands/catalogue.h"
#include "services/domain/commands/cycle.h"
#include "services/domain/commands/employer.h"
#include "services/domain/commands/policy.h"
#include "services/domain/commands/proposal.h"
#include "services/domain/commands/state.h"
#include "services/domain/list/commands.h"
#include "services/domain/list/prepare.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/panel.h"
#include "services/domain/review/round.h"
#include "services/domain/review/tally.h"

namespace assay::model {
namespace {

namespace api = ::assay::v1;

constexpr size_t kItemsPerRequest = 40;

std::string Id(const std::string& statement) { return "s" + statement; }
std::string Cycle(int group) { return absl::StrCat("states/wa/cycles/g", group); }
std::string Round(int group) { return Cycle(group) + "/rounds/r"; }
std::string Proposal(int group, const std::string& statement) {
  return absl::StrCat(Cycle(group), "/proposals/", Id(statement));
}

}  // namespace

PolisReplay::PolisReplay(std::vector<PolisVote> votes)
    : votes_(std::move(votes)), country_(&store_, absl::FromUnixSeconds(1'400'000'000), 1) {
  staff_.state = "wa";
  staff_.user = "staff";
  staff_.roles = {api::ROLE_AGENCY_STAFF, api::ROLE_ADMINISTRATOR};
  approver_ = staff_;
  approver_.user = "approver";
  approver_.roles = {api::ROLE_APPROVER};
  for (const PolisVote& vote : votes_) {
    statements_.insert(vote.statement);
    groups_.emplace(vote.voter, static_cast<int>(groups_.size() / domain::kSeatsMax));
  }
}

int PolisReplay::group_count() const { return 1 + static_cast<int>((groups_.size() - 1) / domain::kSeatsMax); }

void PolisReplay::Run() {
  Found();
  for (int group = 0; group < group_count(); ++group) Prepare(group);
  for (const PolisVote& vote : votes_) Cast(vote);
  for (int group = 0; group < group_count(); ++group) Finish(group);
  country_.Settle();
}

api::Tally PolisReplay::Tally(int group, const std::string& statement) {
  std::unique_ptr<engine::ReadView> view = country_.Read("wa");
  const api::Proposal& proposal = view->FindOrDefault(domain::ProposalIdOf(Proposal(group, statement)));
  const api::Round& round = view->FindOrDefault(domain::RoundIdOf(proposal.round()));
  return domain::TallyOf(round, static_cast<uint32_t>(proposal.round_position()), *view);
}

year::RecountReport PolisReplay::CountAgain() {
  std::unique_ptr<engine::ReadView> view = country_.Read("wa");
  return year::Recount(view.get()).Run(store_);
}

void PolisReplay::Found() {
  api::CreateStateRequest state;
  state.set_state_id("wa");
  state.mutable_state()->set_time_zone("America/Los_Angeles");
  country_.Found("wa", staff_, state, [state](const auto& context, const auto& view, domain::Events* events) {
    return domain::Decide(state, context, view, events);
  });
  api::CreatePolicyRequest policy;
  policy.set_parent("states/wa");
  policy.set_policy_id("majority");
  policy.mutable_policy()->set_display_name("More agree than disagree");
  api::EmployerValidation* validation = policy.mutable_policy()->mutable_validation();
  validation->mutable_quorum()->set_denominator(1);
  validation->mutable_approval_share()->set_numerator(1);
  validation->mutable_approval_share()->set_denominator(2);
  validation->set_approval_comparison(api::SHARE_COMPARISON_MORE_THAN);
  Ask(policy);
  for (const std::string& statement : statements_) {
    api::CreateCredentialRequest credential;
    credential.set_parent("states/wa");
    credential.set_credential_id(Id(statement));
    credential.mutable_credential()->set_title("Statement " + statement);
    Ask(credential);
  }
  for (const auto& [voter, group] : groups_) Enter(voter);
}

void PolisReplay::Enter(const std::string& voter) {
  api::RegisterEmployerRequest employer;
  employer.set_parent("states/wa");
  employer.set_employer_id("v" + voter);
  employer.mutable_employer()->set_legal_name("Participant " + voter);
  employer.mutable_employer()->set_registration_id("polis" + voter);
  Ask(employer);
  api::VerifyEmployerRequest verify;
  verify.set_name("states/wa/employers/v" + voter);
  verify.set_evidence("took part");
  Ask(verify);
}

void PolisReplay::Prepare(int group) {
  std::string name = absl::StrCat("g", group);
  api::CreatePanelRequest panel;
  panel.set_parent("states/wa");
  panel.set_panel_id(name);
  panel.mutable_panel()->set_display_name(name);
  Ask(panel);
  std::vector<domain::SeatId> seats;
  for (const auto& [voter, of] : groups_) {
    if (of != group) continue;
    api::CreateSeatRequest seat;
    seat.set_parent("states/wa/panels/" + name);
    seat.set_seat_id("v" + voter);
    seat.mutable_seat()->set_employer("states/wa/employers/v" + voter);
    Ask(seat);
    seats.push_back({name, "v" + voter});
  }
  api::CreateCycleRequest cycle;
  cycle.set_parent("states/wa");
  cycle.set_cycle_id(name);
  cycle.mutable_cycle()->set_display_name(name);
  Ask(cycle);
  for (const std::string& statement : statements_) Propose(group, statement);
  api::CreateRoundRequest round;
  round.set_parent(Cycle(group));
  round.set_round_id("r");
  round.mutable_round()->set_panel("states/wa/panels/" + name);
  round.mutable_round()->set_policy("states/wa/policies/majority");
  Ask(round);
  AddItems(group);
  Open(group, std::move(seats));
}

void PolisReplay::Propose(int group, const std::string& statement) {
  api::CreateProposalRequest proposal;
  proposal.set_parent(Cycle(group));
  proposal.set_proposal_id(Id(statement));
  proposal.mutable_proposal()->set_credential("states/wa/credentials/" + Id(statement));
  proposal.mutable_proposal()->add_soc_codes("11-1011");
  proposal.mutable_proposal()->set_demand_scope(api::DEMAND_SCOPE_STATEWIDE);
  proposal.mutable_proposal()->set_evidence_summary("somebody said so");
  Ask(proposal);
  api::SubmitProposalRequest submit;
  submit.set_name(Proposal(group, statement));
  Ask(submit);
  api::ScreenProposalRequest screen;
  screen.set_name(submit.name());
  Ask(screen);
}

void PolisReplay::AddItems(int group) {
  api::AddRoundItemsRequest items;
  items.set_name(Round(group));
  for (const std::string& statement : statements_) {
    items.add_proposals(Proposal(group, statement));
    if (static_cast<size_t>(items.proposals_size()) < kItemsPerRequest) continue;
    Ask(items);
    items.clear_proposals();
  }
  if (!items.proposals().empty()) Ask(items);
}

void PolisReplay::Open(int group, std::vector<domain::SeatId> ids) {
  api::OpenRoundRequest request;
  request.set_name(Round(group));
  country_.AskPrepared("wa", staff_, request,
                       [request, ids = std::move(ids)](const domain::Context& context, const domain::View& view,
                                                       domain::Events* events) {
                         std::vector<api::Seat> seats;
                         for (const domain::SeatId& id : ids) seats.push_back(view.FindOrDefault(id));
                         return domain::DecideOpenRound(request, seats, context, view, events);
                       },
                       {});
}

void PolisReplay::Cast(const PolisVote& vote) {
  domain::Principal voter;
  voter.state = "wa";
  voter.user = voter.representative = "v" + vote.voter;
  voter.employer = "v" + vote.voter;
  voter.roles = {api::ROLE_EMPLOYER_REPRESENTATIVE};
  int group = groups_.at(vote.voter);
  api::CastBallotRequest request;
  request.set_round(Round(group));
  request.mutable_paper()->set_proposal(Proposal(group, vote.statement));
  request.mutable_paper()->set_choice(vote.vote > 0   ? api::BALLOT_CHOICE_APPROVE
                                      : vote.vote < 0 ? api::BALLOT_CHOICE_REJECT
                                                      : api::BALLOT_CHOICE_ABSTAIN);
  country_.Ask("wa", voter, request);
}

void PolisReplay::Finish(int group) {
  api::CloseRoundRequest close;
  close.set_name(Round(group));
  Ask(close);
  country_.Settle();
  api::DraftListVersionRequest request;
  request.set_parent(Cycle(group));
  request.set_policy("states/wa/policies/majority");
  request.set_effective_date("2014-07-01");
  auto prepared = domain::BuildDraft(request, country_.now(), *country_.Read("wa"));
  if (!prepared.ok()) return country_.Surprise(prepared.status().ToString());
  std::vector<std::string> blobs = prepared->blobs;
  country_.AskPrepared(
      "wa", staff_, request,
      [request, version = *std::move(prepared)](const domain::Context& context, const domain::View& view,
                                                domain::Events* events) {
        return domain::DecideDraft(request, version, context, view, events);
      },
      std::move(blobs));
  country_.Settle();
  Publish(group + 1);
}

void PolisReplay::Publish(int version) {
  const std::string name = absl::StrCat("states/wa/listVersions/", version);
  std::unique_ptr<engine::ReadView> view = country_.Read("wa");
  api::PublishListVersionRequest request;
  request.set_name(name);
  request.set_etag(view->FindOrDefault(domain::ListVersionId(static_cast<uint32_t>(version))).etag());
  country_.Ask("wa", approver_, request);
  country_.Settle();
}

}  // namespace assay::model
