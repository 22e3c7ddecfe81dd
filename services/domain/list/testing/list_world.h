// A state with a catalogue, figures, a policy, a cycle and votes, for tests of lists.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_TESTING_LIST_WORLD_H_
#define ASSAY_SERVICES_DOMAIN_LIST_TESTING_LIST_WORLD_H_

#include <string>
#include <vector>

#include "services/domain/decision/employer_votes.h"
#include "services/domain/list/prepare.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {

// State nj, cycle 2027, dataset wages-2025 (area NJ), policy standard@1: 1 endorsement, half of the seats present, two
// thirds approve. Round r1 with 7 seats takes proposals; it is closed unless it is opened. What other parts of the
// domain decide is put in place by events and records, not by their decisions.
class ListWorld {
 public:
  ListWorld();

  static std::string Credential(const std::string& id) { return "states/nj/credentials/" + id; }
  static std::string Proposal(const std::string& id) { return "states/nj/cycles/2027/proposals/" + id; }
  static std::string Round(const std::string& id) { return "states/nj/cycles/2027/rounds/" + id; }
  static std::string Version(int number) { return "states/nj/listVersions/" + std::to_string(number); }
  static constexpr char kCycle[] = "states/nj/cycles/2027";
  static constexpr char kPolicy[] = "states/nj/policies/standard";
  static constexpr char kDataset[] = "states/nj/datasets/wages-2025";

  void Put(const ledger::DecisionPart& decision);
  void PutCredential(const std::string& id, const std::string& title, const std::vector<std::string>& soc_codes = {});
  void PutOccupation(const std::string& soc_code, int64_t annual_wage_cents, int64_t annual_openings);
  void PutPolicy(int64_t revision);
  void AddOpeningsGate(int64_t floor);  // makes the next revision
  void SetDataset(const std::string& name);

  // A proposal of the credential of the same id, before no round.
  void PutProposal(const std::string& id, api::ProposalKind kind, const std::string& credential,
                   api::ProposalState proposal_state = api::PROPOSAL_STATE_SCREENED);

  // Makes it, puts it before r1 with one endorsement, and counts these votes.
  void Decided(const std::string& id, api::ProposalKind kind, const EmployerVotes& votes,
               const std::string& credential = "");
  void Approved(const std::string& id, api::ProposalKind kind = api::PROPOSAL_KIND_NEW,
                const std::string& credential = "") {
    Decided(id, kind, {6, 1, 0, 0, 7}, credential);
  }
  void Denied(const std::string& id, api::ProposalKind kind = api::PROPOSAL_KIND_NEW) {
    Decided(id, kind, {1, 6, 0, 0, 7});
  }
  void PutTally(uint32_t item, const EmployerVotes& votes);
  void Recount(uint32_t item, const EmployerVotes& votes);
  void SetListRules(const api::ListRules& rules);
  void Endorse(const std::string& proposal, const std::string& employer, const std::string& until = "",
               bool revoked = false);

  void PutRound(const api::Round& round);
  const api::Round& FindRound(const std::string& id) { return state.records.FindOrDefault(RoundId{"2027", id}); }
  void OpenRound(absl::Time deadline = absl::InfiniteFuture());

  static api::DraftListVersionRequest DraftRequest(const std::string& effective_date = "2027-07-01");
  static api::AdoptVersionRequest AdoptRequest(const std::string& date, const std::vector<std::string>& credentials);

  // As the rpc layer does it: builds, stages the blobs, decides.
  absl::Status Draft(const api::DraftListVersionRequest& request, const Principal& principal);
  absl::Status Draft() { return Draft(DraftRequest(), state.staff); }
  absl::Status Amend(const api::DraftAmendmentRequest& request);
  absl::Status Amend(api::AmendmentCause cause) { return Amend(AmendmentRequest(cause)); }
  static api::DraftAmendmentRequest AmendmentRequest(api::AmendmentCause cause,
                                                     const std::string& effective_date = "2027-08-01");
  // Proposed by staff, confirmed by the approver.
  absl::Status Act(const api::ListAction& action, const std::string& id);
  absl::Status Publish(int version, const std::string& etag = "");
  absl::Status DraftAndPublish(const std::string& effective_date = "2027-07-01");
  absl::Status Adopt(const api::AdoptVersionRequest& request);

  absl::Status CommitDraft(const api::DraftListVersionRequest& request, const PreparedVersion& prepared,
                           const Principal& principal);
  absl::Status CommitAdoption(const api::AdoptVersionRequest& request, const PreparedVersion& prepared);

  const api::ListVersion& FindVersion(int number) {
    return state.records.FindOrDefault(ListVersionId(static_cast<uint32_t>(number)));
  }
  std::string Content(int number);

  FakeState state;

 private:
  void Stage(const PreparedVersion& prepared);
  absl::Status Finish(absl::Status decided, Events* events, const Principal& principal);
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_TESTING_LIST_WORLD_H_
