// What tests of decisions look at in an outcome.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_TESTING_OUTCOME_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_TESTING_OUTCOME_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/base/error.h"

namespace assay::domain {

// Paths of the fields that an INVALID_ARGUMENT names, in order.
inline std::vector<std::string> ViolatedFields(const absl::Status& status) {
  google::rpc::BadRequest bad_request;
  auto payload = status.GetPayload(kBadRequestUrl);
  if (payload.has_value()) bad_request.ParseFromString(std::string(*payload));
  std::vector<std::string> fields;
  for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
  return fields;
}

MATCHER(IsOk, "") {
  *result_listener << arg;
  return arg.ok();
}

MATCHER_P(HasReason, reason, "") {
  *result_listener << arg;
  return ErrorReason(arg) == reason;
}

template <class... Field>
auto Violates(Field... field) {
  return ::testing::ResultOf("violated fields", ViolatedFields, ::testing::ElementsAre(std::string(field)...));
}

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_TESTING_OUTCOME_H_
