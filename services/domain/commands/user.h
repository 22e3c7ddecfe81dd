// Decisions on users and their tokens, in a state or (context.state empty) of the installation's operators.
//
// All: PERMISSION_DENIED, NOT_YOUR_STATE: the caller is no operator and administers another state, or asks for
// operators. The server's own jobs may do all of this: the first operator comes so.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_USER_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_USER_H_

#include "absl/strings/string_view.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: no role, or one that cannot be granted there.
absl::Status Decide(const api::CreateUserRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND; ABORTED: stale etag; INVALID_ARGUMENT: as above, the role of an employer's representative is taken away,
// the name is of another place, or the update mask names no field that can be changed; FAILED_PRECONDITION,
// SELF_LOCKOUT: an administrator disables itself or gives up its own administrator's role.
absl::Status Decide(const api::UpdateUserRequest& request, const Context& context, const View& view, Events* events);

// Makes a token with an id from context.random. `secret_sha256`: SHA-256 of the secret, 32 bytes; the secret itself is
// made and answered by the caller. NOT_FOUND: no such user. FAILED_PRECONDITION, USER_DISABLED. INVALID_ARGUMENT: the
// user is of another place, or expire_time is not in the future.
absl::Status DecideCreateToken(const api::CreateTokenRequest& request, absl::string_view secret_sha256,
                               const Context& context, const View& view, Events* events);

// NOT_FOUND; FAILED_PRECONDITION, ALREADY_REVOKED; INVALID_ARGUMENT: the name is of another place.
absl::Status Decide(const api::RevokeTokenRequest& request, const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_USER_H_
