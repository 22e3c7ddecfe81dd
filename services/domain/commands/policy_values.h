// What the checks of a policy's parts share.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_VALUES_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_VALUES_H_

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// How the violation of a number or choice begins that is asked for and absent.
inline constexpr absl::string_view kToBeFilledIn = "to be filled in";

inline void AddOpen(const std::string& field, absl::string_view what, Violations* violations) {
  violations->Add(field, absl::StrCat(kToBeFilledIn, ": ", what));
}

inline bool CheckDenominator(const api::Ratio& ratio, const std::string& field, Violations* violations) {
  if (ratio.denominator() >= 1) return true;
  violations->Add(absl::StrCat(field, ".denominator"), "must be at least 1; for one half write 1 and 2");
  return false;
}

// From none to all.
inline void CheckShare(const api::Ratio& share, const std::string& field, Violations* violations) {
  if (!CheckDenominator(share, field, violations)) return;
  if (share.numerator() >= 0 && share.numerator() <= share.denominator()) return;
  violations->Add(absl::StrCat(field, ".numerator"),
                  absl::StrCat("must be 0 to the denominator, which is ", share.denominator(),
                               ": a share is at least 0 and at most 1"));
}

// A share that is needed; `what` says what for.
inline void CheckNeededShare(bool present, const api::Ratio& share, const std::string& field, absl::string_view what,
                             Violations* violations) {
  if (present) return CheckShare(share, field, violations);
  AddOpen(field, what, violations);
}

// Ids that may not be used twice.
class Ids {
 public:
  void Take(const std::string& id, const std::string& field, Violations* violations) {
    if (seen_.insert(id).second) return;
    violations->Add(absl::StrCat(field, ".id"), absl::StrCat("\"", id, "\" is used above; give each its own id"));
  }

 private:
  std::set<std::string> seen_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_VALUES_H_
