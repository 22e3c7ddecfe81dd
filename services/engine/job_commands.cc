#include "services/engine/job_commands.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/appeal/appeal.h"
#include "services/domain/apply.h"
#include "services/domain/commands/cycle.h"
#include "services/domain/list/signing.h"
#include "services/domain/name.h"
#include "services/domain/requests.h"
#include "services/domain/resource.h"
#include "services/domain/review/round.h"
#include "services/engine/jobs.h"

namespace assay::engine {
namespace {

constexpr size_t kDigestBytes = 16;

// What is done when something on the due index falls due: one line a job.
struct DueWork {
  domain::DueJob job;
  absl::string_view name;
  absl::Status (*decide)(const std::string& subject, absl::Time scheduled, const Context& context, const View& view,
                         Events* events);
};

absl::Status CloseRound(const std::string& round, absl::Time scheduled, const Context& context, const View& view,
                        Events* events) {
  return domain::DecideCloseRoundAtDeadline(domain::RoundIdOf(round), scheduled, context, view, events);
}

constexpr DueWork kDueWork[] = {
    {domain::DueJob::kCloseRound, "close-rounds", CloseRound},
    {domain::DueJob::kMoveStage, "move-stages", domain::DecideMoveStagesAtDeadline},
    {domain::DueJob::kDeemApproved, "deem-lists-approved", domain::DecideDeemedApproval},
    {domain::DueJob::kLapseAppeal, "lapse-appeals", domain::DecideAppealLapse},
};

const DueWork* FindDueWork(uint32_t job) {
  for (const DueWork& work : kDueWork) {
    if (static_cast<uint32_t>(work.job) == job) return &work;
  }
  return nullptr;
}

// `what` and the scheduled instant make a job's work happen once.
Command JobCommand(const std::string& state, absl::string_view job, absl::string_view what, absl::Time scheduled) {
  Command command;
  command.state = state;
  command.principal.state = state;
  command.principal.job = std::string(job);
  command.method = absl::StrCat("Jobs.", job);
  command.request_id = absl::StrCat(job, "/", what, "/", absl::ToUnixSeconds(scheduled));
  command.request_digest = Sha256(command.request_id).substr(0, kDigestBytes);
  return command;
}

Command DueCommand(const std::string& state, const DueWork& work, const std::string& subject, absl::Time scheduled) {
  Command command = JobCommand(state, work.name, subject, scheduled);
  command.decide = [decide = work.decide, subject, scheduled](const Context& context, const View& view,
                                                              Events* events) {
    return decide(subject, scheduled, context, view, events);
  };
  return command;
}

Command ExpireRequests(const std::string& state, int64_t until_sequence, std::vector<std::string> digests,
                       absl::Time scheduled) {
  Command command = JobCommand(state, "expire-requests", absl::StrCat(until_sequence), scheduled);
  command.decide = [until_sequence, digests = std::move(digests), scheduled](const Context& context, const View& view,
                                                                             Events* events) {
    ASSAY_RETURN_IF_ERROR(domain::DecideExpireRequests(until_sequence, digests, context, view, events));
    for (Event& event : events->list()) {
      event.mutable_decision()->set_scheduled_micros(absl::ToUnixMicros(scheduled));
    }
    return absl::OkStatus();
  };
  return command;
}

// Requests of before this instant may be forgotten.
absl::StatusOr<absl::Time> ForgetBefore(const Engine& engine, const ReadView& view) {
  absl::Time before = engine.NowIn(view) - kRequestsKept;
  ASSAY_RETURN_IF_ERROR(view.Scan<domain::RoundId>(domain::PrefixOf<domain::RoundId>(), "",
                                                   [&before](absl::string_view, const v1::Round& round) {
                                                     if (round.state() == v1::ROUND_STATE_OPEN)
                                                       before = std::min(before, domain::FromProto(round.open_time()));
                                                     return true;
                                                   }));
  return before;
}

// The request that begins with this event, if it is still remembered.
absl::optional<std::string> RequestBegunBy(const Event& event, const ReadView& view) {
  if (event.request_id().empty()) return absl::nullopt;
  domain::RequestId id = domain::RequestIdOf(event.principal(), event.request_id());
  const ledger::v1::RequestRecord* record = view.Find(id);
  if (record == nullptr || record->first_sequence() != event.sequence()) return absl::nullopt;
  return std::move(id.digest);
}

}  // namespace

absl::StatusOr<DueCommands> FindDueCommands(const Engine& engine, const std::string& state) {
  std::unique_ptr<ReadView> view = engine.Read(state);
  absl::Time now = engine.NowIn(*view);
  bool rehearsal = view->FindOrDefault(domain::StateId{}).rehearsal();
  DueCommands due;
  auto visit = [&](absl::string_view path, const ledger::v1::DueRecord&) {
    absl::Time deadline = absl::FromUnixSeconds(domain::TakeNumber(&path));
    if (deadline > now || due.commands.size() == kDueCommandsMax) {
      if (deadline <= now || !rehearsal) due.next = deadline;
      return false;
    }
    const DueWork* work = FindDueWork(domain::TakeNumber(&path));
    if (work != nullptr) due.commands.push_back(DueCommand(state, *work, domain::TakeText(&path), deadline));
    return true;
  };
  ASSAY_RETURN_IF_ERROR(view->Scan<domain::DueId>(domain::PrefixOf<domain::DueId>(), "", visit));
  ASSAY_RETURN_IF_ERROR(view->status());
  return due;
}

absl::StatusOr<ExpiryStep> FindExpiredRequests(const Engine& engine, const std::string& state, absl::Time scheduled,
                                               int64_t from_sequence) {
  std::unique_ptr<ReadView> view = engine.Read(state);
  ASSAY_ASSIGN_OR_RETURN(absl::Time before, ForgetBefore(engine, *view));
  int64_t until = view->FindOrDefault(domain::StateHeadId{}).requests_expired_until();
  int64_t first = until = std::max(until, from_sequence);
  std::vector<std::string> digests;
  ExpiryStep step;
  bool of_people = false;
  step.last = true;
  auto visit = [&](const Event& event, absl::string_view) {
    if (absl::FromUnixMicros(event.time_micros()) >= before) return false;
    if (digests.size() == domain::kExpiredRequestsMax || until - first == kExpiryEventsMax) {
      step.last = false;
      return false;
    }
    absl::optional<std::string> digest = RequestBegunBy(event, *view);
    if (digest.has_value()) {
      of_people = of_people || !absl::StartsWith(event.principal(), "jobs/");
      digests.push_back(*std::move(digest));
    }
    until = event.sequence() + 1;
    return true;
  };
  ASSAY_RETURN_IF_ERROR(VisitEvents(engine.store(), view->snapshot(), view->state(), first, visit));
  ASSAY_RETURN_IF_ERROR(view->status());
  step.next_sequence = until;
  if (of_people || !step.last) step.command = ExpireRequests(state, until, std::move(digests), scheduled);
  return step;
}

}  // namespace assay::engine
