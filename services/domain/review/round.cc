#include "services/domain/review/round.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

bool PolicyExists(const std::string& name, const View& view) {
  PolicyId id = PolicyIdOf(name);
  if (name.find('@') == std::string::npos) return view.Find(id) != nullptr;
  return view.Find(PolicyRevisionId{id.policy, RevisionOf(name)}) != nullptr;
}

// What keeps a proposal out of a round; empty when nothing does.
std::string Obstacle(const ProposalId& id, const RoundId& round, const View& view) {
  if (id.cycle != round.cycle) return "is of another cycle than the round";
  const api::Proposal* proposal = view.Find(id);
  if (proposal == nullptr) return "does not exist";
  if (!proposal->round().empty()) return absl::StrCat("is already before ", proposal->round());
  if (proposal->state() == api::PROPOSAL_STATE_SCREENED) return "";
  return absl::StrCat("is ", api::ProposalState_Name(proposal->state()), ", not screened; screen it first");
}

absl::Status CheckProposals(const api::AddRoundItemsRequest& request, const View& view) {
  Violations violations;
  RoundId round = RoundIdOf(request.name());
  std::set<std::string> seen;
  for (int i = 0; i < request.proposals_size(); ++i) {
    std::string obstacle = Obstacle(ProposalIdOf(request.proposals(i)), round, view);
    if (!seen.insert(request.proposals(i)).second) obstacle = "is named twice; name each once";
    if (!obstacle.empty()) violations.Add(absl::StrCat("proposals[", i, "]"), obstacle);
  }
  return violations.ToStatus();
}

}  // namespace

absl::Status Decide(const api::CreateRoundRequest& request, const Context& context, const View& view, Events* events) {
  RoundId id{CycleIdOf(request.parent()).cycle, request.round_id()};
  const api::Round& asked = request.round();
  ASSAY_RETURN_IF_ERROR(FindExisting(CycleId{id.cycle}, context.state, view).status());
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  Violations violations;
  if (view.Find(PanelIdOf(asked.panel())) == nullptr) violations.Add("round.panel", "does not exist; create it first");
  if (!PolicyExists(asked.policy(), view)) violations.Add("round.policy", "does not exist; name one that does");
  if (asked.has_deadline()) CheckDeadline(asked.deadline(), context.now, "round.deadline", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  api::Round* round = events->AddDecision()->mutable_round();
  *round = asked;
  round->set_name(NameOf(context.state, id));
  round->set_state(api::ROUND_STATE_DRAFT);
  round->set_number(std::max(1, view.FindOrDefault(StateHeadId{}).next_round_number()));
  if (asked.has_deadline()) *round->mutable_deadline() = WholeMicros(asked.deadline());
  StampNew(context, round);
  return absl::OkStatus();
}

absl::Status Decide(const api::AddRoundItemsRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* stored, FindExisting(RoundIdOf(request.name()), context.state, view));
  if (stored->state() != api::ROUND_STATE_DRAFT) {
    return Refused("ROUND_NOT_DRAFT",
                   absl::StrCat(stored->name(), " was opened already; put the proposals before a new round"),
                   {{"round", stored->name()}});
  }
  ASSAY_RETURN_IF_ERROR(CheckProposals(request, view));
  int32_t count = stored->item_count() + request.proposals_size();
  if (count > kRoundItemsMax) {
    return Refused("ROUND_FULL",
                   absl::StrCat(stored->name(), " would hold ", count, " proposals; at most ", kRoundItemsMax,
                                ": put the rest before another round"),
                   {{"round", stored->name()}});
  }
  ledger::RoundItems* items = events->AddDecision()->mutable_round_items();
  for (const std::string& name : request.proposals()) items->add_proposal_ids(ProposalIdOf(name).proposal);
  *items->mutable_round() = *stored;
  items->mutable_round()->set_item_count(count);
  StampChanged(context, items->mutable_round());
  return absl::OkStatus();
}

}  // namespace assay::domain
