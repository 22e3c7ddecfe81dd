// What a state has before its first cycle: people, rules, figures, employers, panels, and the list of old.
#ifndef ASSAY_TESTS_YEAR_FOUNDING_H_
#define ASSAY_TESTS_YEAR_FOUNDING_H_

#include <array>

#include "tests/year/scene.h"

namespace assay::year {

// Occupations that the figures are about; of the last two nothing is published.
inline constexpr std::array<const char*, 14> kSocCodes = {"11-3021", "15-1212", "15-1232", "17-3023", "29-1141",
                                                          "29-2061", "31-1131", "47-2111", "47-2152", "49-3023",
                                                          "49-9021", "51-4121", "53-3032", "35-1011"};

// Puts the founding on the agenda: makes the state at `when`, and all the rest within the days after.
void PlanFounding(Scene* scene, absl::Time when);

// Adds credentials to the catalogue until there are `count`.
void AddCredentials(Scene* scene, int count);

}  // namespace assay::year

#endif  // ASSAY_TESTS_YEAR_FOUNDING_H_
