#include "services/domain/review/panel.h"

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/standing.h"

namespace assay::domain {
namespace {

void CheckTerm(const std::string& start_date, const std::string& end_date, absl::string_view field,
               Violations* violations) {
  if (!end_date.empty() && end_date < start_date) {
    violations->Add(field, absl::StrCat("is before the first day of the term, ", start_date));
  }
}

absl::Status CheckHoldsNoSeat(const PanelEmployerId& id, const std::string& state, const View& view) {
  const ledger::UniqueRecord* seat = view.Find(id);
  if (seat == nullptr) return absl::OkStatus();
  std::string name = NameOf(state, SeatId{id.panel, seat->holder_id()});
  return MakeError(absl::StatusCode::kAlreadyExists, "EMPLOYER_HAS_SEAT",
                   absl::StrCat(NameOf(state, EmployerId{id.employer}), " holds ", name,
                                "; one employer has one vote on a panel: end that seat first"),
                   {{"seat", name}});
}

}  // namespace

absl::Status Decide(const api::CreatePanelRequest& request, const Context& context, const View& view, Events* events) {
  PanelId id{request.panel_id()};
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  api::Panel* panel = events->AddDecision()->mutable_panel();
  *panel = request.panel();
  panel->set_name(NameOf(context.state, id));
  StampNew(context, panel);
  return absl::OkStatus();
}

absl::Status Decide(const api::CreateSeatRequest& request, const Context& context, const View& view, Events* events) {
  SeatId id{PanelIdOf(request.parent()).panel, request.seat_id()};
  ASSAY_RETURN_IF_ERROR(FindExisting(PanelId{id.panel}, context.state, view).status());
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  EmployerId employer = EmployerIdOf(request.seat().employer());
  Violations violations;
  if (view.Find(employer) == nullptr) violations.Add("seat.employer", "does not exist; register the employer first");
  CheckTerm(request.seat().term_start_date(), request.seat().term_end_date(), "seat.term_end_date", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(employer.employer, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckHoldsNoSeat({id.panel, employer.employer}, context.state, view));
  api::Seat* seat = events->AddDecision()->mutable_seat();
  *seat = request.seat();
  seat->set_name(NameOf(context.state, id));
  StampNew(context, seat);
  return absl::OkStatus();
}

absl::Status Decide(const api::EndSeatRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Seat* stored, FindExisting(SeatIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  Violations violations;
  CheckTerm(stored->term_start_date(), request.term_end_date(), "term_end_date", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  if (!stored->term_end_date().empty() && stored->term_end_date() < DateOf(context.now)) {
    return Refused("SEAT_ENDED",
                   absl::StrCat(stored->name(), " ended on ", stored->term_end_date(), "; create a new seat instead"),
                   {{"seat", stored->name()}});
  }
  api::Seat* seat = events->AddDecision()->mutable_seat();
  *seat = *stored;
  seat->set_term_end_date(request.term_end_date());
  StampChanged(context, seat);
  return absl::OkStatus();
}

}  // namespace assay::domain
