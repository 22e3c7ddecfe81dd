#include "services/domain/review/tally.h"

#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

bool IsAgency(const Principal& principal) {
  return principal.IsStaff() || principal.Has(api::ROLE_APPROVER) || principal.Has(api::ROLE_AUDITOR);
}

bool SitsOn(const api::Round& round, const Principal& principal, const View& view) {
  if (principal.employer.empty()) return false;
  return view.Find(EmployerRoundId{principal.employer, static_cast<uint32_t>(round.number())}) != nullptr;
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
  const ledger::TallyRecord& record = view.FindOrDefault(TallyId{static_cast<uint32_t>(round.number()), item});
  api::Tally tally;
  tally.set_approve_count(record.approve_count());
  tally.set_reject_count(record.reject_count());
  tally.set_abstain_count(record.abstain_count());
  tally.set_recused_count(record.recused_count());
  tally.set_seat_count(round.seat_count());
  return tally;
}

bool TallyVisible(const api::Round& round, const Principal& principal, absl::Time now, const View& view) {
  if (IsOpenAt(round, now)) return VisibleWhileOpen(round, principal, view);
  if (!IsClosedAt(round, now)) return false;
  if (IsAgency(principal) || principal.Has(api::ROLE_CHAIR)) return true;
  return round.tally_visibility() == api::TALLY_VISIBILITY_OPEN && SitsOn(round, principal, view);
}

bool BallotsVisible(const api::Round& round, const Principal& principal, absl::Time now) {
  return IsClosedAt(round, now) && (IsAgency(principal) || principal.Has(api::ROLE_CHAIR));
}

}  // namespace assay::domain
