// Who speaks with one voice: employers that belong together, by ownership or merger. One voice has one seat on a panel
// and counts once where endorsers are counted.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_VOICE_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_VOICE_H_

#include <string>
#include <vector>

#include "services/domain/view.h"

namespace assay::domain {

// How far down an employer may stand below the one that speaks for all, and how many may speak with one voice.
inline constexpr int kAffiliationDepthMax = 8;
inline constexpr size_t kVoiceEmployersMax = 60;

// The employer that `employer` belongs to directly: what it became part of, else what it is an affiliate of. Empty when
// it stands alone.
std::string OwnerOf(const api::Employer& employer);

// Id of the employer at the top of those that `employer` (an id) belongs to; itself when it stands alone or is not
// known. O(kAffiliationDepthMax).
std::string VoiceOf(const std::string& employer, const View& view);

// Ids of `employer` and all that belong to it, directly or not: itself first, then level by level. At most
// kVoiceEmployersMax. Of a whole voice when `employer` is VoiceOf somebody.
std::vector<std::string> EmployersUnder(const std::string& employer, const View& view);

// How many levels stand below `employer`; 0 when nobody belongs to it.
int LevelsUnder(const std::string& employer, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_VOICE_H_
