// Where the writers of a crash test meet the one who kills: which server serves now, and how much it has acknowledged.
#ifndef ASSAY_TESTS_CRASH_GATE_H_
#define ASSAY_TESTS_CRASH_GATE_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "absl/types/optional.h"

namespace assay::crash {

// One start of the server.
struct Serving {
  int generation = 0;  // counts from 1
  std::string target;
};

// Thread-safe.
class Gate {
 public:
  // A server takes calls there.
  void Serve(const std::string& target);

  // The newest server, once it is newer than `generation`; none after kPatience.
  absl::optional<Serving> AwaitServingAfter(int generation);

  // A change was answered.
  void Acknowledge();
  int64_t acknowledged() const { return acknowledged_; }
  // Returns once there were `count` more; false after kPatience.
  bool AwaitMore(int64_t count);

  // Writers begin nothing new.
  void Close() { open_ = false; }
  bool open() const { return open_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  Serving serving_;
  std::atomic<int64_t> acknowledged_{0};
  std::atomic<bool> open_{true};
};

}  // namespace assay::crash

#endif  // ASSAY_TESTS_CRASH_GATE_H_
