// A state with employers, proposals, a policy, a panel and a round, for tests of reviews.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_TESTING_REVIEW_WORLD_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_TESTING_REVIEW_WORLD_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/domain/name.h"
#include "services/domain/review/assignment.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/endorsement.h"
#include "services/domain/review/panel.h"
#include "services/domain/review/round.h"
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

  void PutEmployer(const std::string& id, api::EmployerState employer_state = api::EMPLOYER_STATE_VERIFIED);

  // Makes a proposal, or moves the one that exists to another state.
  void PutProposal(const std::string& id, api::ProposalState proposal_state = api::PROPOSAL_STATE_SCREENED);

  absl::Status CreateSeat(const std::string& id, const std::string& employer, bool chair = false,
                          const std::string& start = "", const std::string& end = "");

  // An infinite deadline means none.
  absl::Status CreateRound(const std::string& id, absl::Time deadline = absl::InfiniteFuture());

  absl::Status AddItems(const std::string& round, const std::vector<std::string>& proposals);

  absl::Status Open(const std::string& round, const std::string& etag = "");

  absl::Status Close(const std::string& round);

  absl::Status Assign(const std::string& round, const std::string& seat, const std::vector<std::string>& proposals,
                      const Principal& principal);

  absl::Status Cast(const std::string& round, const std::string& proposal, api::BallotChoice choice,
                    const std::string& employer, const std::string& user = "pat");

  absl::Status Recuse(const std::string& round, const std::string& proposal, const std::string& employer);

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
