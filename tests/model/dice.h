// Chance for model tests, that can be repeated.
#ifndef ASSAY_TESTS_MODEL_DICE_H_
#define ASSAY_TESTS_MODEL_DICE_H_

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

namespace assay::model {

// ASSAY_SEED when it is set, else another one every time. Printed, so that a failure can be repeated.
inline uint64_t Seed() {
  const char* given = std::getenv("ASSAY_SEED");
  uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
  std::cout << "ASSAY_SEED=" << seed << std::endl;
  return seed;
}

class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}
  int Below(int end) { return static_cast<int>(engine_() % static_cast<uint64_t>(end)); }
  bool OneIn(int times) { return Below(times) == 0; }
  std::mt19937_64& engine() { return engine_; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace assay::model

#endif  // ASSAY_TESTS_MODEL_DICE_H_
