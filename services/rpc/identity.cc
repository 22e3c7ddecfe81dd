#include "services/rpc/identity.h"

#include <openssl/crypto.h>

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/base/text.h"
#include "services/domain/resource.h"
#include "storage/keyspace.h"

namespace assay::rpc {
namespace {

constexpr size_t kTokenBytesMax = 256;

absl::Status BadToken() {
  return MakeError(
      absl::StatusCode::kUnauthenticated, "TOKEN_INVALID",
      "the token is not valid here; it may be mistyped, expired or ended: ask an administrator for another");
}

bool EqualInConstantTime(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string FormatToken(const BearerToken& token) {
  return absl::StrCat("assay.", token.state.empty() ? storage::kInstallation : token.state, ".", token.token, ".",
                      token.secret);
}

absl::StatusOr<BearerToken> ParseToken(absl::string_view text) {
  std::vector<std::string> parts = absl::StrSplit(text, '.');
  bool fits = text.size() <= kTokenBytesMax && parts.size() == 4 && parts[0] == "assay" && IsResourceId(parts[2]) &&
              (parts[1] == storage::kInstallation || (IsResourceId(parts[1]) && parts[1].size() <= 20));
  if (!fits) return absl::InvalidArgumentError("not a token");
  return BearerToken{parts[1] == storage::kInstallation ? "" : parts[1], parts[2], parts[3]};
}

std::string NewSecret(RandomSource& random) { return absl::WebSafeBase64Escape(random.Bytes(32)); }

std::string SecretHash(absl::string_view secret) { return Sha256(secret); }

absl::StatusOr<domain::Principal> Authenticate(absl::string_view authorization, const engine::Engine& engine) {
  if (authorization.empty()) return domain::Principal{};
  if (!absl::ConsumePrefix(&authorization, "Bearer ")) return BadToken();
  absl::StatusOr<BearerToken> bearer = ParseToken(authorization);
  if (!bearer.ok()) return BadToken();
  std::unique_ptr<engine::ReadView> view = engine.Read(bearer->state);
  const auto* stored = view->Find(domain::TokenId{bearer->token});
  ASSAY_RETURN_IF_ERROR(view->status());
  if (stored == nullptr) return BadToken();
  const v1::Token& token = stored->change().token();
  bool expired = token.has_expire_time() && domain::FromProto(token.expire_time()) <= engine.NowIn(*view);
  if (!EqualInConstantTime(stored->change().secret_sha256(), SecretHash(bearer->secret)) || token.revoked() ||
      expired) {
    return BadToken();
  }
  const v1::User* user = view->Find(domain::UserIdOf(token.user()));
  ASSAY_RETURN_IF_ERROR(view->status());
  if (user == nullptr || user->disabled()) return BadToken();
  return domain::PrincipalOf(bearer->state, *user);
}

}  // namespace assay::rpc
