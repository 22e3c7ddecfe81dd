// SHA-256 (FIPS 180-4) by OpenSSL.
#ifndef ASSAY_SERVICES_BASE_SHA256_H_
#define ASSAY_SERVICES_BASE_SHA256_H_

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace assay {

inline constexpr size_t kSha256Bytes = 32;

// Digest of the concatenation of `parts`: 32 bytes.
std::string Sha256(std::initializer_list<absl::string_view> parts);
inline std::string Sha256(absl::string_view data) { return Sha256({data}); }

}  // namespace assay

#endif  // ASSAY_SERVICES_BASE_SHA256_H_
