// Whether an employer may belong to another.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_AFFILIATION_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_AFFILIATION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/domain/view.h"

namespace assay::domain {

// Whether `employer` (an id, with all that belong to it) may come to belong to the employer called `owner`. `field` is
// where the request names the owner.
//   INVALID_ARGUMENT     `field`: does not exist, is the employer itself, or became part of another one
//   FAILED_PRECONDITION  AFFILIATION_CYCLE: the owner belongs to the employer; AFFILIATION_TOO_DEEP, VOICE_TOO_LARGE:
//                        more than services/domain/review/voice.h allows; SEATS_OF_ONE_VOICE: both hold seats on one
//                        panel at one time
absl::Status CheckMayBelong(const std::string& employer, const std::string& owner, absl::string_view field,
                            const std::string& state, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_AFFILIATION_H_
