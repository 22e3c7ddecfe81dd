#include "clients/bench/ballots_bench.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <random>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "clients/bench/rehearsal.h"
#include "clients/bench/server_process.h"
#include "clients/cpp/client.h"
#include "services/base/error.h"

namespace assay::bench {
namespace {

constexpr int kEmployers = 16;
constexpr int kProposals = 40;
// How often both kinds of call take turns.
constexpr int kTurns = 4;

// One who calls, and waits for each answer.
class Caller {
 public:
  Caller(const std::string& target, const Rehearsal& rehearsal, int number, uint64_t seed)
      : rehearsal_(rehearsal), dice_(seed) {
    ClientOptions options;
    options.target = target;
    options.token = rehearsal.voter_tokens[static_cast<size_t>(number) % rehearsal.voter_tokens.size()];
    options.retry.max_attempts = 1;
    client_ = std::make_unique<Client>(options);
  }

  absl::Status Cast() {
    v1::CastBallotRequest request;
    request.set_round(rehearsal_.round);
    request.mutable_paper()->set_proposal(rehearsal_.proposals[dice_() % rehearsal_.proposals.size()]);
    request.mutable_paper()->set_choice(static_cast<v1::BallotChoice>(v1::BALLOT_CHOICE_APPROVE + dice_() % 3));
    return client_->Call<v1::CastBallotResponse>("assay.v1.ReviewService/CastBallot", request).status();
  }

  absl::Status AskWho() {
    return client_->Call<v1::WhoAmIResponse>("assay.v1.AdminService/WhoAmI", v1::WhoAmIRequest()).status();
  }

 private:
  const Rehearsal& rehearsal_;
  std::mt19937_64 dice_;
  std::unique_ptr<Client> client_;
};

using Call = absl::Status (Caller::*)();

struct Measured {
  std::vector<double> milliseconds;  // of each call
  absl::Duration elapsed;
  absl::Status status;
};

Measured Repeat(Caller* caller, Call call, absl::Duration duration, int calls_max) {
  Measured measured;
  const absl::Time end = absl::Now() + duration;
  while (measured.status.ok() && static_cast<int>(measured.milliseconds.size()) < calls_max) {
    const absl::Time begin = absl::Now();
    if (begin >= end) break;
    measured.status = (caller->*call)();
    measured.milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - begin));
  }
  return measured;
}

// All callers at once; adds to *total.
void RepeatTogether(const std::vector<std::unique_ptr<Caller>>& callers, Call call, absl::Duration duration,
                    int calls_max, Measured* total) {
  std::vector<Measured> measured(callers.size());
  std::vector<std::thread> threads;
  const absl::Time begin = absl::Now();
  for (size_t i = 0; i < callers.size(); ++i) {
    threads.emplace_back([&, i] { measured[i] = Repeat(callers[i].get(), call, duration, calls_max); });
  }
  for (std::thread& thread : threads) thread.join();
  total->elapsed += absl::Now() - begin;
  for (Measured& one : measured) {
    total->milliseconds.insert(total->milliseconds.end(), one.milliseconds.begin(), one.milliseconds.end());
    total->status.Update(one.status);
  }
}

void AddFigures(const std::string& name, const Measured& measured, std::vector<Figure>* figures) {
  double seconds = absl::ToDoubleSeconds(measured.elapsed);
  double calls = static_cast<double>(measured.milliseconds.size());
  figures->push_back({name + ".rate", seconds > 0 ? calls / seconds : 0, "1/s", absl::nullopt});
  figures->push_back({name + ".p50", Percentile(measured.milliseconds, 50), "ms", absl::nullopt});
  figures->push_back({name + ".p99", Percentile(measured.milliseconds, 99), "ms", absl::nullopt});
}

absl::Status Measure(const BallotsOptions& options, const std::string& target, const Rehearsal& rehearsal,
                     int outstanding, std::vector<Figure>* figures) {
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < outstanding; ++i) {
    callers.push_back(std::make_unique<Caller>(target, rehearsal, i, options.seed + static_cast<uint64_t>(i)));
    ASSAY_RETURN_IF_ERROR(callers.back()->AskWho());  // connects
  }
  const int calls_max = std::max(1, options.calls_max / kTurns / outstanding);
  Measured ballots;
  Measured questions;
  for (int turn = 0; turn < kTurns; ++turn) {
    RepeatTogether(callers, &Caller::Cast, options.duration / kTurns, calls_max, &ballots);
    RepeatTogether(callers, &Caller::AskWho, options.duration / kTurns, calls_max, &questions);
  }
  ASSAY_RETURN_IF_ERROR(ballots.status);
  ASSAY_RETURN_IF_ERROR(questions.status);
  AddFigures(absl::StrCat("ballots.", outstanding), ballots, figures);
  AddFigures(absl::StrCat("whoami.", outstanding), questions, figures);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureBallots(const BallotsOptions& options) {
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<TemporaryFolder> folder, TemporaryFolder::Make());
  const std::string data = folder->File("data");
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<ServerProcess> server, ServerProcess::Start(options.assayd, data));
  std::string token;
  if (!std::getline(std::ifstream(data + "/administrator.token"), token)) {
    return absl::UnavailableError("the new installation has no administrator.token");
  }
  ASSAY_ASSIGN_OR_RETURN(Rehearsal rehearsal, MakeRehearsal(server->target(), token, kEmployers, kProposals));
  std::vector<Figure> figures;
  for (int outstanding : options.outstanding) {
    ASSAY_RETURN_IF_ERROR(Measure(options, server->target(), rehearsal, outstanding, &figures));
  }
  return figures;
}

}  // namespace assay::bench
