// One cycle of a state, planned from its first day to its published lists.
//
//    0 %  the cycle is made and proposals are taken
//   30 %  submission closes, the agency screens
//   38 %  rounds are made and filled; at 40 % they open, employers endorse and vote
//   70 %  rounds are closed, by deadline or by hand; further rounds, overrides, annulments
//   76 %  a list is drafted, signed as the rules ask, and published
//   84 %  notices, appeals, list actions, what was found out late
//   91 %  another list, where a round closed late, or an amendment
#ifndef ASSAY_TESTS_YEAR_SEASON_H_
#define ASSAY_TESTS_YEAR_SEASON_H_

#include <string>
#include <vector>

#include "tests/year/scene.h"

namespace assay::year {

class Season {
 public:
  // `proposals` are put before it. The scene must outlive it, and it the country's life.
  Season(Scene* scene, std::string cycle, int proposals, absl::Time begin, absl::Duration length);

  // Puts everything on the agenda.
  void Plan();

 private:
  // What becomes of a proposal before any vote.
  enum class Fate {
    kReviewed,
    kInGrace,     // handed in at the closing instant, reviewed
    kExtended,    // handed in late, with an extension, reviewed
    kLateHandIn,  // handed in late, refused
    kDraft,
    kReturned,
    kResubmitted,  // reviewed
    kWithdrawn,
    kNotScreened,
    kTooLate  // made late, refused
  };
  static bool IsReviewed(Fate fate) {
    return fate == Fate::kReviewed || fate == Fate::kInGrace || fate == Fate::kExtended || fate == Fate::kResubmitted;
  }

  struct Item {
    int credential = 0;
    api::ProposalKind kind = api::PROPOSAL_KIND_NEW;
    Fate fate = Fate::kReviewed;
    int proposer = 0;
    std::vector<std::string> soc_codes;
    int merit = 0;  // of 100 who vote
  };
  // A seat of a round.
  struct Voter {
    int employer = 0;
    int successor = -1;       // takes the seat half-way, before anybody voted there
    bool is_vacated = false;  // half-way, before anybody voted there
    std::vector<int> voted;   // items with a ballot that counts
  };
  struct Round {
    std::vector<int> items;
    absl::Time end;            // from this instant on nothing is taken
    absl::Time first_end;      // before it was extended
    bool has_deadline = true;  // else it is closed by hand
    bool is_late = false;      // ends after the first list was published
    std::vector<Voter> voters;
  };
  // How a list comes to be published.
  enum class ListPath { kPlain, kSigned, kDeemed };

  // A whole hour.
  absl::Time Part(int percent) const { return begin_ + absl::Floor(length_ * percent / 100, absl::Hours(1)); }
  std::string Proposal(int item) const;
  std::string RoundName(int panel) const;

  void PlanItems();
  void PlanProposal(int item);
  void PlanRounds();
  void PlanRound(int panel);
  void PlanVotes(int panel);
  void SeatVoters(int panel);
  void PlanSheet(int panel, Voter* voter);
  void PlanSeat(int panel, Voter* voter);
  void PlanSeatChange(int panel, const Voter& voter);
  bool PlanPaper(int panel, int item, int employer, api::BallotChoice choice);
  void PlanLateVotes(int panel);
  void PlanEndorsements(int item, absl::Time begin);
  void PlanFurtherRound(int panel);
  void PlanOverride(int item);
  void PlanAnnulment(int panel, absl::Time when);
  void PlanAppeals();
  void PlanComments(absl::Time when);
  void PlanActions();
  void PlanList(absl::Time when, bool amendment);

  void MakeCycle();
  void Propose(int item, const std::string& reason);
  void Submit(int item, const std::string& reason);
  void Extend(int item, absl::Time until);
  void Return(int item);
  void Screen(int item);
  void Withdraw(int item);
  void MakeRound(int panel);
  void Open(int panel);
  void ExtendRound(int panel);
  void Close(int panel);
  void Vote(int panel, int item, int employer, api::BallotChoice choice, const std::string& reason);
  void Endorse(int item, int employer, api::EndorsementLevel level, bool ends_soon, const std::string& reason);
  void Revoke(int item, int employer);
  void MakeFurtherRound(int panel, uint64_t seed);
  void VoteAgain(int panel, uint64_t seed);
  void Override(int item, bool approve);
  void ConfirmOverride(int item, const domain::Principal& who, const std::string& reason);
  void CancelOverride(int item);
  void Annul(int panel, size_t voter);
  void TakeSeat(int panel, const Voter& voter);
  void VacateSeat(int panel, const Voter& voter);
  void RecordPaper(int panel, int item, int employer, api::BallotChoice choice);
  void CheckPaper(int item, int employer, const domain::Principal& who, const std::string& reason);
  void AnswerPaper(int item, int employer, bool dispute);
  std::string Paper(int item, int employer) const;
  void ConfirmAnnulment(int panel, const domain::Principal& who, const std::string& reason);
  void RevisePolicy();
  void AskToDraft();
  void AskToAmend();
  void AskToRelease();
  void AskToSign(const std::string& agency, const domain::Principal& who, const std::string& reason);
  void AskToPublish(const domain::Principal& who, const std::string& reason);
  void Comment(const std::string& reason);
  void Act(const std::string& id, api::ListActionKind kind, int first);
  void ConfirmAction(const std::string& id);
  void IssueNotices();
  void FileAppeals();
  void AssignAppeal(int item);
  void DecideAppeal(int item);
  void ConfirmAppeal(int item, const domain::Principal& who, const std::string& reason);
  api::ListVersion Newest() const;

  api::BallotChoice DrawChoice(int item);

  Scene& scene_;
  const std::string cycle_;
  const absl::Time begin_;
  const absl::Duration length_;
  std::vector<Item> items_;
  std::vector<Round> rounds_;  // by panel
  ListPath path_ = ListPath::kPlain;
  bool phases_out_ = false;
  std::vector<int> appealed_;         // items
  std::vector<std::string> actions_;  // ids of list actions that were asked for
  int emergency_credential_ = 0;
};

}  // namespace assay::year

#endif  // ASSAY_TESTS_YEAR_SEASON_H_
