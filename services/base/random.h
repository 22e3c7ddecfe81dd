// Unpredictable bytes and the ids made of them. The domain takes these as inputs.
#ifndef ASSAY_SERVICES_BASE_RANDOM_H_
#define ASSAY_SERVICES_BASE_RANDOM_H_

#include <cstdint>
#include <string>

namespace assay {

// Thread-safe.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual std::string Bytes(size_t count) = 0;
};

// The operating system's generator, by OpenSSL. Stops the process when there is no entropy.
class SystemRandom : public RandomSource {
 public:
  std::string Bytes(size_t count) override;
};

// The same bytes for the same seed. For tests and rehearsed input only. Thread-compatible.
class SeededRandom : public RandomSource {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  std::string Bytes(size_t count) override;

 private:
  uint64_t state_;
};

// A resource id of 16 characters [a-z0-9] that begins with a letter: 80 random bits.
std::string NewId(RandomSource& random);

}  // namespace assay

#endif  // ASSAY_SERVICES_BASE_RANDOM_H_
