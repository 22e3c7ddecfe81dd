#include "services/domain/labor_market/policy_check.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/reference/soc.h"

namespace assay::domain {
namespace {

constexpr char kToBeFilledIn[] = "to be filled in: ";
constexpr int64_t kPartMax = 10;  // ten times a wage; what is more is a slip

// Violations of one policy.
class Check {
 public:
  Check(const api::LaborMarketPolicy& policy, absl::string_view field, Violations* violations)
      : policy_(policy), field_(field), violations_(violations) {}

  void Run() {
    if (policy_.area().empty()) Missing("area", "the state's own area in the dataset, such as NJ");
    if (policy_.criteria().empty()) Add("criteria", "is empty; ask something, or leave labor_market out");
    for (int i = 0; i < policy_.criteria_size(); ++i) {
      CheckId(policy_.criteria(i).id(), absl::StrCat("criteria[", i, "]"));
      CheckCriterion(policy_.criteria(i), absl::StrCat("criteria[", i, "]"));
    }
    for (int i = 0; i < policy_.groups_size(); ++i) CheckGroup(policy_.groups(i), absl::StrCat("groups[", i, "]"));
    CheckRegions();
    for (int i = 0; i < policy_.local_exceptions_size(); ++i) {
      CheckException(policy_.local_exceptions(i), absl::StrCat("local_exceptions[", i, "]"));
    }
  }

 private:
  void Add(absl::string_view path, absl::string_view description) {
    violations_->Add(absl::StrCat(field_, ".", path), description);
  }
  void Missing(absl::string_view path, absl::string_view what) { Add(path, absl::StrCat(kToBeFilledIn, what)); }

  void CheckId(const std::string& id, const std::string& path) {
    if (id.empty()) return;  // the field's own rule says it
    if (ids_.insert(id).second) return;
    Add(absl::StrCat(path, ".id"), absl::StrCat("\"", id, "\" is used above; give each its own id"));
  }

  void CheckCriterion(const api::LaborMarketCriterion& criterion, const std::string& path) {
    switch (criterion.criterion_case()) {
      case api::LaborMarketCriterion::kWage:
        return CheckWage(criterion.wage(), absl::StrCat(path, ".wage"));
      case api::LaborMarketCriterion::kAnnualOpenings:
        return CheckFloor(criterion.annual_openings(), absl::StrCat(path, ".annual_openings"), "openings by the year");
      case api::LaborMarketCriterion::kTenYearOpenings:
        return CheckFloor(criterion.ten_year_openings(), absl::StrCat(path, ".ten_year_openings"),
                          "openings over ten years");
      case api::LaborMarketCriterion::kEmployment:
        return CheckFloor(criterion.employment(), absl::StrCat(path, ".employment"), "jobs");
      case api::LaborMarketCriterion::kGrowth:
        return CheckGrowth(criterion.growth(), absl::StrCat(path, ".growth"));
      case api::LaborMarketCriterion::kEducation:
        return CheckEducation(criterion.education(), absl::StrCat(path, ".education"));
      case api::LaborMarketCriterion::kJobZone:
        return CheckJobZone(criterion.job_zone(), absl::StrCat(path, ".job_zone"));
      case api::LaborMarketCriterion::CRITERION_NOT_SET:
        return Missing(path,
                       "what is asked: wage, annual_openings, ten_year_openings, growth, education, job_zone or "
                       "employment");
    }
  }

  void CheckFloor(const api::CountFloor& floor, const std::string& path, absl::string_view what) {
    if (!floor.has_floor()) Missing(absl::StrCat(path, ".floor"), absl::StrCat("the smallest number of ", what));
  }

  bool CheckRatio(bool known, const api::Ratio& ratio, const std::string& path, absl::string_view what) {
    if (!known) {
      Missing(path, what);
      return false;
    }
    if (ratio.denominator() >= 1) return true;
    Add(absl::StrCat(path, ".denominator"), "must be at least 1; for one half write 1 and 2");
    return false;
  }

  // Of a wage: less than kPartMax times.
  void CheckPart(bool known, const api::Ratio& ratio, bool zero_allowed, const std::string& path,
                 absl::string_view what) {
    if (!CheckRatio(known, ratio, path, what)) return;
    bool large_enough = zero_allowed ? ratio.numerator() >= 0 : ratio.numerator() > 0;
    if (large_enough && ratio.numerator() / ratio.denominator() < kPartMax) return;
    Add(absl::StrCat(path, ".numerator"), absl::StrCat("must be ", zero_allowed ? "0 or more" : "more than 0",
                                                       " and less than ", kPartMax, " times the denominator"));
  }

  void CheckMoney(const api::Money& amount, const std::string& path) {
    if (amount.cents() <= 0) Missing(absl::StrCat(path, ".cents"), "an amount of more than 0");
    if (amount.period() == api::PERIOD_UNSPECIFIED) {
      Add(absl::StrCat(path, ".period"), "must be PERIOD_YEAR or PERIOD_HOUR");
    }
  }

  void CheckWage(const api::WageCriterion& wage, const std::string& path) {
    switch (wage.floor_case()) {
      case api::WageCriterion::kAmount:
        return CheckMoney(wage.amount(), absl::StrCat(path, ".amount"));
      case api::WageCriterion::kAreaShare:
        return CheckPart(wage.area_share().has_share(), wage.area_share().share(), false,
                         absl::StrCat(path, ".area_share.share"), "the share of the area's wage, such as 70/100");
      case api::WageCriterion::kAreaPercentile:
        if (wage.area_percentile().has_percentile()) return;
        return Missing(absl::StrCat(path, ".area_percentile.percentile"), "the percentile of all wages, 1 to 99");
      case api::WageCriterion::kPremium:
        return CheckPremium(wage.premium(), absl::StrCat(path, ".premium"));
      case api::WageCriterion::FLOOR_NOT_SET:
        return Missing(path, "the floor: amount, area_share, area_percentile or premium");
    }
  }

