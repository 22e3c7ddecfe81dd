#include "services/domain/decision/employer_votes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {

absl::string_view LevelText(api::EndorsementLevel level) {
  switch (level) {
    case api::ENDORSEMENT_LEVEL_UNAWARE:
      return "unaware";
    case api::ENDORSEMENT_LEVEL_FOUNDATIONAL:
      return "foundational skills";
    case api::ENDORSEMENT_LEVEL_NICE_TO_HAVE:
      return "nice to have";
    case api::ENDORSEMENT_LEVEL_PREFERRED:
      return "preferred";
    case api::ENDORSEMENT_LEVEL_REQUIRED:
      return "required";
    case api::ENDORSEMENT_LEVEL_UNSPECIFIED:
    case api::EndorsementLevel_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::EndorsementLevel_INT_MAX_SENTINEL_DO_NOT_USE_:
      return "";
  }
  return "";
}

EndorsementCounts CountsOf(const std::vector<EndorsementFacts>& endorsements) {
  EndorsementCounts counts = {};
  for (const EndorsementFacts& endorsement : endorsements) ++counts[static_cast<size_t>(endorsement.level)];
  return counts;
}

std::vector<int64_t> IndexesOf(const std::vector<EndorsementFacts>& endorsements) {
  std::vector<int64_t> indexes;
  for (const EndorsementFacts& endorsement : endorsements) {
    indexes.insert(indexes.end(), endorsement.ledger_indexes.begin(), endorsement.ledger_indexes.end());
  }
  std::sort(indexes.begin(), indexes.end());
  return indexes;
}

bool HasEndorsements(const api::EmployerValidation& validation, const EndorsementCounts& endorsements, Trace* trace) {
  api::EndorsementLevel level = validation.minimum_endorsement_level();
  int64_t found = 0;
  for (size_t i = static_cast<size_t>(level); i < endorsements.size(); ++i) found += endorsements[i];
  bool passed = found >= validation.minimum_endorsements();
  absl::string_view text = LevelText(level);
  std::string scale = text.empty() ? "at any level" : absl::StrCat("at the level \"", text, "\" or above");
  AddStep(kEndorsementsCriterion, "endorsements", absl::StrCat(Plural(found, "employer"), " ", scale),
          absl::StrCat("at least ", validation.minimum_endorsements()), VerdictOf(passed), trace);
  return passed;
}

bool HasQuorum(const api::EmployerValidation& validation, const EmployerVotes& votes, Trace* trace) {
  int64_t present = votes.approve + votes.reject;
  if (validation.abstain() != api::ABSTAIN_RULE_ABSENT) present += votes.abstain;
  int64_t basis = votes.seats;
  if (validation.recusal() != api::RECUSAL_RULE_STAYS_IN_BASIS) basis -= votes.recused;
  bool passed = basis > 0 && CompareRatios(MakeRatio(present, basis), validation.quorum()) >= 0;
  AddStep(kQuorumCriterion, "ballots", absl::StrCat(present, " of ", Plural(basis, "seat"), " present"),
          absl::StrCat("at least ", RatioText(validation.quorum())), VerdictOf(passed), trace);
  return passed;
}

bool HasApproval(const api::EmployerValidation& validation, const EmployerVotes& votes, Trace* trace) {
  int64_t whole = votes.approve + votes.reject;
  if (validation.abstain() == api::ABSTAIN_RULE_IN_DENOMINATOR) whole += votes.abstain;
  bool strict = validation.approval_comparison() == api::SHARE_COMPARISON_MORE_THAN;
  bool passed = false;
  if (whole > 0) {
    int order = CompareRatios(MakeRatio(votes.approve, whole), validation.approval_share());
    passed = strict ? order > 0 : order >= 0;
  }
  AddStep(kApprovalShareCriterion, "ballots", absl::StrCat(votes.approve, " of ", Plural(whole, "vote"), " to approve"),
          absl::StrCat(strict ? "more than " : "at least ", RatioText(validation.approval_share())), VerdictOf(passed),
          trace);
  return passed;
}

}  // namespace assay::domain
