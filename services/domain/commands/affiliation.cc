#include "services/domain/commands/affiliation.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/review/seat_terms.h"
#include "services/domain/review/voice.h"

namespace assay::domain {
namespace {

absl::Status CheckNamed(const std::string& employer, const std::string& owner, absl::string_view field,
                        const View& view) {
  Violations violations;
  EmployerId id = EmployerIdOf(owner);
  const api::Employer* record = view.Find(id);
  ASSAY_RETURN_IF_ERROR(view.status());
  if (record == nullptr) {
    violations.Add(field, absl::StrCat(owner, " does not exist; register it first"));
  } else if (id.employer == employer) {
    violations.Add(field, "is the employer itself; name another one, or none");
  } else if (record->state() == api::EMPLOYER_STATE_MERGED) {
    violations.Add(field, absl::StrCat(owner, " became part of ", record->merged_into(), "; name that one"));
  }
  return violations.ToStatus();
}

int LevelsAbove(std::string employer, const View& view) {
  int levels = 0;
  for (; levels <= kAffiliationDepthMax; ++levels) {
    employer = OwnerOf(view.FindOrDefault(EmployerId{employer}));
    if (employer.empty()) break;
  }
  return levels;
}

}  // namespace

absl::Status CheckMayBelong(const std::string& employer, const std::string& owner, absl::string_view field,
                            const std::string& state, const View& view) {
  ASSAY_RETURN_IF_ERROR(CheckNamed(employer, owner, field, view));
  std::string owner_id = EmployerIdOf(owner).employer;
  std::vector<std::string> mine = EmployersUnder(employer, view);
  if (std::find(mine.begin(), mine.end(), owner_id) != mine.end()) {
    return Refused(
        "AFFILIATION_CYCLE",
        absl::StrCat(owner, " belongs to ", NameOf(state, EmployerId{employer}), "; end that affiliation first"),
        {{"employer", owner}});
  }
  if (LevelsAbove(owner_id, view) + 1 + LevelsUnder(employer, view) > kAffiliationDepthMax) {
    return Refused("AFFILIATION_TOO_DEEP",
                   absl::StrCat("affiliates would stand more than ", kAffiliationDepthMax,
                                " levels deep; name the owner at the top instead"),
                   {{"employer", owner}});
  }
  std::vector<std::string> others = EmployersUnder(VoiceOf(owner_id, view), view);
  if (std::find(others.begin(), others.end(), employer) != others.end()) return view.status();  // one voice already
  if (mine.size() + others.size() > kVoiceEmployersMax) {
    return Refused("VOICE_TOO_LARGE",
                   absl::StrCat("more than ", kVoiceEmployersMax, " employers would speak with one voice"),
                   {{"employer", owner}});
  }
  return CheckSeatsApart(mine, others, state, view);
}

}  // namespace assay::domain
