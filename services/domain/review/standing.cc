#include "services/domain/review/standing.h"

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"

namespace assay::domain {

absl::Status CheckEmployerActs(const std::string& employer_id, const std::string& state, const View& view) {
  if (employer_id.empty()) {
    return Denied("NO_EMPLOYER", "you speak for no employer; ask the agency to enter you as a representative of one");
  }
  ASSAY_ASSIGN_OR_RETURN(const api::Employer* employer, FindExisting(EmployerId{employer_id}, state, view));
  if (employer->state() == api::EMPLOYER_STATE_VERIFIED) return absl::OkStatus();
  if (employer->state() == api::EMPLOYER_STATE_SUSPENDED) {
    return Refused("EMPLOYER_SUSPENDED",
                   absl::StrCat(employer->name(), " is suspended and may not act; ask the agency to verify it again"),
                   {{"employer", employer->name()}});
  }
  return Refused("EMPLOYER_NOT_VERIFIED",
                 absl::StrCat(employer->name(), " is not verified yet; its word counts once the agency verified it"),
                 {{"employer", employer->name()}});
}

}  // namespace assay::domain
