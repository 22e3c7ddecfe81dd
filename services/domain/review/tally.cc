#include "services/domain/review/tally.h"

#include "services/domain/review/item_votes.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

bool IsAgency(const Principal& principal) {
  return principal.IsStaff() || principal.Has(api::ROLE_APPROVER) || principal.Has(api::ROLE_AUDITOR);
}

bool SitsOn(const api::Round& round, const Principal& principal, const View& view) {
  if (principal.employer.empty()) return false;
  const auto* seat = view.Find(EmployerRoundId{principal.employer, static_cast<uint32_t>(round.number())});
  return seat != nullptr && !seat->left();
}

bool VisibleWhileOpen(const api::Round& round, const Principal& principal, const View& view) {
  switch (round.tally_visibility()) {
    case api::TALLY_VISIBILITY_AGENCY:
      return IsAgency(principal);
    case api::TALLY_VISIBILITY_OPEN:
      return IsAgency(principal) || SitsOn(round, principal, view);
    case api::TALLY_VISIBILITY_UNSPECIFIED:
    case api::TALLY_VISIBILITY_HIDDEN_UNTIL_CLOSE:
    case api::TallyVisibility_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::TallyVisibility_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return false;
}

}  // namespace

api::Tally TallyOf(const api::Round& round, uint32_t item, const View& view) {
  return TallyFrom(CountItem(round, item, view));
}

bool TallyVisible(const api::Round& round, const Principal& principal, absl::Time now, const View& view) {
  if (IsOpenAt(round, now)) return VisibleWhileOpen(round, principal, view);
  if (!IsClosedAt(round, now)) return false;
  if (round.ballot_visibility() == api::BALLOT_VISIBILITY_PUBLIC_RECORD) return true;
  if (IsAgency(principal) || principal.Has(api::ROLE_CHAIR)) return true;
  return round.tally_visibility() == api::TALLY_VISIBILITY_OPEN && SitsOn(round, principal, view);
}

bool BallotsVisible(const api::Round& round, const Principal& principal, absl::Time now) {
  if (!IsClosedAt(round, now)) return false;
  switch (round.ballot_visibility()) {
    case api::BALLOT_VISIBILITY_PUBLIC_RECORD:
      return true;
    case api::BALLOT_VISIBILITY_SEALED:
      return principal.Has(api::ROLE_AUDITOR);
    case api::BALLOT_VISIBILITY_AGENCY_ONLY:
    case api::BALLOT_VISIBILITY_UNSPECIFIED:
    case api::BallotVisibility_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::BallotVisibility_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return IsAgency(principal) || principal.Has(api::ROLE_CHAIR);
}

bool RoundVisible(const api::Round& round, const Principal& principal, absl::Time now) {
  if (IsAgency(principal) || principal.Has(api::ROLE_CHAIR) || principal.Has(api::ROLE_EMPLOYER_REPRESENTATIVE)) {
    return true;
  }
  return IsClosedAt(round, now) && round.ballot_visibility() == api::BALLOT_VISIBILITY_PUBLIC_RECORD;
}

bool VotersVisible(const Principal& principal) { return IsAgency(principal) || principal.Has(api::ROLE_CHAIR); }

}  // namespace assay::domain
