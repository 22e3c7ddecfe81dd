// A state with employers, proposals, a policy, a panel and a round, for tests of reviews.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_TESTING_REVIEW_WORLD_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_TESTING_REVIEW_WORLD_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "services/domain/name.h"
#include "services/domain/review/annulment.h"
#include "services/domain/review/assignment.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/conflict.h"
#include "services/domain/review/endorsement.h"
#include "services/domain/review/follow_up.h"
#include "services/domain/review/panel.h"
#include "services/domain/review/round.h"
#include "services/domain/review/round_seat.h"
#include "services/domain/review/thread.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {

// Names are states/nj/...; the cycle is 2027, the panel is health, policy standard has rubric criteria depth (up to 5)
// and use (up to 3). What other parts of the domain decide is put in place by events, not by their decisions.
class ReviewWorld {
 public:
  ReviewWorld();

  static std::string Employer(const std::string& id) { return "states/nj/employers/" + id; }
  static std::string Proposal(const std::string& id) { return "states/nj/cycles/2027/proposals/" + id; }
  static std::string Round(const std::string& id) { return "states/nj/cycles/2027/rounds/" + id; }
  static std::string Seat(const std::string& id) { return absl::StrCat(kPanel, "/seats/", id); }

  void Put(const ledger::DecisionPart& decision);

  void PutPolicy(int64_t revision, api::TallyVisibility visibility);
  // The next revision, as `change` makes it out of the latest.
  void ChangePolicy(absl::FunctionRef<void(api::Policy*)> change);

  // The cycle's rules on conflicts.
  void PutConflictRules(const api::ConflictRules& rules);

  void PutPanel(const std::string& id, const std::string& region);

  // A credential, and the proposal of the same id for it.
  void PutProposalOf(const std::string& id, const std::string& issuer, const std::string& cluster);

  void PutEmployer(const std::string& id, api::EmployerState employer_state = api::EMPLOYER_STATE_VERIFIED);

  // Makes a proposal, or moves the one that exists to another state.
  void PutProposal(const std::string& id, api::ProposalState proposal_state = api::PROPOSAL_STATE_SCREENED);

  absl::Status CreateSeat(const std::string& id, const std::string& employer, bool chair = false,
                          const std::string& start = "", const std::string& end = "");

  // Puts a seat in place by an event.
  void PutSeat(const std::string& panel, const std::string& id, const std::string& employer, int64_t weight = 1,
               const std::vector<std::string>& alternates = {});

  // An infinite deadline means none.
  absl::Status CreateRound(const std::string& id, absl::Time deadline = absl::InfiniteFuture());

  absl::Status CreateRegionalRound(const std::string& id, const std::vector<std::string>& regional_panels);

  absl::Status AddItems(const std::string& round, const std::vector<std::string>& proposals);

  absl::Status Open(const std::string& round, const std::string& etag = "");

  absl::Status Close(const std::string& round);

  absl::Status Assign(const std::string& round, const std::string& seat, const std::vector<std::string>& proposals,
                      const Principal& principal);

  absl::Status Cast(const std::string& round, const std::string& proposal, api::BallotChoice choice,
                    const std::string& employer, const std::string& user = "pat");

  absl::Status Recuse(const std::string& round, const std::string& proposal, const std::string& employer);

  // A further round with the open questions of the one before.
  absl::Status FollowUp(const std::string& previous, const std::string& id);

  absl::Status TakeSeat(const std::string& round, const std::string& seat, const std::string& employer);

  absl::Status Vacate(const std::string& round, const std::string& seat);

  // Signs a declaration of the interests; its rounds are all open ones.
  absl::Status Declare(const std::string& employer, const std::string& id, const std::vector<api::Interest>& interests);

  absl::Status AnswerConflict(const std::string& round, const std::string& proposal, const std::string& employer,
                              bool has_conflict);

  // Two employers with seats s1 (chair) and s2, proposals p1 to p3 before the open round r1.
  void OpenTypicalRound(absl::Time deadline = absl::InfiniteFuture());

  const api::Round& FindRound(const std::string& id) const { return state.records.FindOrDefault(RoundId{"2027", id}); }

  static constexpr char kPanel[] = "states/nj/panels/health";
  static constexpr char kPolicy[] = "states/nj/policies/standard";
  FakeState state;
  absl::Status setup;  // of OpenTypicalRound
};

// Paths of the fields that an INVALID_ARGUMENT names, in order; empty for any other status.
std::vector<std::string> ViolatedFields(const absl::Status& status);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_TESTING_REVIEW_WORLD_H_
