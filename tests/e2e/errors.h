// What a caller can tell about an error, for assertions.
#ifndef ASSAY_TESTS_E2E_ERRORS_H_
#define ASSAY_TESTS_E2E_ERRORS_H_

#include <string>
#include <vector>

#include "clients/cpp/error_details.h"
#include "gmock/gmock.h"
#include "services/base/error.h"

namespace assay::testing {

// An error of this reason.
MATCHER_P(HasReason, reason, "") {
  *result_listener << arg;
  return ErrorReason(arg) == reason;
}

MATCHER_P(HasCode, code, "") {
  *result_listener << arg;
  return arg.code() == code;
}

// The fields of all violations, in order.
inline std::vector<std::string> ViolatedFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : FieldViolations(status)) fields.push_back(violation.field);
  return fields;
}

}  // namespace assay::testing

#endif  // ASSAY_TESTS_E2E_ERRORS_H_
