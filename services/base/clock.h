// Where time comes from. The domain never reads a clock: the engine reads one once a batch.
#ifndef ASSAY_SERVICES_BASE_CLOCK_H_
#define ASSAY_SERVICES_BASE_CLOCK_H_

#include <atomic>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace assay {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class SystemClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

// Stands still until it is moved.
class FakeClock : public Clock {
 public:
  explicit FakeClock(absl::Time start) : micros_(absl::ToUnixMicros(start)) {}
  absl::Time Now() const override { return absl::FromUnixMicros(micros_.load()); }
  void Advance(absl::Duration duration) { micros_ += absl::ToInt64Microseconds(duration); }
  void Set(absl::Time time) { micros_ = absl::ToUnixMicros(time); }

 private:
  std::atomic<int64_t> micros_;
};

}  // namespace assay

#endif  // ASSAY_SERVICES_BASE_CLOCK_H_
