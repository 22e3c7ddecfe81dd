#include "services/domain/review/panel.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/seat_terms.h"
#include "services/domain/review/standing.h"

namespace assay::domain {
namespace {

void CheckTerm(const std::string& start_date, const std::string& end_date, absl::string_view field,
               Violations* violations) {
  if (!end_date.empty() && end_date < start_date) {
    violations->Add(field, absl::StrCat("is before the first day of the term, ", start_date));
  }
}

// What one voice may not hold twice.
ledger::EmployerSeat TermOf(const SeatId& id, const api::Seat& seat) {
  ledger::EmployerSeat term;
  term.set_panel_id(id.panel);
  term.set_seat_id(id.seat);
  term.set_term_start_date(seat.term_start_date());
  term.set_term_end_date(seat.term_end_date());
  return term;
}

void CheckAlternates(const api::Seat& seat, const View& view, Violations* violations) {
  std::set<std::string> seen = {seat.employer()};
  for (int i = 0; i < seat.alternates_size(); ++i) {
    const std::string& alternate = seat.alternates(i);
    std::string field = absl::StrCat("seat.alternates[", i, "]");
    if (view.Find(EmployerIdOf(alternate)) == nullptr) violations->Add(field, "does not exist; register it first");
    if (!seen.insert(alternate).second) violations->Add(field, "holds the seat or is named before; name each once");
  }
}

void CheckParent(const api::Panel& panel, const View& view, Violations* violations) {
  if (panel.parent_panel().empty()) return;
  PanelId parent_id = PanelIdOf(panel.parent_panel());
  const api::Panel* parent = view.Find(parent_id);
  if (parent == nullptr) {
    violations->Add("panel.parent_panel", "does not exist; create it first");
  } else if (parent_id.panel == PanelIdOf(panel.name()).panel) {
    violations->Add("panel.parent_panel", "is the panel itself");
  } else if (!parent->parent_panel().empty()) {
    violations->Add("panel.parent_panel",
                    absl::StrCat("is part of ", parent->parent_panel(), " itself; name that one"));
  }
  const auto& regional = view.FindOrDefault(RegionalPanelsId{PanelIdOf(panel.name()).panel}).panel_ids();
  if (!regional.empty()) {
    violations->Add("panel.parent_panel", absl::StrCat("cannot be set: ", regional.size(),
                                                       " regional panels are part of this one, such as ", regional[0]));
  }
}

}  // namespace

absl::Status Decide(const api::CreatePanelRequest& request, const Context& context, const View& view, Events* events) {
  PanelId id{request.panel_id()};
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  api::Panel panel = request.panel();
  panel.set_name(NameOf(context.state, id));
  Violations violations;
  CheckParent(panel, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  StampNew(context, &panel);
  *events->AddDecision()->mutable_panel() = std::move(panel);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdatePanelRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Panel* stored,
                         FindExisting(view, PanelIdOf(request.panel().name()), request.panel().name()));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.panel().etag(), *stored));
  api::Panel panel = *stored;
  Violations violations;
  ApplyUpdate(request.panel(), request.update_mask(), "update_mask", &panel, &violations);
  CheckParent(panel, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  StampChanged(context, &panel);
  *events->AddDecision()->mutable_panel() = std::move(panel);
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
  CheckAlternates(request.seat(), view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(employer.employer, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckOneSeat(employer.employer, TermOf(id, request.seat()), context.state, view));
  api::Seat* seat = events->AddDecision()->mutable_seat();
  *seat = request.seat();
  seat->set_name(NameOf(context.state, id));
  StampNew(context, seat);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateSeatRequest& request, const Context& context, const View& view, Events* events) {
  SeatId id = SeatIdOf(request.seat().name());
  ASSAY_ASSIGN_OR_RETURN(const api::Seat* stored, FindExisting(view, id, request.seat().name()));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.seat().etag(), *stored));
  api::Seat seat = *stored;
  Violations violations;
  ApplyUpdate(request.seat(), request.update_mask(), "update_mask", &seat, &violations);
  if (seat.employer() != stored->employer()) {
    violations.Add("seat.employer", "cannot be changed; end this seat and give the other employer a new one");
  }
  if (seat.term_end_date() != stored->term_end_date()) {
    violations.Add("seat.term_end_date", "cannot be changed here; end the seat's term instead");
  }
  if (!stored->term_end_date().empty() && stored->term_end_date() < seat.term_start_date()) {
    violations.Add("seat.term_start_date",
                   absl::StrCat("is after the last day of the term, ", stored->term_end_date()));
  }
  CheckAlternates(seat, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  if (seat.term_start_date() != stored->term_start_date()) {
    ASSAY_RETURN_IF_ERROR(CheckOneSeat(EmployerIdOf(seat.employer()).employer, TermOf(id, seat), context.state, view));
  }
  StampChanged(context, &seat);
  *events->AddDecision()->mutable_seat() = std::move(seat);
  return absl::OkStatus();
}

absl::Status Decide(const api::EndSeatRequest& request, const Context& context, const View& view, Events* events) {
  SeatId id = SeatIdOf(request.name());
  ASSAY_ASSIGN_OR_RETURN(const api::Seat* stored, FindExisting(id, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  Violations violations;
  CheckTerm(stored->term_start_date(), request.term_end_date(), "term_end_date", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  if (!stored->term_end_date().empty() && stored->term_end_date() < DateOf(context.now)) {
    return Refused("SEAT_ENDED",
                   absl::StrCat(stored->name(), " ended on ", stored->term_end_date(), "; create a new seat instead"),
                   {{"seat", stored->name()}});
  }
  api::Seat seat = *stored;
  seat.set_term_end_date(request.term_end_date());
  if (!stored->term_end_date().empty() && stored->term_end_date() < request.term_end_date()) {
    ASSAY_RETURN_IF_ERROR(CheckOneSeat(EmployerIdOf(seat.employer()).employer, TermOf(id, seat), context.state, view));
  }
  StampChanged(context, &seat);
  *events->AddDecision()->mutable_seat() = std::move(seat);
  return absl::OkStatus();
}

}  // namespace assay::domain
