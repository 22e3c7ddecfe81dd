#include "services/engine/jobs.h"

#include <algorithm>
#include <utility>

#include "services/base/error.h"
#include "services/engine/job_commands.h"
#include "services/engine/submit.h"

namespace assay::engine {
namespace {

constexpr absl::Duration kRetryAfter = absl::Seconds(5);
constexpr absl::Duration kDay = absl::Hours(24);

absl::Time NextMidnight(absl::Time now) {
  return absl::UnixEpoch() + (absl::Floor(now - absl::UnixEpoch(), kDay) + kDay);
}

// Does what is due everywhere; all states at once, so that none waits for the other. Returns when something is due
// next.
absl::StatusOr<absl::Time> DoDueWork(Engine* engine, const std::vector<std::string>& states) {
  absl::Time next = absl::InfiniteFuture();
  std::vector<std::shared_ptr<PendingOutcome>> outcomes;
  for (const std::string& state : states) {
    ASSAY_ASSIGN_OR_RETURN(DueCommands due, FindDueCommands(*engine, state));
    next = std::min(next, due.next);
    for (Command& command : due.commands) outcomes.push_back(SubmitPending(engine, std::move(command)));
  }
  absl::Status done;
  for (const auto& outcome : outcomes) done.Update(outcome->Wait().status());
  ASSAY_RETURN_IF_ERROR(done);
  return next;
}

absl::Status ExpireRequests(Engine* engine, const std::string& state, absl::Time scheduled) {
  int64_t from = 0;
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(ExpiryStep step, FindExpiredRequests(*engine, state, scheduled, from));
    if (step.command.has_value()) {
      ASSAY_RETURN_IF_ERROR(SubmitAndWait(engine, *std::move(step.command)).status());
    }
    if (step.last) return absl::OkStatus();
    from = step.next_sequence;
  }
}

absl::StatusOr<absl::Time> RunAll(Engine* engine, const Clock& clock, absl::Time* requests_due) {
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> states, engine->StateIds());
  ASSAY_ASSIGN_OR_RETURN(absl::Time next, DoDueWork(engine, states));
  absl::Time now = clock.Now();
  if (*requests_due <= now) {
    states.emplace_back();  // the installation
    absl::Time midnight = NextMidnight(now);
    for (const std::string& state : states) {
      ASSAY_RETURN_IF_ERROR(ExpireRequests(engine, state, midnight - kDay));
    }
    *requests_due = midnight;
  }
  return std::min(next, *requests_due);
}

}  // namespace

void Jobs::Start(Engine* engine) {
  thread_ = std::thread([this, engine] { Run(engine); });
}

void Jobs::Stop() {
  stopping_ = true;
  waiter_->Notify();
  if (thread_.joinable()) thread_.join();
}

void Jobs::Run(Engine* engine) {
  absl::Time requests_due = absl::InfinitePast();
  while (!stopping_) {
    absl::Time next = RunDueJobs(engine, *clock_, &requests_due);
    if (!stopping_) waiter_->WaitUntil(next);
  }
}

absl::Time RunDueJobs(Engine* engine, const Clock& clock, absl::Time* requests_due) {
  absl::StatusOr<absl::Time> next = RunAll(engine, clock, requests_due);
  return next.ok() ? *next : clock.Now() + kRetryAfter;
}

}  // namespace assay::engine
