#include "services/domain/list/basis.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
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

std::vector<std::string> Changes(const api::ListBasis& basis, bool revision_named, const std::string& cycle,
                                 absl::Time now, const View& view) {
  std::vector<std::string> changes;
  const api::Policy& policy = view.FindOrDefault(PolicyIdOf(basis.policy()));
  if (!revision_named && policy.revision() != RevisionOf(basis.policy())) {
    changes.push_back(
        absl::StrCat(policy.name(), " is at revision ", policy.revision(), ", was at ", RevisionOf(basis.policy())));
  }
  CycleId cycle_id = CycleIdOf(cycle);
  const std::string& dataset = view.FindOrDefault(cycle_id).dataset();
  if (dataset != basis.dataset()) {
    changes.push_back(absl::StrCat("the cycle decides by ", dataset.empty() ? "no dataset" : dataset, ", not by ",
                                   basis.dataset().empty() ? "none" : basis.dataset()));
  }
  int32_t in_force = view.FindOrDefault(StateHeadId{}).list_version_in_force();
  if (in_force != basis.previous_version()) {
    changes.push_back(absl::StrCat("list version ", in_force, " is in force, was ", basis.previous_version()));
  }
  for (const std::string& entry : basis.rounds()) {
    std::string change = RoundChange(entry, now, view);
    if (!change.empty()) changes.push_back(std::move(change));
  }
  int64_t inputs = view.FindOrDefault(CycleHeadId{cycle_id.cycle}).decision_inputs() - basis.decision_inputs();
  if (inputs != 0) changes.push_back(absl::StrCat(inputs, " changes to proposals, endorsements or round items"));
  return changes;
}

}  // namespace

absl::StatusOr<api::ListBasis> CurrentBasis(const std::string& cycle, const std::string& policy, absl::Time now,
                                            const ScanView& scan) {
  CycleId cycle_id = CycleIdOf(cycle);
  const api::Cycle* found = scan.Find(cycle_id);
  ASSAY_RETURN_IF_ERROR(scan.status());
  if (found == nullptr) return NotFound(cycle);
  api::ListBasis basis;
  ASSAY_ASSIGN_OR_RETURN(*basis.mutable_policy(), PinPolicy(policy, scan));
  ASSAY_RETURN_IF_ERROR(CheckSealed(found->dataset(), scan));
  basis.set_dataset(found->dataset());
  basis.set_previous_version(scan.FindOrDefault(StateHeadId{}).list_version_in_force());
  basis.set_decision_inputs(scan.FindOrDefault(CycleHeadId{cycle_id.cycle}).decision_inputs());
  ASSAY_RETURN_IF_ERROR(
      scan.Scan<RoundId>(PrefixOf<RoundId>(cycle_id.cycle), "", [&](absl::string_view, const api::Round& round) {
        if (round.item_count() > 0) basis.add_rounds(RoundEntry(round, now));
        return true;
      }));
  ASSAY_RETURN_IF_ERROR(scan.status());
  return basis;
}

absl::Status CheckBasis(const api::ListBasis& basis, bool revision_named, const std::string& cycle, absl::Time now,
                        const View& view) {
  std::vector<std::string> changes = Changes(basis, revision_named, cycle, now, view);
  ASSAY_RETURN_IF_ERROR(view.status());
  if (changes.empty()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kAborted, "BASIS_CHANGED",
                   absl::StrCat("what the list rests on has changed since it was computed: ",
                                absl::StrJoin(changes, "; "), ". Preview and draft it again"));
}

std::string BasisEtag(const api::ListBasis& basis) {
  return absl::BytesToHexString(Sha256(basis.SerializeAsString()).substr(0, 16));
}

}  // namespace assay::domain
