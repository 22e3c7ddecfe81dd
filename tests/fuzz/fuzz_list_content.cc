// A published list as anyone may hand it in: what is decoded encodes to the same bytes.
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"
#include "services/domain/list/canonical.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto content = assay::domain::DecodeList(bytes);
  if (content.ok() && assay::domain::EncodeList(*content) != bytes) std::abort();
  auto entry = assay::domain::DecodeEntry(bytes, 1);
  if (entry.ok()) {
    // What was read is canonical once it is written, whatever it was before.
    std::string line = assay::domain::EncodeEntry(*entry);
    auto again = assay::domain::DecodeEntry(absl::string_view(line).substr(0, line.size() - 1), 1);
    if (!again.ok() || assay::domain::EncodeEntry(*again) != line) std::abort();
  }
  return 0;
}
