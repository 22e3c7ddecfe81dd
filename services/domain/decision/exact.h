// Exact numbers: fractions compared without rounding, money brought to the year, and how both are written in traces.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_EXACT_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_EXACT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// BLS convention: a year of full-time work is 52 weeks of 40 hours.
inline constexpr int64_t kHoursByYear = 2080;

// Sign of a − b by cross-multiplication in 128 bits: -1, 0 or 1. Precondition: both denominators are at least 1.
int CompareRatios(const api::Ratio& a, const api::Ratio& b);

api::Ratio MakeRatio(int64_t numerator, int64_t denominator);

// Cents by the year; an hourly amount times kHoursByYear, any other as it is. Precondition: cents within the limits of
// api::Money.
int64_t AnnualCents(const api::Money& money);

std::string RatioText(const api::Ratio& ratio);             // 2/3
std::string CentsText(int64_t cents);                       // $52,000.00
std::string CountText(int64_t count);                       // 1,250
std::string AnnualWageText(const api::Money& wage);         // $25.00 by the hour, $52,000.00 by the year
std::string Plural(int64_t count, absl::string_view noun);  // 1 employer, 2 employers

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_EXACT_H_
