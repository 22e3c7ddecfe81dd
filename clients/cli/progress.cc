#include "clients/cli/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace assay::cli {
namespace {

constexpr int64_t kBarWidth = 30;
constexpr absl::Duration kRedrawInterval = absl::Milliseconds(80);

}  // namespace

Progress::Progress(const Environment& environment, absl::string_view what, absl::string_view unit, int64_t total)
    : environment_(environment), what_(what), unit_(unit), total_(total) {}

Progress::~Progress() {
  if (total_ == 0) return;
  if (environment_.err_is_terminal) {
    Draw();
    *environment_.err << "\n";
  } else {
    *environment_.err << what_ << ": " << done_ << " of " << total_ << " " << unit_ << "\n";
  }
  environment_.err->flush();
}

void Progress::Advance(int64_t count) {
  done_ += count;
  if (total_ == 0 || !environment_.err_is_terminal || absl::Now() - last_drawn_ < kRedrawInterval) return;
  last_drawn_ = absl::Now();
  Draw();
}

void Progress::Draw() {
  int64_t filled = std::min(done_, total_) * kBarWidth / total_;
  std::string bar;
  for (int64_t i = 0; i < kBarWidth; ++i) bar += i < filled ? "█" : "░";
  *environment_.err << "\r" << what_ << " " << bar << " " << done_ << "/" << total_ << " " << unit_ << std::flush;
}

}  // namespace assay::cli
