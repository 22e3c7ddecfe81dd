#include "services/engine/import_command.h"

#include <memory>
#include <string>
#include <utility>

#include "services/base/error.h"
#include "services/domain/import/import_commands.h"

namespace assay::engine {

absl::StatusOr<std::unique_ptr<LongCommand>> MakeImportCommand(const ReadView& view, const v1::Import& import,
                                                               bool skip_invalid) {
  ASSAY_ASSIGN_OR_RETURN(std::string text, domain::ReadImportText(import, view));
  ASSAY_ASSIGN_OR_RETURN(domain::ImportRun run, domain::ImportRun::Parse(import, text, skip_invalid));
  return std::make_unique<ImportCommand>(std::move(run));
}

ResumeImport MakeResumeImport() {
  return [](const ReadView& view, const v1::Import& import) {
    return MakeImportCommand(view, import, import.skip_invalid());
  };
}

}  // namespace assay::engine
