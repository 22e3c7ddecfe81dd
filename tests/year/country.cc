#include "tests/year/country.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/engine/jobs.h"

namespace assay::year {
namespace {

constexpr size_t kDigestBytes = 16;
// Well below the engine's queue, so that none is refused at the door.
constexpr size_t kOpenQuestionsMax = 2000;
constexpr int kRestingDay = 6;
constexpr int kDaysPerWeek = 7;

bool IsExpected(const absl::Status& status, const std::string& reasons) {
  for (absl::string_view reason : absl::StrSplit(reasons, '|')) {
    if (ErrorReason(status) == reason && status.ok() == reason.empty()) return true;
  }
  return false;
}

}  // namespace

Country::Country(storage::Store* store, absl::Time start, uint64_t seed) : start_(start), clock_(start), random_(seed) {
  engine::EngineOptions options;
  options.on_schedule_change = [this] { schedule_changed_ = true; };
  options.on_fatal = [](const absl::Status& status) {
    std::cerr << "the store failed: " << status << std::endl;
    std::abort();
  };
  auto engine = engine::Engine::Open(store, &clock_, &random_, std::move(options));
  if (!engine.ok()) {
    std::cerr << "the engine does not open: " << engine.status() << std::endl;
    std::abort();
  }
  engine_ = *std::move(engine);
}

Country::~Country() { engine_->Stop(); }

void Country::At(absl::Time when, std::function<void()> action) {
  agenda_.push({std::max(when, now()), entry_count_++, std::move(action)});
}

void Country::Live() {
  while (!agenda_.empty()) {
    absl::Time when = agenda_.top().when;
    if (!JobsRest(when)) RunJobs(when);
    clock_.Set(when);
    while (!agenda_.empty() && agenda_.top().when == when) {
      std::function<void()> action = agenda_.top().action;
      agenda_.pop();
      action();
    }
    Settle();
  }
}

bool Country::JobsRest(absl::Time when) const {
  return absl::ToInt64Hours(when - start_) / 24 % kDaysPerWeek == kRestingDay;
}

void Country::RunJobs(absl::Time until) {
  while (schedule_changed_.exchange(false) || jobs_next_ <= until) {
    if (jobs_next_ > now() && jobs_next_ <= until) clock_.Set(jobs_next_);
    jobs_next_ = engine::RunDueJobs(engine_.get(), clock_, &requests_due_);
  }
}

std::string Country::MethodOf(const google::protobuf::Descriptor* request_type) {
  const google::protobuf::FileDescriptor* file = request_type->file();
  for (int i = 0; i < file->service_count(); ++i) {
    for (int j = 0; j < file->service(i)->method_count(); ++j) {
      const google::protobuf::MethodDescriptor* method = file->service(i)->method(j);
      if (method->input_type() == request_type) return absl::StrCat(file->service(i)->name(), ".", method->name());
    }
  }
  return request_type->name();
}

std::string Country::Digest(const google::protobuf::Message& request) {
  return Sha256(request.SerializeAsString()).substr(0, kDigestBytes);
}

void Country::AskPrepared(const std::string& state, const domain::Principal& who,
                          const google::protobuf::Message& request, DecideFunction decide,
                          std::vector<std::string> blobs, std::string reason) {
  Submit(state, who, MethodOf(request.GetDescriptor()), Digest(request), std::move(decide), std::move(blobs),
         std::move(reason));
}

void Country::AskLong(const std::string& state, const domain::Principal& who, const google::protobuf::Message& request,
                      std::unique_ptr<engine::LongCommand> long_command) {
  engine::Command command = MakeCommand(state, who, MethodOf(request.GetDescriptor()), Digest(request));
  command.long_command = std::move(long_command);
  Send(std::move(command), "");
}

void Country::Found(const std::string& state, const domain::Principal& who, const google::protobuf::Message& request,
                    DecideFunction decide) {
  engine::Command command = MakeCommand(state, who, MethodOf(request.GetDescriptor()), Digest(request));
  command.makes_state = true;
  command.decide = std::move(decide);
  Send(std::move(command), "");
}

void Country::Submit(const std::string& state, const domain::Principal& who, const std::string& method,
                     std::string digest, DecideFunction decide, std::vector<std::string> blobs, std::string reason) {
  engine::Command command = MakeCommand(state, who, method, std::move(digest));
  command.decide = std::move(decide);
  command.blobs = std::move(blobs);
  Send(std::move(command), std::move(reason));
}

engine::Command Country::MakeCommand(const std::string& state, const domain::Principal& who, const std::string& method,
                                     std::string digest) {
  engine::Command command;
  command.state = state;
  command.principal = who;
  command.method = method;
  command.request_id = absl::StrCat("q", command_count_);
  command.request_digest = std::move(digest);
  return command;
}

void Country::Send(engine::Command command, std::string reason) {
  if (open_.size() == kOpenQuestionsMax) Settle();
  ++command_count_;
  std::string text = absl::StrCat(command.state, " ", command.method, " by ", command.principal.Name());
  open_.push_back({std::move(text), std::move(reason), engine::SubmitPending(engine_.get(), std::move(command))});
}

void Country::Settle() {
  for (const Question& question : open_) {
    absl::Status status = question.outcome->Wait().status();
    if (!status.ok()) ++refusal_count_;
    if (IsExpected(status, question.reason)) continue;
    Surprise(absl::StrCat(question.text, ": expected ", question.reason.empty() ? "OK" : question.reason, ", was ",
                          status.ToString()));
  }
  open_.clear();
}

void Country::Surprise(std::string what) {
  ++surprise_count_;
  if (surprises_.size() < kSurprisesMax) surprises_.push_back(absl::StrCat(absl::FormatTime(now()), " ", what));
}

}  // namespace assay::year
