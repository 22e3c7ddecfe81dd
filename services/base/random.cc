#include "services/base/random.h"

#include <openssl/rand.h>

#include <cstdlib>

namespace assay {

std::string SystemRandom::Bytes(size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&bytes[0]), static_cast<int>(count)) != 1) std::abort();
  return bytes;
}

// SplitMix64 (Steele, Lea, Flood 2014): tiny and good enough where nobody attacks.
std::string SeededRandom::Bytes(size_t count) {
  std::string bytes;
  bytes.reserve(count);
  while (bytes.size() < count) {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    for (int i = 0; i < 8 && bytes.size() < count; ++i) bytes.push_back(static_cast<char>(z >> (8 * i)));
  }
  return bytes;
}

std::string NewId(RandomSource& random) {
  static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string id;
  for (char byte : random.Bytes(16)) id.push_back(kAlphabet[static_cast<unsigned char>(byte) % 32]);
  id[0] = static_cast<char>('a' + (static_cast<unsigned char>(id[0]) % 26));
  return id;
}

}  // namespace assay
