// What looks unusual about employers, for a person to look at. Nothing is decided by it.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_EMPLOYER_FLAGS_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_EMPLOYER_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/domain/view.h"

namespace assay::domain {

// Employers that one flag names at most; voice_count counts all.
inline constexpr size_t kFlagEmployersMax = 100;

// The flags of a cycle's rules (CycleRules.employers), in order of kind, subject and time. `state` is the state's id.
// Employers of one voice count once, with the earliest of what they did. Rejected and merged employers are left out of
// bulk creation and shared domains. The view's read error. O(employers + representatives + endorsements of the cycle).
absl::StatusOr<std::vector<api::EmployerFlag>> ComputeEmployerFlags(const api::EmployerRules& rules,
                                                                    const std::string& cycle, const std::string& state,
                                                                    const ScanView& view);

// Orders flags, and names a place between pages.
std::string FlagKey(const api::EmployerFlag& flag);

// The host of an absolute web address, or of an e-mail address, in lower case and without a leading www.; empty when
// there is none.
std::string DomainOfUrl(absl::string_view url);
std::string DomainOfEmail(absl::string_view email);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_EMPLOYER_FLAGS_H_
