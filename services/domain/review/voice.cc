#include "services/domain/review/voice.h"

#include <algorithm>

#include "services/domain/name.h"

namespace assay::domain {

std::string OwnerOf(const api::Employer& employer) {
  return EmployerIdOf(employer.merged_into().empty() ? employer.affiliate_of() : employer.merged_into()).employer;
}

std::string VoiceOf(const std::string& employer, const View& view) {
  std::string voice = employer;
  for (int level = 0; level < kAffiliationDepthMax; ++level) {
    std::string owner = OwnerOf(view.FindOrDefault(EmployerId{voice}));
    if (owner.empty()) break;
    voice = std::move(owner);
  }
  return voice;
}

std::vector<std::string> EmployersUnder(const std::string& employer, const View& view) {
  std::vector<std::string> all = {employer};
  for (size_t next = 0; next < all.size(); ++next) {
    for (const std::string& below : view.FindOrDefault(AffiliatesId{all[next]}).employer_ids()) {
      if (all.size() == kVoiceEmployersMax) return all;
      all.push_back(below);
    }
  }
  return all;
}

int LevelsUnder(const std::string& employer, const View& view) {
  int levels = 0;
  std::vector<std::string> level = {employer};
  while (levels <= kAffiliationDepthMax) {
    std::vector<std::string> below;
    for (const std::string& id : level) {
      const auto& ids = view.FindOrDefault(AffiliatesId{id}).employer_ids();
      below.insert(below.end(), ids.begin(), ids.end());
    }
    if (below.empty()) break;
    ++levels;
    level = std::move(below);
  }
  return levels;
}

}  // namespace assay::domain
