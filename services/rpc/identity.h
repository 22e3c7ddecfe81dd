// The one place where it is decided who a caller is.
#ifndef ASSAY_SERVICES_RPC_IDENTITY_H_
#define ASSAY_SERVICES_RPC_IDENTITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/domain/context.h"
#include "services/engine/engine.h"

namespace assay::rpc {

// A bearer token: assay.{state}.{token id}.{secret}, with _ for the installation. Only the secret's hash is stored.
struct BearerToken {
  std::string state;  // empty for the installation
  std::string token;
  std::string secret;  // 43 characters: 32 random bytes
};

std::string FormatToken(const BearerToken& token);
// INVALID_ARGUMENT: not of that form.
absl::StatusOr<BearerToken> ParseToken(absl::string_view text);

// A fresh secret, and what is stored of it.
std::string NewSecret(RandomSource& random);
std::string SecretHash(absl::string_view secret);

// Who sends this authorization header ("Bearer ..."; empty: nobody). The roles are those at home; see EffectiveIn.
// UNAUTHENTICATED: the token is malformed, unknown, wrong, expired or ended, or its user is disabled. All are one
// answer, so that it says nothing about which tokens exist.
absl::StatusOr<domain::Principal> Authenticate(absl::string_view authorization, const engine::Engine& engine);

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_IDENTITY_H_
