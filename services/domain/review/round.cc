#include "services/domain/review/round.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

bool PolicyExists(const std::string& name, const View& view) {
  PolicyId id = PolicyIdOf(name);
  if (name.find('@') == std::string::npos) return view.Find(id) != nullptr;
  return view.Find(PolicyRevisionId{id.policy, RevisionOf(name)}) != nullptr;
}

// What keeps a proposal out of a round; empty when nothing does.
std::string Obstacle(const ProposalId& id, const api::Round& round, const View& view) {
  if (id.cycle != RoundIdOf(round.name()).cycle) return "is of another cycle than the round";
  const api::Proposal* proposal = view.Find(id);
  if (proposal == nullptr) return "does not exist";
  if (!round.appeal().empty()) {
    if (LastPart(round.appeal()) != id.proposal) return "is not what the round's appeal is about";
    return round.item_count() > 0 ? "is already before this round" : "";
  }
  if (!round.previous_round().empty()) return "is not put before a further round by hand; add its follow-up items";
  if (!proposal->round().empty()) return absl::StrCat("is already before ", proposal->round());
  if (proposal->state() == api::PROPOSAL_STATE_SCREENED) return "";
  return absl::StrCat("is ", api::ProposalState_Name(proposal->state()), ", not screened; screen it first");
}

absl::Status CheckProposals(const api::AddRoundItemsRequest& request, const api::Round& round, const View& view) {
  Violations violations;
  std::set<std::string> seen;
  for (int i = 0; i < request.proposals_size(); ++i) {
    std::string obstacle = Obstacle(ProposalIdOf(request.proposals(i)), round, view);
    if (!seen.insert(request.proposals(i)).second) obstacle = "is named twice; name each once";
    if (!obstacle.empty()) violations.Add(absl::StrCat("proposals[", i, "]"), obstacle);
  }
  return violations.ToStatus();
}

void CheckPanels(const api::Round& asked, const View& view, Violations* violations) {
  if (view.Find(PanelIdOf(asked.panel())) == nullptr) violations->Add("round.panel", "does not exist; create it first");
  std::set<std::string> seen{asked.panel()};
  for (int i = 0; i < asked.regional_panels_size(); ++i) {
    const std::string& panel = asked.regional_panels(i);
    std::string field = absl::StrCat("round.regional_panels[", i, "]");
    if (view.Find(PanelIdOf(panel)) == nullptr) violations->Add(field, "does not exist; create it first");
    if (!seen.insert(panel).second) violations->Add(field, "is named twice; name each once");
  }
}

void CheckAppeal(const api::Round& asked, const std::string& cycle, const View& view, Violations* violations) {
  if (asked.appeal().empty()) return;
  const api::Appeal* appeal = view.Find(AppealId{cycle, LastPart(asked.appeal())});
  if (appeal == nullptr || appeal->name() != asked.appeal()) {
    violations->Add("round.appeal", "does not exist in this cycle; name one that was filed");
  } else if (!FindNext(kAppealMachine, appeal->state(), AppealCommand::kAssign).has_value()) {
    violations->Add("round.appeal", absl::StrCat("is ", StateText(appeal->state()), "; it can no longer be heard"));
  }
}

}  // namespace

int32_t NextRoundNumber(const View& view) { return std::max(1, view.FindOrDefault(StateHeadId{}).next_round_number()); }

absl::Status Decide(const api::CreateRoundRequest& request, const Context& context, const View& view, Events* events) {
  RoundId id{CycleIdOf(request.parent()).cycle, request.round_id()};
  const api::Round& asked = request.round();
  ASSAY_RETURN_IF_ERROR(FindExisting(CycleId{id.cycle}, context.state, view).status());
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  Violations violations;
  CheckPanels(asked, view, &violations);
  CheckAppeal(asked, id.cycle, view, &violations);
  if (!PolicyExists(asked.policy(), view)) violations.Add("round.policy", "does not exist; name one that does");
  if (asked.has_deadline()) CheckDeadline(asked.deadline(), context.now, "round.deadline", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  api::Round* round = events->AddDecision()->mutable_round();
  *round = asked;
  round->set_name(NameOf(context.state, id));
  round->set_state(api::ROUND_STATE_DRAFT);
  round->set_number(NextRoundNumber(view));
  round->set_ordinal(1);
  if (asked.has_deadline()) *round->mutable_deadline() = WholeMicros(asked.deadline());
  StampNew(context, round);
  return absl::OkStatus();
}

absl::Status Decide(const api::AddRoundItemsRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* stored, FindExisting(RoundIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*stored, RoundCommand::kAddItems, context.now));
  ASSAY_RETURN_IF_ERROR(CheckProposals(request, *stored, view));
  int32_t count = stored->item_count() + request.proposals_size();
  if (count > kRoundItemsMax) {
    return Refused("ROUND_FULL",
                   absl::StrCat(stored->name(), " would hold ", count, " proposals; at most ", kRoundItemsMax,
                                ": put the rest before another round"),
                   {{"round", stored->name()}});
  }
  ledger::RoundItems* items = events->AddDecision()->mutable_round_items();
  for (const std::string& name : request.proposals()) {
    ProposalId id = ProposalIdOf(name);
    items->add_proposal_ids(id.proposal);
    *items->add_subjects() = SubjectOf(view.FindOrDefault(id), view);
  }
  *items->mutable_round() = *stored;
  items->mutable_round()->set_item_count(count);
  StampChanged(context, items->mutable_round());
  return absl::OkStatus();
}

}  // namespace assay::domain
