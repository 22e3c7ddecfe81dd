// Fixed-width unsigned integers in big-endian order, as the records of the storage layer hold them: bytewise order is
// then numeric order. Thread-safe.
#ifndef ASSAY_STORAGE_BIG_ENDIAN_H_
#define ASSAY_STORAGE_BIG_ENDIAN_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace assay::storage {

template <typename Unsigned>
void AppendBigEndian(Unsigned number, std::string& out) {
  for (size_t shift = sizeof(Unsigned) * 8; shift > 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(number >> (shift - 8))));
  }
}

// Reads sizeof(Unsigned) bytes at `offset`, which must be there.
template <typename Unsigned>
Unsigned ReadBigEndian(absl::string_view bytes, size_t offset) {
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof(Unsigned); ++i) number = number << 8 | static_cast<unsigned char>(bytes[offset + i]);
  return static_cast<Unsigned>(number);
}

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_BIG_ENDIAN_H_
