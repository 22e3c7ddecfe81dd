#include "services/base/sha256.h"

#include <openssl/sha.h>

namespace assay {

// OpenSSL 3 deprecates the one-struct interface in favour of EVP, which fetches the algorithm on each call and costs a
// microsecond more: too much for a ledger leaf.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
std::string Sha256(std::initializer_list<absl::string_view> parts) {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (absl::string_view part : parts) SHA256_Update(&context, part.data(), part.size());
  std::string digest(kSha256Bytes, '\0');
  SHA256_Final(reinterpret_cast<unsigned char*>(&digest[0]), &context);
  return digest;
}
#pragma GCC diagnostic pop

}  // namespace assay
