// Seats that change hands while their round is open, and ballots that come on paper.
#include "services/domain/paper/paper.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_seat.h"
#include "tests/year/season.h"

namespace assay::year {

void Season::PlanSeatChange(int panel, const Voter& voter) {
  Country* country = scene_.country;
  if (voter.successor >= 0) country->At(Part(50), [=] { TakeSeat(panel, voter); });
  if (voter.is_vacated) country->At(Part(50), [=] { VacateSeat(panel, voter); });
}

void Season::TakeSeat(int panel, const Voter& voter) {
  api::TakeSeatRequest request;
  request.set_round(RoundName(panel));
  request.set_seat(scene_.Seat(voter.employer));
  request.set_employer(scene_.Employer(voter.successor));
  request.set_reason("the plant was sold");
  scene_.Ask(scene_.staff, request);
}

void Season::VacateSeat(int panel, const Voter& voter) {
  api::VacateSeatRequest request;
  request.set_round(RoundName(panel));
  request.set_seat(scene_.Seat(voter.employer));
  request.set_reason("the plant closed");
  scene_.Ask(scene_.staff, request);
}

// Recorded by one person, checked by another; the employer confirms or disputes some. Whether the ballot counts in the
// end.
bool Season::PlanPaper(int panel, int item, int employer, api::BallotChoice choice) {
  Country* country = scene_.country;
  bool answered = scene_.what.OneIn(2);
  bool disputed = answered && scene_.what.OneIn(2);
  absl::Time recorded =
      scene_.Between(Part(40) + absl::Hours(1), rounds_[static_cast<size_t>(panel)].end - absl::Hours(3));
  country->At(recorded, [=] { RecordPaper(panel, item, employer, choice); });
  country->At(recorded, [=] { CheckPaper(item, employer, scene_.clerk, "SECOND_PERSON_REQUIRED"); });
  country->At(recorded + absl::Hours(1), [=] { CheckPaper(item, employer, scene_.staff, ""); });
  if (answered) country->At(recorded + absl::Hours(2), [=] { AnswerPaper(item, employer, disputed); });
  return !disputed;
}

std::string Season::Paper(int item, int employer) const {
  return absl::StrCat(scene_.Name("cycles", cycle_), "/paperSubmissions/x", item, "-", employer);
}

void Season::RecordPaper(int panel, int item, int employer, api::BallotChoice choice) {
  api::RecordPaperBallotRequest request;
  request.set_parent(scene_.Name("cycles", cycle_));
  request.set_paper_submission_id(absl::StrCat("x", item, "-", employer));
  request.set_employer(scene_.Employer(employer));
  request.mutable_source()->set_channel(api::CHANNEL_PAPER);
  request.mutable_source()->set_document_sha256(std::string(64, 'd'));
  request.mutable_source()->set_received_date(domain::DateOf(scene_.country->now()));
  request.mutable_ballot()->set_round(RoundName(panel));
  request.mutable_ballot()->mutable_paper()->set_proposal(Proposal(item));
  request.mutable_ballot()->mutable_paper()->set_choice(choice);
  scene_.Ask(scene_.clerk, request);
}

void Season::CheckPaper(int item, int employer, const domain::Principal& who, const std::string& reason) {
  api::CheckPaperSubmissionRequest request;
  request.set_name(Paper(item, employer));
  scene_.Ask(who, request, reason);
}

void Season::AnswerPaper(int item, int employer, bool dispute) {
  const domain::Principal& who = scene_.representatives[static_cast<size_t>(employer)];
  if (dispute) {
    api::DisputePaperSubmissionRequest request;
    request.set_name(Paper(item, employer));
    request.set_reason("we said something else");
    return scene_.Ask(who, request);
  }
  api::ConfirmPaperSubmissionRequest request;
  request.set_name(Paper(item, employer));
  scene_.Ask(who, request);
}

}  // namespace assay::year
