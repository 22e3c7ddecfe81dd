#include "services/domain/decision/exact.h"

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"

namespace assay::domain {

int CompareRatios(const api::Ratio& a, const api::Ratio& b) {
  absl::int128 left = absl::int128(a.numerator()) * b.denominator();
  absl::int128 right = absl::int128(b.numerator()) * a.denominator();
  if (left == right) return 0;
  return left < right ? -1 : 1;
}

api::Ratio MakeRatio(int64_t numerator, int64_t denominator) {
  api::Ratio ratio;
  ratio.set_numerator(numerator);
  ratio.set_denominator(denominator);
  return ratio;
}

int64_t AnnualCents(const api::Money& money) {
  return money.period() == api::PERIOD_HOUR ? money.cents() * kHoursByYear : money.cents();
}

std::string RatioText(const api::Ratio& ratio) { return absl::StrCat(ratio.numerator(), "/", ratio.denominator()); }

std::string CountText(int64_t count) {
  std::string digits = absl::StrCat(count);
  size_t first = count < 0 ? 1 : 0;
  for (size_t place = digits.size(); place > first + 3;) {
    place -= 3;
    digits.insert(place, ",");
  }
  return digits;
}

std::string CentsText(int64_t cents) {
  int64_t below = cents % 100;
  return absl::StrCat("$", CountText(cents / 100), ".", below < 10 ? "0" : "", below);
}

std::string AnnualWageText(const api::Money& wage) {
  std::string by_year = absl::StrCat(CentsText(AnnualCents(wage)), " by the year");
  if (wage.period() != api::PERIOD_HOUR) return by_year;
  return absl::StrCat(CentsText(wage.cents()), " by the hour, ", by_year);
}

std::string Plural(int64_t count, absl::string_view noun) {
  return absl::StrCat(CountText(count), " ", noun, count == 1 ? "" : "s");
}

}  // namespace assay::domain
