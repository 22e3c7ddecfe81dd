// Who may call what: the access option of each rpc, read from the proto. What is not listed is denied.
#ifndef ASSAY_SERVICES_RPC_ACCESS_H_
#define ASSAY_SERVICES_RPC_ACCESS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assay/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/domain/context.h"

namespace assay::rpc {

// The roles that may call a method; empty means nobody.
std::vector<v1::Role> RolesOf(const google::protobuf::MethodDescriptor& method);

// The principal as far as its word counts in `state`: its roles there (an operator's everywhere), and PUBLIC.
domain::Principal EffectiveIn(absl::string_view state, domain::Principal principal);

// UNAUTHENTICATED: nobody signed in, and the public may not. PERMISSION_DENIED: none of the principal's roles may.
// Precondition: the principal is effective in the request's state.
absl::Status CheckAccess(const std::vector<v1::Role>& allowed, const domain::Principal& principal);

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_ACCESS_H_
