#include "services/rpc/access.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "services/base/error.h"

namespace assay::rpc {
namespace {

// ROLE_AGENCY_STAFF as people say it.
std::string RoleText(v1::Role role) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(v1::Role_Name(role).substr(5), {{"_", " "}}));
}

}  // namespace

std::vector<v1::Role> RolesOf(const google::protobuf::MethodDescriptor& method) {
  std::vector<v1::Role> roles;
  for (int role : method.options().GetExtension(v1::access).roles()) roles.push_back(static_cast<v1::Role>(role));
  return roles;
}

domain::Principal EffectiveIn(absl::string_view state, domain::Principal principal) {
  bool elsewhere = !principal.state.empty() && principal.state != state;
  if (elsewhere) principal = domain::Principal{};
  principal.roles.push_back(v1::ROLE_PUBLIC);
  return principal;
}

absl::Status CheckAccess(const std::vector<v1::Role>& allowed, const domain::Principal& principal) {
  for (v1::Role role : allowed) {
    if (principal.Has(role)) return absl::OkStatus();
  }
  std::string who = absl::StrJoin(allowed, ", ", [](std::string* out, v1::Role role) { out->append(RoleText(role)); });
  if (principal.user.empty()) {
    return MakeError(absl::StatusCode::kUnauthenticated, "SIGN_IN_REQUIRED",
                     absl::StrCat("this needs a token of this state with one of the roles: ", who));
  }
  return Denied("ROLE_REQUIRED", absl::StrCat("this needs one of the roles: ", who, "; ask an administrator"));
}

}  // namespace assay::rpc
