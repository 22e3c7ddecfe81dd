// Resource names as they come from outside, before and after they were matched.
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"
#include "services/base/text.h"
#include "services/domain/name.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace assay::domain;  // NOLINT(google-build-using-namespace)
  absl::string_view name(reinterpret_cast<const char*>(data), size);
  for (absl::string_view pattern :
       {"states/{state}", "users/{user}", "states/{state}/users/{user}",
        "states/{state}/cycles/{cycle}/proposals/{proposal}", "states/{state}/listVersions/{version}"}) {
    for (const std::string& part : MatchName(pattern, name)) {
      if (part.empty() || part.find('/') != std::string::npos || part.find('\0') != std::string::npos) std::abort();
    }
  }
  if (!MatchName("states/{state}/cycles/{cycle}/proposals/{proposal}", name).empty() &&
      NameOf(StateOf(name), ProposalIdOf(name)) != name) {
    std::abort();
  }
  StateOf(name);
  UserIdOf(name);
  PolicyIdOf(name);
  SeatIdOf(name);
  RevisionOf(name);
  ListVersionOf(name);
  RegistrationIdOf(name);
  std::string slug = assay::SlugOf(name);
  if (!slug.empty() && !assay::IsResourceId(slug)) std::abort();
  assay::IsDate(name);
  assay::IsUrl(name);
  assay::IsEmail(name);
  assay::IsSocCode(name);
  return 0;
}
