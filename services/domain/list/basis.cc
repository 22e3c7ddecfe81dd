#include "services/domain/list/basis.h"

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/apply_review.h"
#include "services/domain/list/rules.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

std::string RoundEntry(const api::Round& round, absl::Time now) {
  bool overdue = round.state() == api::ROUND_STATE_OPEN && IsClosedAt(round, now);
  return absl::StrCat(round.name(), "#", overdue ? NextEtag(round.etag()) : round.etag());
}

absl::StatusOr<std::string> PinPolicy(const std::string& name, const View& view) {
  PolicyId id = PolicyIdOf(name);
  uint32_t revision = RevisionOf(name);
  const api::Policy* policy = revision == 0 ? view.Find(id) : view.Find(PolicyRevisionId{id.policy, revision});
  ASSAY_RETURN_IF_ERROR(view.status());
  if (policy == nullptr) return NotFound(name);
  return NameOf(StateOf(name), PolicyRevisionId{id.policy, static_cast<uint32_t>(policy->revision())});
}

absl::Status CheckSealed(const std::string& name, const View& view) {
  if (name.empty()) return absl::OkStatus();
  const api::Dataset* dataset = view.Find(DatasetIdOf(name));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (dataset == nullptr) return NotFound(name);
  if (dataset->state() == api::DATASET_STATE_SEALED) return absl::OkStatus();
  return Refused("DATASET_NOT_SEALED", absl::StrCat(name, ", whose figures the cycle decides by, holds no rows yet; ",
                                                    "import them, or give the cycle another dataset"));
}

// What changed about the round that `entry` pins; empty when nothing did.
std::string RoundChange(const std::string& entry, absl::Time now, const View& view) {
  std::string name = entry.substr(0, entry.rfind('#'));
  const api::Round* round = view.Find(RoundIdOf(name));
  if (round == nullptr) return absl::StrCat(name, " is gone");
  if (RoundEntry(*round, now) == entry) return "";
  return absl::StrCat(name, IsClosedAt(*round, now) ? " has closed" : " was changed");
}

// Of the state as a whole.
void AddListChanges(const api::ListBasis& basis, const View& view, std::vector<std::string>* changes) {
  const ledger::StateHead& head = view.FindOrDefault(StateHeadId{});
  if (head.list_version_in_force() != basis.previous_version()) {
    changes->push_back(
        absl::StrCat("list version ", head.list_version_in_force(), " is in force, was ", basis.previous_version()));
  }
  int64_t actions = head.list_actions() - basis.list_actions();
  if (actions != 0) changes->push_back(absl::StrCat(actions, " list actions were confirmed or taken back"));
}

std::vector<std::string> Changes(const api::ListBasis& basis, BasisPins pins, const std::string& cycle, absl::Time now,
                                 const View& view) {
  std::vector<std::string> changes;
  AddListChanges(basis, view, &changes);
  if (cycle.empty()) return changes;
  const api::Policy& policy = view.FindOrDefault(PolicyIdOf(basis.policy()));
  if (!pins.policy && policy.revision() != RevisionOf(basis.policy())) {
    changes.push_back(
        absl::StrCat(policy.name(), " is at revision ", policy.revision(), ", was at ", RevisionOf(basis.policy())));
  }
  CycleId cycle_id = CycleIdOf(cycle);
  const api::Cycle& found = view.FindOrDefault(cycle_id);
  const std::string& dataset = found.dataset();
  if (!std::equal(found.crosswalks().begin(), found.crosswalks().end(), basis.crosswalks().begin(),
                  basis.crosswalks().end()) &&
      !pins.dataset) {
    changes.push_back("the cycle looks codes up by other crosswalks");
  }
  if (!pins.dataset && dataset != basis.dataset()) {
    changes.push_back(absl::StrCat("the cycle decides by ", dataset.empty() ? "no dataset" : dataset, ", not by ",
                                   basis.dataset().empty() ? "none" : basis.dataset()));
  }
  if (ContentRulesDigest(ListRulesOf(cycle, view)) != basis.list_rules_digest()) {
    changes.push_back("the cycle's rules on dates or phase-out were changed");
  }
  for (const std::string& entry : basis.rounds()) {
    std::string change = RoundChange(entry, now, view);
    if (!change.empty()) changes.push_back(std::move(change));
  }
  int64_t inputs = DecisionInputCount(cycle_id.cycle, view) - basis.decision_inputs();
  if (inputs != 0)
    changes.push_back(absl::StrCat(inputs, " changes to proposals, endorsements, round items or employers"));
  return changes;
}

}  // namespace

absl::StatusOr<api::ListBasis> CurrentBasis(const std::string& cycle, const std::string& policy, absl::Time now,
                                            const ScanView& scan) {
  api::ListBasis basis;
  const ledger::StateHead& head = scan.FindOrDefault(StateHeadId{});
  basis.set_previous_version(head.list_version_in_force());
  basis.set_list_actions(head.list_actions());
  ASSAY_RETURN_IF_ERROR(scan.status());
  if (cycle.empty()) return basis;
  CycleId cycle_id = CycleIdOf(cycle);
  const api::Cycle* found = scan.Find(cycle_id);
  ASSAY_RETURN_IF_ERROR(scan.status());
  if (found == nullptr) return NotFound(cycle);
  ASSAY_ASSIGN_OR_RETURN(*basis.mutable_policy(), PinPolicy(policy, scan));
  ASSAY_RETURN_IF_ERROR(CheckSealed(found->dataset(), scan));
  basis.set_dataset(found->dataset());
  *basis.mutable_crosswalks() = found->crosswalks();
  basis.set_list_rules_digest(ContentRulesDigest(found->cycle_rules().list()));
  basis.set_decision_inputs(DecisionInputCount(cycle_id.cycle, scan));
  ASSAY_RETURN_IF_ERROR(
      scan.Scan<RoundId>(PrefixOf<RoundId>(cycle_id.cycle), "", [&](absl::string_view, const api::Round& round) {
        if (round.item_count() > 0) basis.add_rounds(RoundEntry(round, now));
        return true;
      }));
  ASSAY_RETURN_IF_ERROR(scan.status());
  return basis;
}

absl::Status CheckBasis(const api::ListBasis& basis, BasisPins pins, const std::string& cycle, absl::Time now,
                        const View& view) {
  std::vector<std::string> changes = Changes(basis, pins, cycle, now, view);
  ASSAY_RETURN_IF_ERROR(view.status());
  if (changes.empty()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kAborted, "BASIS_CHANGED",
                   absl::StrCat("what the list rests on has changed since it was computed: ",
                                absl::StrJoin(changes, "; "), ". Preview and draft it again"));
}

absl::Status CheckVersionBasis(const api::ListVersion& version, absl::Time now, const View& view) {
  BasisPins pins;
  pins.dataset = version.amends() > 0;
  pins.policy =
      pins.dataset ||
      view.FindOrDefault(ListContentId(static_cast<uint32_t>(version.version()))).change().policy_revision_named();
  return CheckBasis(version.basis(), pins, version.cycle(), now, view);
}

std::string BasisEtag(const api::ListBasis& basis) {
  return absl::BytesToHexString(Sha256(basis.SerializeAsString()).substr(0, 16));
}

}  // namespace assay::domain
