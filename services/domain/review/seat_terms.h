// One voice, one seat: which seats the employers of a voice hold on a panel, and when.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_SEAT_TERMS_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_SEAT_TERMS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/domain/view.h"

namespace assay::domain {

// Seats that one employer may hold at a time, on all panels.
inline constexpr int kEmployerSeatsMax = 200;

// Whether two terms have a day in common. Dates are YYYY-MM-DD; an empty first or last day is without limit.
bool TermsOverlap(const ledger::EmployerSeat& a, const ledger::EmployerSeat& b);

// OK when `seat`, held by `employer`, overlaps with no other seat of the same voice on the same panel.
//   ALREADY_EXISTS       EMPLOYER_HAS_SEAT: names the seat and who holds it
//   FAILED_PRECONDITION  EMPLOYER_SEATS_TOO_MANY
absl::Status CheckOneSeat(const std::string& employer, const ledger::EmployerSeat& seat, const std::string& state,
                          const View& view);

// OK when no seat of `employers` overlaps on one panel with a seat of `others`: they may become one voice.
// FAILED_PRECONDITION SEATS_OF_ONE_VOICE: names both seats.
absl::Status CheckSeatsApart(const std::vector<std::string>& employers, const std::vector<std::string>& others,
                             const std::string& state, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_SEAT_TERMS_H_
