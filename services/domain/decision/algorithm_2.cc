#include "services/domain/decision/algorithm_2.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error.h"
#include "services/domain/decision/ballot_result.h"
#include "services/domain/decision/tiers.h"

namespace assay::domain {
namespace {

// Where it holds: the whole state until something limits it.
class Reach {
 public:
  void Limit(std::vector<std::string> regions) {
    std::sort(regions.begin(), regions.end());
    regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
    if (limited_) {
      std::vector<std::string> common;
      std::set_intersection(regions_.begin(), regions_.end(), regions.begin(), regions.end(),
                            std::back_inserter(common));
      regions = std::move(common);
    }
    limited_ = true;
    regions_ = std::move(regions);
  }
  bool limited() const { return limited_; }
  const std::vector<std::string>& regions() const { return regions_; }

 private:
  bool limited_ = false;
  std::vector<std::string> regions_;
};

// One decision. Single-threaded.
class Algorithm2 {
 public:
  Algorithm2(const ProposalCase& proposal_case, const api::Policy& policy, api::Decision* decision)
      : case_(proposal_case), policy_(policy), decision_(decision), trace_(decision->mutable_trace()) {
    facts_.proposal = case_.proposal;
    facts_.credential = case_.credential;
    facts_.endorsements = &case_.endorsements;
    facts_.item = &case_.item;
    facts_.validation = &policy.validation();
  }

  absl::Status Decide();

 private:
  api::Verdict CheckDefinition();
  api::Verdict CheckLaborMarket();
  api::Verdict CheckEmployers();
  api::Verdict CheckBallots();
  api::Verdict CheckWorth();
  api::Verdict CheckReach();
  void Finish(api::Verdict verdict);

