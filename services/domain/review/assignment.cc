#include "services/domain/review/assignment.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/standing.h"

namespace assay::domain {
namespace {

absl::Status CheckMayAssign(const Principal& principal, const std::string& state, const api::Round& round,
                            const ledger::RosterRecord& roster, const View& view) {
  if (principal.IsStaff()) return absl::OkStatus();
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(principal.employer, state, view));
  bool chairs = std::any_of(roster.seats().begin(), roster.seats().end(), [&principal](const auto& seat) {
    return seat.chair() && seat.employer_id() == principal.employer;
  });
  if (chairs) return absl::OkStatus();
  return Denied("NOT_CHAIR",
                absl::StrCat("your employer does not chair ", round.name(), "; its chair or the agency may"));
}

void CheckSeat(const std::string& name, const api::Round& round, const ledger::RosterRecord& roster,
               Violations* violations) {
  SeatId seat = SeatIdOf(name);
  bool pinned = std::any_of(roster.seats().begin(), roster.seats().end(),
                            [&seat](const auto& pinned_seat) { return pinned_seat.seat_id() == seat.seat; });
  if (!pinned || seat.panel != PanelIdOf(round.panel()).panel) {
    violations->Add("seat", "is not on the roster that was pinned when the round opened");
  }
}

void CheckProposals(const api::AssignReviewsRequest& request, const View& view, Violations* violations) {
  std::set<std::string> seen;
  size_t bytes = 0;
  for (int i = 0; i < request.proposals_size(); ++i) {
    const std::string& name = request.proposals(i);
    std::string field = absl::StrCat("proposals[", i, "]");
    bytes += name.size();
    if (!seen.insert(name).second) violations->Add(field, "is named twice; name each once");
    if (view.FindOrDefault(ProposalIdOf(name)).round() != request.name()) {
      violations->Add(field, "is not before this round");
    }
  }
  if (bytes > kAssignmentBytesMax) {
    violations->Add("proposals", absl::StrCat("their names take ", bytes, " bytes; at most ", kAssignmentBytesMax,
                                              ": assign fewer, or all by naming none"));
  }
}

}  // namespace

absl::Status Decide(const api::AssignReviewsRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(request.name()), context.state, view));
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{static_cast<uint32_t>(round->number())});
  ASSAY_RETURN_IF_ERROR(CheckOpen(*round, context.now));
  ASSAY_RETURN_IF_ERROR(CheckMayAssign(*context.principal, context.state, *round, roster, view));
  Violations violations;
  CheckSeat(request.seat(), *round, roster, &violations);
  CheckProposals(request, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  api::Assignment* assignment = events->AddDecision()->mutable_assignment();
  assignment->set_round(request.name());
  assignment->set_seat(request.seat());
  *assignment->mutable_proposals() = request.proposals();
  return absl::OkStatus();
}

}  // namespace assay::domain
