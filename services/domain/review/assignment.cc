#include "services/domain/review/assignment.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/standing.h"
#include "services/domain/review/voter.h"

namespace assay::domain {
namespace {

void CheckSeat(const std::string& name, const api::Round& round, const ledger::RosterRecord& roster,
               Violations* violations) {
  if (!SeatOrdinal(round, roster, name).has_value()) {
    violations->Add("seat", "is not on the roster that was pinned when the round opened");
  }
}

void CheckProposals(const api::AssignReviewsRequest& request, const api::Round& round, const View& view,
                    Violations* violations) {
  std::set<std::string> seen;
  size_t bytes = 0;
  for (int i = 0; i < request.proposals_size(); ++i) {
    const std::string& name = request.proposals(i);
    std::string field = absl::StrCat("proposals[", i, "]");
    bytes += name.size();
    if (!seen.insert(name).second) violations->Add(field, "is named twice; name each once");
    if (!PlaceIn(round, view.FindOrDefault(ProposalIdOf(name))).has_value()) {
      violations->Add(field, "is not before this round");
    }
  }
  if (bytes > kAssignmentBytesMax) {
    violations->Add("proposals", absl::StrCat("their names take ", bytes, " bytes; at most ", kAssignmentBytesMax,
                                              ": assign fewer, or all by naming none"));
  }
}

// In the order of the round's items.
std::vector<ledger::ItemPreference> CheckPreferences(const api::SetReviewPreferencesRequest& request,
                                                     const Voter& voter, const View& view, Violations* violations) {
  std::vector<ledger::ItemPreference> preferences;
  std::set<std::string> seen;
  for (int i = 0; i < request.preferences_size(); ++i) {
    const api::ProposalPreference& stated = request.preferences(i);
    std::string field = absl::StrCat("preferences[", i, "]");
    if (!seen.insert(stated.proposal()).second) violations->Add(field + ".proposal", "is named twice; name each once");
    if (!api::ReviewPreference_IsValid(stated.preference())) violations->Add(field + ".preference", "is none");
    RoundItem item = FindOnRound(stated.proposal(), field + ".proposal", voter, view, violations);
    if (item.proposal == nullptr) continue;
    ledger::ItemPreference& preference = preferences.emplace_back();
    preference.set_item_ordinal(static_cast<int32_t>(item.place));
    preference.set_preference(stated.preference());
  }
  std::sort(preferences.begin(), preferences.end(),
            [](const auto& a, const auto& b) { return a.item_ordinal() < b.item_ordinal(); });
  return preferences;
}

}  // namespace

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

absl::Status Decide(const api::AssignReviewsRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(request.name()), context.state, view));
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{static_cast<uint32_t>(round->number())});
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kAssign, context.now));
  ASSAY_RETURN_IF_ERROR(CheckMayAssign(*context.principal, context.state, *round, roster, view));
  Violations violations;
  CheckSeat(request.seat(), *round, roster, &violations);
  CheckProposals(request, *round, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  api::Assignment* assignment = events->AddDecision()->mutable_assignment();
  assignment->set_round(request.name());
  assignment->set_seat(request.seat());
  *assignment->mutable_proposals() = request.proposals();
  return absl::OkStatus();
}

absl::Status Decide(const api::SetReviewPreferencesRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(Voter voter, FindVoter(request.name(), context, view));
  Violations violations;
  std::vector<ledger::ItemPreference> preferences = CheckPreferences(request, voter, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ledger::PreferencesStated* stated = events->AddDecision()->mutable_preferences();
  stated->set_round_number(static_cast<int32_t>(voter.number));
  stated->set_seat_ordinal(static_cast<int32_t>(voter.seat));
  for (ledger::ItemPreference& preference : preferences) *stated->add_preferences() = std::move(preference);
  return absl::OkStatus();
}

void Answer(const api::SetReviewPreferencesRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::SetReviewPreferencesResponse* response) {
  const api::Round& round = view.FindOrDefault(RoundIdOf(request.name()));
  for (const auto& stated : events.front().decision().preferences().preferences()) {
    api::ProposalPreference* preference = response->add_preferences();
    preference->set_proposal(ProposalAt(round, static_cast<uint32_t>(stated.item_ordinal()), view).name());
    preference->set_preference(stated.preference());
  }
}

}  // namespace assay::domain