  const ProposalCase& case_;
  const api::Policy& policy_;
  api::Decision* const decision_;
  Trace* const trace_;
  ConditionFacts facts_;
  Reach reach_;
  bool falls_back_ = false;
  const api::Tier* tier_ = nullptr;
};

api::Verdict Algorithm2::CheckDefinition() {
  api::Verdict verdict = api::VERDICT_PASS;
  for (const api::ConditionGroup& group : policy_.definition()) {
    verdict = Both(verdict, EvaluateGroup(group, facts_, trace_));
  }
  return Both(verdict, VerdictOf(PassesGates(policy_, case_.occupations, trace_)));
}

api::Verdict Algorithm2::CheckLaborMarket() {
  if (!policy_.has_labor_market()) return api::VERDICT_PASS;
  const api::LocalEntries& local = policy_.local_entries();
  LaborMarketQuestion question = QuestionOf(*case_.proposal, *case_.credential, case_.date);
  if (!local.by_claim()) question.region.clear();
  LaborMarketVerdict found = EvaluateLaborMarket(policy_.labor_market(), question, case_.labor_market, trace_);
  facts_.labor_market = std::move(found.criteria);
  if (found.verdict != api::VERDICT_FAIL) return found.verdict;
  if (local.by_labor_market() && !found.regions.empty()) {
    reach_.Limit(std::move(found.regions));
    return api::VERDICT_PASS;
  }
  falls_back_ = policy_.has_fallback();
  return VerdictOf(falls_back_);
}

api::Verdict Algorithm2::CheckEmployers() {
  api::Verdict verdict = api::VERDICT_PASS;
  if (policy_.has_validation()) {
    verdict = VerdictOf(HasEndorsements(policy_.validation(), CountsOf(case_.endorsements), trace_));
    SetLedgerIndexes(IndexesOf(case_.endorsements), trace_->Mutable(trace_->size() - 1));
  }
  for (const api::Condition& condition : policy_.endorsements()) {
    verdict = Both(verdict, EvaluateCondition(condition, facts_, trace_));
  }
  return verdict;
}

api::Verdict Algorithm2::CheckBallots() {
  BallotResult result = CountBallots(policy_, case_.item, trace_);
  bool local = policy_.local_entries().by_roll_up() && decision_->kind() != api::PROPOSAL_KIND_REMOVAL;
  if (result.verdict != api::VERDICT_PASS && local && !result.approving_groups.empty()) {
    reach_.Limit(std::move(result.approving_groups));
    return api::VERDICT_PASS;
  }
  return result.verdict;
}

api::Verdict Algorithm2::CheckWorth() {
  Points points = CountPoints(policy_, facts_, trace_);
  if (!policy_.scores().empty()) decision_->set_points(points.points);
  if (falls_back_ || policy_.tiers().empty()) return api::VERDICT_PASS;
  TierResult found = FindTier(policy_, points, facts_, trace_);
  tier_ = found.tier;
  if (found.undecided) return api::VERDICT_UNDECIDED;
  falls_back_ = tier_ == nullptr && policy_.has_fallback();
  return VerdictOf(tier_ != nullptr || falls_back_);
}

api::Verdict Algorithm2::CheckReach() {
  const api::Proposal& proposal = *case_.proposal;
  bool claims_part = !proposal.region().empty() && (proposal.demand_scope() == api::DEMAND_SCOPE_REGIONAL ||
                                                    proposal.demand_scope() == api::DEMAND_SCOPE_LOCAL);
  if (policy_.local_entries().by_claim() && claims_part) reach_.Limit({proposal.region()});
  if (!reach_.limited()) return api::VERDICT_PASS;
  api::Verdict verdict = VerdictOf(!reach_.regions().empty());
  AddStep(kLocalEntriesCriterion, "where it holds",
          reach_.regions().empty() ? "in no region" : absl::StrJoin(reach_.regions(), ", "), "at least 1 region",
          verdict, trace_);
  return verdict;
}

void Algorithm2::Finish(api::Verdict verdict) {
  decision_->set_outcome(verdict == api::VERDICT_PASS   ? api::OUTCOME_APPROVED
                         : verdict == api::VERDICT_FAIL ? api::OUTCOME_DENIED
                                                        : api::OUTCOME_UNDECIDED);
  const api::Category* category = nullptr;
  if (falls_back_) {
    category = &policy_.fallback();
    AddStep(kFallbackCriterion, "category", category->id(), "", api::VERDICT_UNSPECIFIED, trace_);
  } else if (reach_.limited() && policy_.local_entries().has_category()) {
    category = &policy_.local_entries().category();
  }
  if (tier_ != nullptr) {
    decision_->set_tier(tier_->id());
    *decision_->mutable_incentives() = tier_->incentives();
  }
  if (category != nullptr) {
    decision_->set_category(category->id());
    if (!category->incentives().empty()) *decision_->mutable_incentives() = category->incentives();
  }
  *decision_->mutable_regions() = {reach_.regions().begin(), reach_.regions().end()};
}

absl::Status Algorithm2::Decide() {
  bool removal = decision_->kind() == api::PROPOSAL_KIND_REMOVAL;
  api::Verdict gates = api::VERDICT_PASS;
  if (!removal) {
    gates = CheckDefinition();
    gates = Both(gates, CheckLaborMarket());
  }
  if (case_.labor_market != nullptr) ASSAY_RETURN_IF_ERROR(case_.labor_market->status());
  api::Verdict employers = removal ? api::VERDICT_PASS : CheckEmployers();
  bool asks_ballots = !policy_.decided_without_ballots();
  if (asks_ballots ? case_.item.groups.empty() : removal) {
    AddStep(kRoundCriterion, "ballots", asks_ballots ? case_.item.undecided_because : "the policy asks for none",
            "a closed round", api::VERDICT_UNSPECIFIED, trace_);
    Finish(gates == api::VERDICT_FAIL ? gates : api::VERDICT_UNDECIDED);
    return absl::OkStatus();
  }
  api::Verdict ballots = asks_ballots ? CheckBallots() : api::VERDICT_PASS;
  api::Verdict worth = api::VERDICT_PASS;
  if (!removal) {
    worth = CheckWorth();
    worth = Both(worth, CheckReach());
  }
  Finish(Both(Both(gates, employers), Both(ballots, worth)));
  return absl::OkStatus();
}

}  // namespace

absl::Status DecideByAlgorithm2(const ProposalCase& proposal_case, const api::Policy& policy, api::Decision* decision) {
  return Algorithm2(proposal_case, policy, decision).Decide();
}

}  // namespace assay::domain
