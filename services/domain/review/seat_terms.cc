#include "services/domain/review/seat_terms.h"

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/review/voice.h"

namespace assay::domain {
namespace {

bool BeginsAfter(const ledger::EmployerSeat& a, const ledger::EmployerSeat& b) {
  return !b.term_end_date().empty() && b.term_end_date() < a.term_start_date();
}

std::string SeatNameOf(const std::string& state, const ledger::EmployerSeat& seat) {
  return NameOf(state, SeatId{seat.panel_id(), seat.seat_id()});
}

bool IsSameSeat(const ledger::EmployerSeat& a, const ledger::EmployerSeat& b) {
  return a.panel_id() == b.panel_id() && a.seat_id() == b.seat_id();
}

}  // namespace

bool TermsOverlap(const ledger::EmployerSeat& a, const ledger::EmployerSeat& b) {
  return !BeginsAfter(a, b) && !BeginsAfter(b, a);
}

absl::Status CheckOneSeat(const std::string& employer, const ledger::EmployerSeat& seat, const std::string& state,
                          const View& view) {
  if (view.FindOrDefault(EmployerSeatsId{employer}).seats_size() >= kEmployerSeatsMax) {
    return Refused("EMPLOYER_SEATS_TOO_MANY",
                   absl::StrCat(NameOf(state, EmployerId{employer}), " holds ", kEmployerSeatsMax,
                                " seats, which is the most; end some first"),
                   {{"employer", NameOf(state, EmployerId{employer})}});
  }
  for (const std::string& member : EmployersUnder(VoiceOf(employer, view), view)) {
    for (const ledger::EmployerSeat& held : view.FindOrDefault(EmployerSeatsId{member}).seats()) {
      if (held.panel_id() != seat.panel_id() || IsSameSeat(held, seat) || !TermsOverlap(held, seat)) continue;
      std::string name = SeatNameOf(state, held);
      return MakeError(absl::StatusCode::kAlreadyExists, "EMPLOYER_HAS_SEAT",
                       absl::StrCat(NameOf(state, EmployerId{member}), " holds ", name,
                                    "; one voice has one seat on a panel: end that one before this one begins"),
                       {{"seat", name}});
    }
  }
  return view.status();
}

absl::Status CheckSeatsApart(const std::vector<std::string>& employers, const std::vector<std::string>& others,
                             const std::string& state, const View& view) {
  for (const std::string& employer : employers) {
    const ledger::EmployerSeatsRecord& mine = view.FindOrDefault(EmployerSeatsId{employer});
    if (mine.seats().empty()) continue;
    for (const std::string& other : others) {
      for (const ledger::EmployerSeat& theirs : view.FindOrDefault(EmployerSeatsId{other}).seats()) {
        for (const ledger::EmployerSeat& seat : mine.seats()) {
          if (seat.panel_id() != theirs.panel_id() || !TermsOverlap(seat, theirs)) continue;
          return Refused("SEATS_OF_ONE_VOICE",
                         absl::StrCat(SeatNameOf(state, seat), " and ", SeatNameOf(state, theirs),
                                      " would be held by one voice at the same time; end one of them first"),
                         {{"seat", SeatNameOf(state, seat)}, {"other_seat", SeatNameOf(state, theirs)}});
        }
      }
    }
  }
  return view.status();
}

}  // namespace assay::domain
