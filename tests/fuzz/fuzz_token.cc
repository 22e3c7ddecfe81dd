// Bearer tokens as they come from outside: what is taken is what would be written.
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "services/rpc/identity.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  absl::string_view text(reinterpret_cast<const char*>(data), size);
  auto token = assay::rpc::ParseToken(text);
  if (token.ok() && assay::rpc::FormatToken(*token) != text) std::abort();
  return 0;
}
