// An import as a long command (services/domain/import/import_run.h decides it).
#ifndef ASSAY_SERVICES_ENGINE_IMPORT_COMMAND_H_
#define ASSAY_SERVICES_ENGINE_IMPORT_COMMAND_H_

#include "absl/status/statusor.h"
#include "services/domain/import/import_run.h"
#include "services/engine/command.h"
#include "services/engine/engine.h"

namespace assay::engine {

// Rows that are decided before the commit thread turns to other states.
inline constexpr int kRowsPerPrepare = 500;

// Single-threaded.
class ImportCommand : public LongCommand {
 public:
  explicit ImportCommand(domain::ImportRun run) : run_(std::move(run)) {}

  absl::StatusOr<bool> Prepare(const Context& context, Records* scratch) override {
    return run_.CheckNext(kRowsPerPrepare, context, scratch);
  }
  absl::Status Accept(const Context& context, const View& view, Events* events) override {
    return run_.Accept(context, view, events);
  }
  absl::StatusOr<bool> Slice(const Context& context, const View& view, Events* events) override {
    return run_.Slice(context, view, events);
  }

 private:
  domain::ImportRun run_;
};

// The command for an import as its record is in `view`; reads and parses its text, so call it on the thread of the
// call. Errors of ReadImportText and ImportRun::Parse.
absl::StatusOr<std::unique_ptr<LongCommand>> MakeImportCommand(const ReadView& view, const v1::Import& import,
                                                               bool skip_invalid);

// For EngineOptions: goes on with an import that was accepted.
ResumeImport MakeResumeImport();

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_IMPORT_COMMAND_H_
