#include "tests/year/season.h"

#include <algorithm>

#include "services/domain/commands/cycle.h"
#include "services/domain/commands/extension.h"
#include "services/domain/commands/proposal.h"
#include "services/domain/resource.h"
#include "tests/year/founding.h"
#include "tests/year/states.h"

namespace assay::year {
namespace {

constexpr int kGraceMinutes = 60;

}  // namespace

Season::Season(Scene* scene, std::string cycle, int proposals, absl::Time begin, absl::Duration length)
    : scene_(*scene),
      cycle_(std::move(cycle)),
      begin_(begin),
      length_(length),
      items_(static_cast<size_t>(proposals)),
      rounds_(kPanels) {}

std::string Season::Proposal(int item) const {
  return absl::StrCat(scene_.Name("cycles", cycle_), "/proposals/i", item);
}

std::string Season::RoundName(int panel) const {
  return absl::StrCat(scene_.Name("cycles", cycle_), "/rounds/r", panel);
}

void Season::Plan() {
  path_ = static_cast<ListPath>(scene_.what.Below(3));
  phases_out_ = scene_.what.OneIn(3);
  PlanItems();
  scene_.country->At(begin_, [this] { MakeCycle(); });
  for (int i = 0; i < static_cast<int>(items_.size()); ++i) PlanProposal(i);
  PlanRounds();
  PlanList(Part(76), /*amendment=*/false);
  if (path_ == ListPath::kSigned) PlanComments(Part(76));
  PlanAppeals();
  PlanActions();
  bool any_late = std::any_of(rounds_.begin(), rounds_.end(), [](const Round& round) { return round.is_late; });
  PlanList(Part(91), /*amendment=*/!any_late);
}

// Who proposes what. Updates and removals are about what was listed before; several may be about the same credential.
void Season::PlanItems() {
  int fresh = scene_.credentials_planned;
  for (size_t i = 0; i < items_.size(); ++i) {
    Item& item = items_[i];
    int roll = scene_.what.Below(100);
    item.kind = roll < 70 ? api::PROPOSAL_KIND_NEW : roll < 85 ? api::PROPOSAL_KIND_UPDATE : api::PROPOSAL_KIND_REMOVAL;
    item.credential = item.kind == api::PROPOSAL_KIND_NEW ? fresh++ : scene_.what.Below(fresh);
    item.proposer = scene_.what.Below(kProposers);
    for (int codes = 1 + scene_.what.Below(2); codes > 0; --codes) {
      item.soc_codes.emplace_back(
          kSocCodes[static_cast<size_t>(scene_.what.Below(static_cast<int>(kSocCodes.size())))]);
    }
    item.merit = 10 + scene_.what.Below(86);
    int fate = scene_.what.Below(100);
    item.fate = fate < 78   ? Fate::kReviewed
                : fate < 79 ? Fate::kInGrace
                : fate < 80 ? Fate::kExtended
                : fate < 81 ? Fate::kLateHandIn
                : fate < 83 ? Fate::kDraft
                : fate < 85 ? Fate::kReturned
                : fate < 92 ? Fate::kResubmitted
                : fate < 95 ? Fate::kWithdrawn
                : fate < 98 ? Fate::kNotScreened
                            : Fate::kTooLate;
    if (IsReviewed(item.fate)) rounds_[i % kPanels].items.push_back(static_cast<int>(i));
  }
  emergency_credential_ = fresh++;
  scene_.credentials_planned = fresh;
  scene_.country->At(begin_, [this, fresh] { AddCredentials(&scene_, fresh); });
}

void Season::PlanProposal(int i) {
  Fate fate = items_[static_cast<size_t>(i)].fate;
  Country* country = scene_.country;
  absl::Time end = Part(30) + absl::Minutes(kGraceMinutes);
  if (fate == Fate::kTooLate) {
    absl::Time late = scene_.Between(end, Part(36));
    return country->At(i % 2 == 0 ? end : late, [=] { Propose(i, kTooLateReason); });
  }
  country->At(scene_.Between(begin_ + absl::Hours(1), Part(14)), [=] { Propose(i, ""); });
  absl::Time submitted = scene_.Between(Part(14), Part(20));
  if (fate == Fate::kInGrace) submitted = Part(30);
  if (fate == Fate::kLateHandIn || fate == Fate::kExtended) submitted = scene_.Between(end, Part(33));
  if (fate == Fate::kExtended) country->At(Part(29), [=] { Extend(i, Part(34)); });
  if (fate == Fate::kDraft) return;
  country->At(submitted, [=] { Submit(i, fate == Fate::kLateHandIn ? kTooLateReason : ""); });
  absl::Time returned = scene_.Between(Part(20), Part(24));
  if (fate == Fate::kReturned || fate == Fate::kResubmitted) country->At(returned, [=] { Return(i); });
  if (fate == Fate::kResubmitted) country->At(scene_.Between(Part(24), Part(30)), [=] { Submit(i, ""); });
  if (fate == Fate::kWithdrawn) country->At(returned, [=] { Withdraw(i); });
  if (!IsReviewed(fate)) return;
  bool late = fate == Fate::kInGrace || fate == Fate::kExtended;
  country->At(scene_.Between(Part(late ? 34 : 30), Part(37)), [=] { Screen(i); });
  PlanEndorsements(i, Part(late ? 34 : 25));
}

void Season::MakeCycle() {
  api::CreateCycleRequest request;
  request.set_parent(scene_.State());
  request.set_cycle_id(cycle_);
  request.mutable_cycle()->set_display_name("Cycle " + cycle_);
  request.mutable_cycle()->set_dataset(scene_.Name("datasets", "wages"));
  api::Stage* submission = request.mutable_cycle()->add_stages();
  submission->set_id("submission");
  submission->set_kind(api::STAGE_KIND_SUBMISSION);
  submission->set_open_local_time(LocalTime(scene_.id, begin_));
  submission->set_close_local_time(LocalTime(scene_.id, Part(30)));
  submission->set_grace_minutes(kGraceMinutes);
  api::ListRules* rules = request.mutable_cycle()->mutable_cycle_rules()->mutable_list();
  rules->set_appeal_days(30);
  rules->mutable_emergency()->set_days(730);
  if (phases_out_) rules->mutable_sunset()->set_days(60);
  if (path_ == ListPath::kSigned) {
    rules->set_comment_days(2);
    for (const char* agency : {"education", "labor"}) rules->add_signatures()->set_agency(agency);
  }
  if (path_ == ListPath::kDeemed) {
    rules->add_signatures()->set_agency("education");
    rules->set_deemed_approval_days(3);
  }
  scene_.Ask(scene_.staff, request);
}

void Season::Propose(int i, const std::string& reason) {
  const Item& item = items_[static_cast<size_t>(i)];
  api::CreateProposalRequest request;
  request.set_parent(scene_.Name("cycles", cycle_));
  request.set_proposal_id(absl::StrCat("i", i));
  api::Proposal* proposal = request.mutable_proposal();
  proposal->set_credential(scene_.Name("credentials", absl::StrCat("c", item.credential)));
  proposal->set_kind(item.kind);
  proposal->set_demand_scope(api::DEMAND_SCOPE_STATEWIDE);
  proposal->set_evidence_summary("employers ask for it");
  for (const std::string& code : item.soc_codes) proposal->add_soc_codes(code);
  if (item.kind == api::PROPOSAL_KIND_REMOVAL) proposal->set_removal_reason(api::REMOVAL_REASON_DISCONTINUED);
  scene_.Ask(scene_.proposers[static_cast<size_t>(item.proposer)], request, reason);
}

void Season::Submit(int i, const std::string& reason) {
  api::SubmitProposalRequest request;
  request.set_name(Proposal(i));
  scene_.Ask(scene_.proposers[static_cast<size_t>(items_[static_cast<size_t>(i)].proposer)], request, reason);
}

void Season::Extend(int i, absl::Time until) {
  api::GrantExtensionRequest request;
  request.set_name(Proposal(i));
  request.set_stage("submission");
  request.mutable_extension()->set_until_local_time(LocalTime(scene_.id, until));
  request.mutable_extension()->set_reason("the office was flooded");
  scene_.Ask(scene_.staff, request);
}

void Season::Return(int i) {
  api::ReturnProposalRequest request;
  request.set_name(Proposal(i));
  request.set_comment("say more about the demand");
  scene_.Ask(scene_.staff, request);
}

void Season::Screen(int i) {
  api::ScreenProposalRequest request;
  request.set_name(Proposal(i));
  scene_.Ask(scene_.clerk, request);
}

void Season::Withdraw(int i) {
  api::WithdrawProposalRequest request;
  request.set_name(Proposal(i));
  request.set_comment("the issuer changed its plans");
  scene_.Ask(scene_.proposers[static_cast<size_t>(items_[static_cast<size_t>(i)].proposer)], request);
}

}  // namespace assay::year
