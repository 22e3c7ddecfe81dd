// Any text as an import of any kind: the first byte says which. Read, and every row decided.
#include <cstdlib>
#include <string>

#include "services/domain/import/import_run.h"
#include "services/domain/name.h"
#include "services/domain/testing/fake_state.h"

namespace {

namespace api = assay::v1;
using namespace assay::domain;  // NOLINT(google-build-using-namespace)

constexpr int kRowsMax = 2000;

api::Import ImportOf(int kind) {
  api::Import import;
  import.set_name(NameOf("nj", ImportId{"i"}));
  import.set_kind(static_cast<api::ImportKind>(kind));
  import.set_target("states/nj");
  if (kind == api::IMPORT_KIND_OCCUPATIONS) import.set_target("states/nj/datasets/oews");
  if (kind == api::IMPORT_KIND_PROPOSALS) import.set_target("states/nj/cycles/2027");
  if (kind == api::IMPORT_KIND_CROSSWALK) import.set_target("states/nj/crosswalks/soc");
  import.set_state(api::IMPORT_STATE_UPLOADING);
  return import;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  api::Import import = ImportOf(1 + data[0] % 5);
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto run = ImportRun::Parse(import, text, /*skip_invalid=*/true);
  if (!run.ok()) return 0;
  FakeState state;
  state.records.Put(ImportIdOf(import.name()), import);
  state.records.Mutable(DatasetId{"oews"})->set_name("states/nj/datasets/oews");
  state.records.Mutable(CrosswalkId{"soc"})->set_from_scheme(api::CODE_SCHEME_SOC_2010);
  state.records.Mutable(CycleId{"2027"})->set_name("states/nj/cycles/2027");
  state.records.Mutable(CredentialId{"cna"})->set_name("states/nj/credentials/cna");
  ScratchRecords scratch(&state.records);
  Context context{"nj", state.now, &state.staff, &state.random};
  auto done = run->CheckNext(kRowsMax, context, &scratch);
  if (!done.ok() && done.status().code() == absl::StatusCode::kInternal) std::abort();
  if (!done.ok() || !*done) return 0;
  const ImportSummary& summary = run->summary();
  int rows = summary.create_count + summary.update_count + summary.unchanged_count + summary.invalid_count;
  if (rows != summary.row_count) std::abort();
  Events events;
  absl::Status accepted = run->Accept(context, state.records, &events);
  if (accepted.code() == absl::StatusCode::kInternal) std::abort();
  return 0;
}
