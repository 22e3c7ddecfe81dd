// A call of bytes, for requests that no generated class would send.
#ifndef ASSAY_TESTS_SUPPORT_RAW_CALL_H_
#define ASSAY_TESTS_SUPPORT_RAW_CALL_H_

#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/client.h"

namespace assay::testing {

// The answer's bytes, or what the server said. `path` is "assay.v1.CycleService/CreateCycle".
absl::StatusOr<std::string> RawCall(Client& client, const std::string& path, const std::string& bytes);

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_RAW_CALL_H_
