// The simulated states and their clocks.
#ifndef ASSAY_TESTS_YEAR_STATES_H_
#define ASSAY_TESTS_YEAR_STATES_H_

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace assay::year {

// Of proposals that come after the submission stage.
inline constexpr char kTooLateReason[] = "STAGE_CLOSED";

// Ids of the states: their postal codes in lower case.
const std::vector<std::string>& StateIds();

// The time zone of a state, and an instant as its clocks show it: YYYY-MM-DDTHH:MM.
std::string ZoneOf(const std::string& state);
std::string LocalTime(const std::string& state, absl::Time when);

}  // namespace assay::year

#endif  // ASSAY_TESTS_YEAR_STATES_H_
