#include "services/domain/workflow.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "services/base/error.h"

namespace assay::domain {

absl::Status WrongState(absl::string_view name, absl::string_view state, absl::string_view command,
                        absl::string_view allowed) {
  return Refused("WRONG_STATE",
                 absl::StrCat(name, " is ", state, "; ", command, " is possible only when it is ", allowed),
                 {{"resource", name}, {"state", state}, {"allowed_states", allowed}});
}

std::string StateText(const google::protobuf::EnumDescriptor& type, int value) {
  const auto* named = type.FindValueByNumber(value);
  if (named == nullptr) return absl::StrCat(value);
  absl::string_view prefix = absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED");
  return std::string(absl::StripPrefix(named->name(), prefix));
}

}  // namespace assay::domain
