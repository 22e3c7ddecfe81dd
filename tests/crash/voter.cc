#include <algorithm>

#include "tests/crash/writer.h"

namespace assay::crash {
namespace {

// Earlier revisions that GetMyBallot shows at most.
constexpr int kEarlierShown = 40;

v1::BallotChoice ChoiceOf(int number) {
  static constexpr v1::BallotChoice kChoices[] = {v1::BALLOT_CHOICE_APPROVE, v1::BALLOT_CHOICE_REJECT,
                                                  v1::BALLOT_CHOICE_ABSTAIN};
  return kChoices[number % 3];
}

v1::Endorsement WithoutServerFields(v1::Endorsement endorsement) {
  endorsement.clear_name();
  endorsement.clear_endorse_time();
  endorsement.clear_ledger();
  return endorsement;
}

}  // namespace

std::string ItemName(int item) { return absl::StrCat(kCycle, "/proposals/item-", item); }

bool Voter::Step() {
  switch (dice_.Below(8)) {
    case 0:
      return Endorse();
    case 1:
      return CastSeveral();
    default:
      return CastOne();
  }
}

v1::BallotPaper Voter::NewPaper(int item) {
  v1::BallotPaper paper;
  paper.set_proposal(ItemName(item));
  paper.set_choice(ChoiceOf(dice_.Below(3)));
  paper.set_reason(absl::StrCat(label_, " says ", casts_[item].revisions + 1));
  return paper;
}

void Voter::Note(const v1::BallotPaper& paper, int item, const v1::Ballot& answer) {
  Cast& cast = casts_[item];
  cast.paper = paper;
  // Done twice, the revision would be one too high; lost, one too low.
  EXPECT_EQ(answer.revision(), ++cast.revisions) << label_ << " on " << paper.proposal();
  EXPECT_EQ(answer.choice(), paper.choice());
  leaves_.push_back(answer.ledger().leaf_index());
}

bool Voter::CastOne() {
  const int item = dice_.Below(kItems);
  v1::CastBallotRequest request;
  request.set_round(kRound);
  *request.mutable_paper() = NewPaper(item);
  v1::CastBallotResponse response;
  if (!caller_.Change(&request, &response)) return false;
  Note(request.paper(), item, response.ballot());
  return true;
}

bool Voter::CastSeveral() {
  const int first = dice_.Below(kItems);
  v1::BatchCastBallotsRequest request;
  request.set_round(kRound);
  for (int item = first; item < kItems; ++item) *request.add_papers() = NewPaper(item);
  v1::BatchCastBallotsResponse response;
  if (!caller_.Change(&request, &response)) return false;
  EXPECT_EQ(response.ballots_size(), request.papers_size());
  for (int i = 0; i < response.ballots_size(); ++i) Note(request.papers(i), first + i, response.ballots(i));
  return true;
}

bool Voter::Endorse() {
  const int item = dice_.Below(kItems);
  v1::EndorseProposalRequest request;
  request.set_proposal(ItemName(item));
  request.mutable_endorsement()->set_level(static_cast<v1::EndorsementLevel>(1 + dice_.Below(5)));
  request.mutable_endorsement()->set_hires_last_year(dice_.Below(1000));
  request.mutable_endorsement()->set_signer_name(label_);
  v1::EndorseProposalResponse response;
  if (!caller_.Change(&request, &response)) return false;
  endorsements_[item] = response.endorsement();
  leaves_.push_back(response.endorsement().ledger().leaf_index());
  EXPECT_EQ(WithoutServerFields(response.endorsement()).SerializeAsString(), request.endorsement().SerializeAsString());
  return true;
}

std::map<int, v1::BallotChoice> Voter::Choices() const {
  std::map<int, v1::BallotChoice> choices;
  for (const auto& [item, cast] : casts_) {
    if (cast.revisions > 0) choices[item] = cast.paper.choice();
  }
  return choices;
}

void Voter::Verify() {
  for (const auto& [item, cast] : casts_) {
    if (cast.revisions == 0) continue;
    v1::GetMyBallotRequest request;
    request.set_round(kRound);
    request.set_proposal(ItemName(item));
    v1::GetMyBallotResponse response;
    if (!caller_.Call(request, &response)) return;
    EXPECT_EQ(response.ballot().revision(), cast.revisions) << label_ << " on " << ItemName(item);
    EXPECT_EQ(response.ballot().choice(), cast.paper.choice()) << label_ << " on " << ItemName(item);
    EXPECT_EQ(response.ballot().reason(), cast.paper.reason()) << label_ << " on " << ItemName(item);
    EXPECT_EQ(response.earlier_revisions_size(), std::min(kEarlierShown, cast.revisions - 1));
  }
}

}  // namespace assay::crash
