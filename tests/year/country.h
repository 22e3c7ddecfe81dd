// A country of states on one engine, in a simulated clock. What its people ask is queued and decided by the real commit
// thread, in batches as they come about, and every answer is held against what was expected of it.
#ifndef ASSAY_TESTS_YEAR_COUNTRY_H_
#define ASSAY_TESTS_YEAR_COUNTRY_H_

#include <atomic>
#include <functional>
#include <memory>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/base/random.h"
#include "services/domain/context.h"
#include "services/engine/engine.h"
#include "services/engine/submit.h"

namespace assay::year {

inline constexpr size_t kSurprisesMax = 20;  // kept; later ones are only counted

using DecideFunction = std::function<absl::Status(const domain::Context&, const domain::View&, domain::Events*)>;

// Single-threaded but for what the engine calls.
class Country {
 public:
  // The store must outlive it. `seed` is that of the ids the server makes.
  Country(storage::Store* store, absl::Time start, uint64_t seed);
  ~Country();

  absl::Time now() const { return clock_.Now(); }
  const storage::Store& store() const { return engine_->store(); }
  std::unique_ptr<engine::ReadView> Read(const std::string& state) const { return engine_->Read(state); }

  // Puts something on the agenda of an instant that is not past. What is on the same instant is done in the order in
  // which it was put there.
  void At(absl::Time when, std::function<void()> action);

  // Works the agenda off until nothing is left. The server's jobs run as they fall due, except on each seventh day:
  // what falls due then is done the day after, though people go on asking.
  void Live();

  // Asks one thing. `reason`: of the refusal that must follow; empty: it must be accepted; several, parted by |, where
  // it depends on what others said. Answered by Settle at the latest; what was asked before is decided before.
  template <class Request>
  void Ask(const std::string& state, const domain::Principal& who, Request request, std::string reason = "") {
    static const std::string* const method = new std::string(MethodOf(Request::descriptor()));
    std::string digest = Digest(request);
    Submit(
        state, who, *method, std::move(digest),
        [request = std::move(request)](const domain::Context& context, const domain::View& view,
                                       domain::Events* events) { return Decide(request, context, view, events); },
        {}, std::move(reason));
  }
  // The same for what is prepared away from the commit thread. `request` says which rpc it is.
  void AskPrepared(const std::string& state, const domain::Principal& who, const google::protobuf::Message& request,
                   DecideFunction decide, std::vector<std::string> blobs, std::string reason = "");
  // Runs a long command.
  void AskLong(const std::string& state, const domain::Principal& who, const google::protobuf::Message& request,
               std::unique_ptr<engine::LongCommand> command);
  // Makes a state.
  void Found(const std::string& state, const domain::Principal& who, const google::protobuf::Message& request,
             DecideFunction decide);

  // Waits until all that was asked is answered.
  void Settle();

  // What could not be asked at all, or is wrong otherwise.
  void Surprise(std::string what);

  int64_t command_count() const { return command_count_; }
  int64_t refusal_count() const { return refusal_count_; }
  int64_t surprise_count() const { return surprise_count_; }
  const std::vector<std::string>& surprises() const { return surprises_; }

 private:
  struct Entry {
    absl::Time when;
    int64_t order;
    std::function<void()> action;
    bool operator<(const Entry& other) const { return when != other.when ? when > other.when : order > other.order; }
  };
  struct Question {
    std::string text;  // method and what it is about
    std::string reason;
    std::shared_ptr<engine::PendingOutcome> outcome;
  };

  static std::string MethodOf(const google::protobuf::Descriptor* request_type);
  static std::string Digest(const google::protobuf::Message& request);
  void Submit(const std::string& state, const domain::Principal& who, const std::string& method, std::string digest,
              DecideFunction decide, std::vector<std::string> blobs, std::string reason);
  void Send(engine::Command command, std::string reason);
  engine::Command MakeCommand(const std::string& state, const domain::Principal& who, const std::string& method,
                              std::string digest);
  bool JobsRest(absl::Time when) const;
  void RunJobs(absl::Time until);

  const absl::Time start_;
  FakeClock clock_;
  SeededRandom random_;
  std::unique_ptr<engine::Engine> engine_;
  std::atomic<bool> schedule_changed_{true};
  absl::Time jobs_next_ = absl::InfinitePast();
  absl::Time requests_due_ = absl::InfinitePast();

  std::priority_queue<Entry> agenda_;
  int64_t entry_count_ = 0;
  std::vector<Question> open_;
  int64_t command_count_ = 0;
  int64_t refusal_count_ = 0;
  int64_t surprise_count_ = 0;
  std::vector<std::string> surprises_;
};

}  // namespace assay::year

#endif  // ASSAY_TESTS_YEAR_COUNTRY_H_
