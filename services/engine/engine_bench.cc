// Commands a second through the engine, without a disk: what the spine itself costs.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/clock.h"
#include "services/base/random.h"
#include "services/engine/engine.h"
#include "services/engine/submit.h"
#include "storage/memory/memory_store.h"

namespace assay::engine {
namespace {

constexpr int kCredentials = 1000;

Command PutCredential(int index) {
  Command command;
  command.state = "nj";
  command.principal.state = "nj";
  command.principal.user = "bench";
  command.method = "CredentialService.CreateCredential";
  command.request_id = absl::StrCat(index);
  command.request_digest = "0123456789abcdef";
  command.decide = [index](const Context&, const View&, Events* events) {
    v1::Credential* credential = events->AddDecision()->mutable_credential();
    credential->set_name(absl::StrCat("states/nj/credentials/c", index % kCredentials));
    credential->set_title("Welder");
    return absl::OkStatus();
  };
  return command;
}

// One caller keeps `state.range(0)` commands outstanding.
void BM_Commands(benchmark::State& state) {
  storage::MemoryStore store(storage::kEmbeddedLimits);
  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<Engine> engine = *Engine::Open(&store, &clock, &random, {});
  Command make = PutCredential(0);
  make.makes_state = true;
  if (!SubmitAndWait(engine.get(), std::move(make)).ok()) return state.SkipWithError("the state was not made");
  int index = 0;
  for (auto _ : state) {
    std::vector<std::shared_ptr<PendingOutcome>> outstanding;
    for (int64_t i = 0; i < state.range(0); ++i) {
      outstanding.push_back(SubmitPending(engine.get(), PutCredential(++index)));
    }
    for (const auto& pending : outstanding) {
      if (!pending->Wait().ok()) return state.SkipWithError("a command failed");
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Commands)->Arg(1)->Arg(64)->Arg(1024)->UseRealTime();

}  // namespace
}  // namespace assay::engine

BENCHMARK_MAIN();