  void CheckPremium(const api::WagePremium& premium, const std::string& path) {
    CheckPart(premium.has_premium(), premium.premium(), true, absl::StrCat(path, ".premium"),
              "the premium over the reference wage, such as 20/100");
    switch (premium.reference_case()) {
      case api::WagePremium::kEducation:
        if (premium.education() != api::EDUCATION_UNSPECIFIED) return;
        return Missing(absl::StrCat(path, ".education"), "the education of the reference group");
      case api::WagePremium::kOccupations:
        if (!premium.occupations().soc_codes().empty()) return CheckReference(premium.occupations(), path);
        return Missing(absl::StrCat(path, ".occupations.soc_codes"), "the occupations of the reference group");
      case api::WagePremium::kPublishedWage:
        return CheckMoney(premium.published_wage(), absl::StrCat(path, ".published_wage"));
      case api::WagePremium::REFERENCE_NOT_SET:
        return Missing(path, "the reference group: education, occupations or published_wage");
    }
  }

  // The dataset's edition is not known here: a code of none of them is a slip.
  void CheckReference(const api::ReferenceOccupations& occupations, const std::string& path) {
    for (int i = 0; i < occupations.soc_codes_size(); ++i) {
      const std::string& code = occupations.soc_codes(i);
      if (IsKnownSoc(api::SOC_VERSION_2010, code) || IsKnownSoc(api::SOC_VERSION_OEWS_HYBRID, code)) continue;
      Add(absl::StrCat(path, ".occupations.soc_codes[", i, "]"), UnknownSocMessage(api::SOC_VERSION_2018, code));
    }
  }

  void CheckRegions() {
    std::set<std::string> seen;
    for (int i = 0; i < policy_.regions_size(); ++i) {
      if (!policy_.regions(i).empty() && seen.insert(policy_.regions(i)).second) continue;
      Add(absl::StrCat("regions[", i, "]"), "is empty or there twice; name each area of the dataset once");
    }
  }

  void CheckGrowth(const api::GrowthCriterion& growth, const std::string& path) {
    switch (growth.floor_case()) {
      case api::GrowthCriterion::kAtLeast:
        CheckRatio(true, growth.at_least(), absl::StrCat(path, ".at_least"), "");
        return;
      case api::GrowthCriterion::kAboveAreaAverage:
        if (growth.above_area_average()) return;
        return Add(absl::StrCat(path, ".above_area_average"), "must be true, or give at_least");
      case api::GrowthCriterion::FLOOR_NOT_SET:
        return Missing(path, "the growth: at_least or above_area_average");
    }
  }

  void CheckEducation(const api::EducationCriterion& range, const std::string& path) {
    bool open = range.at_most() == api::EDUCATION_UNSPECIFIED;
    if (open && range.at_least() == api::EDUCATION_UNSPECIFIED) {
      Missing(absl::StrCat(path, ".at_least"), "the lowest education");
    } else if (!open && range.at_least() > range.at_most()) {
      Add(absl::StrCat(path, ".at_most"), "must not be lower than at_least");
    }
  }

  void CheckJobZone(const api::JobZoneCriterion& range, const std::string& path) {
    if (!range.has_at_least() && !range.has_at_most()) {
      Missing(absl::StrCat(path, ".at_least"), "the lowest job zone, 1 to 5");
    } else if (range.has_at_least() && range.has_at_most() && range.at_least() > range.at_most()) {
      Add(absl::StrCat(path, ".at_most"), "must not be lower than at_least");
    }
  }

  void CheckGroup(const api::CriterionGroup& group, const std::string& path) {
    std::set<std::string> members;
    for (int i = 0; i < group.members_size(); ++i) {
      const std::string& id = group.members(i);
      std::string member = absl::StrCat(path, ".members[", i, "]");
      if (ids_.count(id) == 0) {
        Add(member, absl::StrCat("\"", id, "\" is no criterion, and no group that stands before this one"));
      } else if (!members.insert(id).second) {
        Add(member, absl::StrCat("\"", id, "\" is there twice; keep one"));
      }
    }
    if (group.rule() == api::CRITERION_GROUP_RULE_AT_LEAST) {
      if (!group.has_at_least()) {
        Missing(absl::StrCat(path, ".at_least"), "how many members must be met");
      } else if (group.at_least() > group.members_size()) {
        Add(absl::StrCat(path, ".at_least"),
            absl::StrCat("can never be reached: the group has ", group.members_size(), " members"));
      }
    }
    CheckId(group.id(), path);
  }

  void CheckException(const api::LocalException& exception, const std::string& path) {
    const std::string& soc_code = exception.soc_code();
    if (soc_code.empty() && exception.cip_code().empty()) Add(path, "names neither soc_code nor cip_code; give one");
    if (!soc_code.empty() && !IsKnownSoc(exception.soc_version(), soc_code)) {
      Add(absl::StrCat(path, ".soc_code"), UnknownSocMessage(exception.soc_version(), soc_code));
    }
  }

  const api::LaborMarketPolicy& policy_;
  const std::string field_;
  Violations* const violations_;
  std::set<std::string> ids_;
};

}  // namespace

void CheckLaborMarketPolicy(const api::LaborMarketPolicy& policy, absl::string_view field, Violations* violations) {
  Check(policy, field, violations).Run();
}

}  // namespace assay::domain
