#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/domain/decision/ballot_result.h"
#include "services/domain/decision/exact.h"
#include "services/domain/decision/finding.h"

namespace assay::domain {
namespace {

std::string ScaleText(api::EndorsementLevel level) {
  absl::string_view text = LevelText(level);
  return text.empty() ? "at any level" : absl::StrCat("at the level \"", text, "\" or above");
}

}  // namespace

Finding CheckEndorsements(const api::EndorsementFloor& floor, const std::vector<EndorsementFacts>& endorsements) {
  int64_t employers = 0;
  std::set<std::string> regions;
  for (const EndorsementFacts& endorsement : endorsements) {
    if (endorsement.level < floor.level()) continue;
    if ((floor.letter() && !endorsement.letter) || (floor.hiring_preference() && !endorsement.hiring_preference)) {
      continue;
    }
    ++employers;
    regions.insert(endorsement.regions.begin(), endorsement.regions.end());
  }
  auto region_count = static_cast<int64_t>(regions.size());
  Finding finding{"endorsements", absl::StrCat(Plural(employers, "employer"), " ", ScaleText(floor.level())),
                  absl::StrCat("at least ", floor.employers()),
                  employers >= floor.employers() && region_count >= floor.regions()};
  if (floor.letter()) absl::StrAppend(&finding.input, " with a letter");
  if (floor.hiring_preference()) absl::StrAppend(&finding.input, " with a hiring preference");
  if (floor.regions() > 0) {
    absl::StrAppend(&finding.input, ", in ", Plural(region_count, "region"));
    absl::StrAppend(&finding.threshold, ", in at least ", Plural(floor.regions(), "region"));
  }
  return finding;
}

Finding CheckEndorsementShare(const api::EndorsementShare& share, const std::vector<EndorsementFacts>& endorsements) {
  Finding finding{"endorsements", "", absl::StrCat("at least ", RatioText(share.share())), absl::nullopt};
  if (endorsements.empty()) return finding;
  auto valuing = std::count_if(endorsements.begin(), endorsements.end(),
                               [&share](const EndorsementFacts& each) { return each.level >= share.level(); });
  auto all = static_cast<int64_t>(endorsements.size());
  finding.answer = CompareRatios(MakeRatio(valuing, all), share.share()) >= 0;
  finding.input = absl::StrCat(valuing, " of ", Plural(all, "employer"), " ", ScaleText(share.level()));
  return finding;
}

Finding CheckRating(const api::RatingFloor& floor, const ItemResult& item) {
  Finding finding{absl::StrCat("rating of ", floor.criterion()), "",
                  absl::StrCat("an average of at least ", RatioText(floor.average())), absl::nullopt};
  for (const RatingSum& rating : item.ratings) {
    if (rating.criterion != floor.criterion() || rating.count <= 0) continue;
    finding.answer = CompareRatios(MakeRatio(rating.sum, rating.count), floor.average()) >= 0;
    finding.input = absl::StrCat(CountText(rating.sum), " in ", Plural(rating.count, "rating"));
  }
  return finding;
}

Finding CheckApprovalShare(const api::Ratio& share, const api::EmployerValidation& validation, const ItemResult& item) {
  Finding finding{"ballots", "", absl::StrCat("at least ", RatioText(share)), absl::nullopt};
  api::Ratio found = ApprovalOf(validation, Pooled(item.groups));
  if (found.denominator() <= 0) return finding;
  finding.answer = CompareRatios(found, share) >= 0;
  finding.input = absl::StrCat(RatioText(found), " to approve");
  return finding;
}

}  // namespace assay::domain
