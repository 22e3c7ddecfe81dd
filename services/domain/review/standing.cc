#include "services/domain/review/standing.h"

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"

namespace assay::domain {

absl::Status CheckEmployerActs(const std::string& employer_id, const std::string& state, const View& view) {
  if (employer_id.empty()) {
    return Denied("NO_EMPLOYER", "you speak for no employer; ask the agency to enter you as a representative of one");
  }
  ASSAY_ASSIGN_OR_RETURN(const api::Employer* employer, FindExisting(EmployerId{employer_id}, state, view));
  switch (employer->state()) {
    case api::EMPLOYER_STATE_VERIFIED:
      return absl::OkStatus();
    case api::EMPLOYER_STATE_SUSPENDED:
      return Refused("EMPLOYER_SUSPENDED",
                     absl::StrCat(employer->name(), " is suspended and may not act; ask the agency to verify it again"),
                     {{"employer", employer->name()}});
    case api::EMPLOYER_STATE_REJECTED:
      return Refused("EMPLOYER_REJECTED",
                     absl::StrCat(employer->name(), " was found not entitled to speak: ", employer->state_reason(),
                                  "; give the agency new evidence"),
                     {{"employer", employer->name()}});
    case api::EMPLOYER_STATE_MERGED:
      return Refused("EMPLOYER_MERGED",
                     absl::StrCat(employer->name(), " became part of ", employer->merged_into(),
                                  "; act as a representative of that one"),
                     {{"employer", employer->name()}, {"merged_into", employer->merged_into()}});
    case api::EMPLOYER_STATE_UNSPECIFIED:
    case api::EMPLOYER_STATE_PENDING:
    case api::EmployerState_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::EmployerState_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return Refused("EMPLOYER_NOT_VERIFIED",
                 absl::StrCat(employer->name(), " is not verified yet; its word counts once the agency verified it"),
                 {{"employer", employer->name()}});
}

}  // namespace assay::domain
