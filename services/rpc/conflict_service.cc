#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/domain/review/conflict.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/tally.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

// The place after a conflict: the item, and how many of its conflicts were shown.
struct Place {
  uint32_t item = 0;
  size_t shown = 0;
};

Place PlaceOf(const std::string& after) {
  Place place;
  std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(after, absl::MaxSplits('.', 1));
  bool is_place = absl::SimpleAtoi(parts.first, &place.item) && absl::SimpleAtoi(parts.second, &place.shown);
  return is_place ? place : Place{};
}

// Items from..to of the round, or the one asked for.
absl::StatusOr<std::pair<uint32_t, uint32_t>> ItemsAsked(const CallContext& call, const std::string& proposal_name,
                                                         const v1::Round& round) {
  if (proposal_name.empty()) return std::make_pair(0u, static_cast<uint32_t>(round.item_count()));
  v1::Proposal proposal;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::ProposalIdOf(proposal_name), proposal_name, &proposal));
  absl::optional<uint32_t> item = domain::PlaceIn(round, proposal);
  if (!item.has_value()) return NotFound(proposal_name + " in " + round.name());
  return std::make_pair(*item, *item + 1);
}

absl::Status ListConflicts(const CallContext& call, const v1::ListConflictsRequest& request,
                           v1::ListConflictsResponse* response) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.parent()), request.parent(), &round));
  if (!domain::BallotsVisible(round, call.principal, call.now)) {
    return Denied("BALLOTS_HIDDEN",
                  "who is recused is shown like the ballots: after the close, to those who may see them");
  }
  ASSAY_ASSIGN_OR_RETURN(auto items, ItemsAsked(call, request.proposal(), round));
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  Place from = PlaceOf(page.after());
  for (uint32_t item = std::max(items.first, from.item); item < items.second; ++item) {
    std::vector<v1::Conflict> conflicts = domain::ConflictsOn(round, item, *call.view);
    for (size_t i = item == from.item ? from.shown : 0; i < conflicts.size(); ++i) {
      if (response->conflicts_size() == page.size()) {
        response->set_next_page_token(page.TokenAfter(absl::StrCat(item, ".", i)));
        return call.view->status();
      }
      *response->add_conflicts() = std::move(conflicts[i]);
    }
  }
  return call.view->status();
}

// Rounds open now in which the employer sits, the newest first.
absl::StatusOr<std::vector<domain::RoundId>> OpenRoundsOf(const CallContext& call, const std::string& employer) {
  std::vector<domain::RoundId> rounds;
  ASSAY_RETURN_IF_ERROR(call.view->Scan<domain::EmployerRoundId>(
      domain::PrefixOf<domain::EmployerRoundId>(employer), "",
      [&](absl::string_view, const ledger::v1::EmployerRoundRecord& held) {
        domain::RoundId id{held.cycle_id(), held.round_id()};
        if (!held.left() && domain::IsOpenAt(call.view->FindOrDefault(id), call.now)) rounds.push_back(id);
        return true;
      }));
  std::reverse(rounds.begin(), rounds.end());
  return rounds;
}

absl::StatusOr<Prepared> PrepareSigning(const CallContext& call, const v1::SignConflictDeclarationRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(std::vector<domain::RoundId> rounds,
                         OpenRoundsOf(call, domain::EmployerIdOf(request.parent()).employer));
  Prepared prepared;
  prepared.decide = [request, rounds = std::move(rounds)](const domain::Context& context, const domain::View& view,
                                                          domain::Events* events) {
    return domain::DecideSignDeclaration(request, rounds, context, view, events);
  };
  return prepared;
}

absl::Status ListConflictDeclarations(const CallContext& call, const v1::ListConflictDeclarationsRequest& request,
                                      v1::ListConflictDeclarationsResponse* response) {
  domain::EmployerId employer = domain::EmployerIdOf(request.parent());
  if (call.view->Find(employer) == nullptr) return NotFound(request.parent());
  bool oversees = call.principal.IsStaff() || call.principal.Has(v1::ROLE_AUDITOR);
  if (!oversees && call.principal.employer != employer.employer) {
    return Denied("NOT_YOURS", "you do not speak for " + request.parent());
  }
  return ReadPage<domain::ConflictDeclarationId>(call, request,
                                                 domain::PrefixOf<domain::ConflictDeclarationId>(employer.employer),
                                                 response->mutable_declarations(), response);
}

}  // namespace

void AddConflictService(Api* api) {
  api->MutationWithAnswer<v1::AnswerConflictRequest, v1::AnswerConflictResponse>(AnswerByDomain);
  api->Query(ListConflicts, Where::kWorker);
  api->PreparedMutation<v1::SignConflictDeclarationRequest, v1::SignConflictDeclarationResponse>(PrepareSigning);
  api->Query(ListConflictDeclarations);
}

}  // namespace assay::rpc
