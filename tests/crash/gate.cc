#include "tests/crash/gate.h"

#include "absl/time/time.h"
#include "tests/support/assay_server.h"

namespace assay::crash {
namespace {

const std::chrono::nanoseconds kWait = absl::ToChronoNanoseconds(testing::kPatience);

}  // namespace

void Gate::Serve(const std::string& target) {
  std::lock_guard<std::mutex> lock(mutex_);
  serving_ = {serving_.generation + 1, target};
  changed_.notify_all();
}

absl::optional<Serving> Gate::AwaitServingAfter(int generation) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (!changed_.wait_for(lock, kWait, [&] { return serving_.generation > generation; })) return absl::nullopt;
  return serving_;
}

void Gate::Acknowledge() {
  std::lock_guard<std::mutex> lock(mutex_);
  ++acknowledged_;
  changed_.notify_all();
}

bool Gate::AwaitMore(int64_t count) {
  std::unique_lock<std::mutex> lock(mutex_);
  const int64_t goal = acknowledged_ + count;
  return changed_.wait_for(lock, kWait, [&] { return acknowledged_ >= goal; });
}

}  // namespace assay::crash
