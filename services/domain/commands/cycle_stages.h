// A cycle's stages as they are sent become stages as they are stored: local times become instants, and what was already
// there keeps its state and its instants unless the times were changed.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_STAGES_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_STAGES_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/base/error.h"
#include "services/domain/commands/calendar.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

inline constexpr int kStagesMax = 60;

// Resolves stages of a cycle that is being made: state, instants and adjustments. A stage whose time has come is open
// or closed from the start. Violations of `field`[i]: an id twice, no local time, an end that is not after the opening,
// grace without a closing; too many.
void ResolveStages(const Context& context, const View& view, absl::string_view field, Stages* stages,
                   Violations* violations);

// The same for a cycle that has stages already, compared by id. Violations also: a closing set anew that has passed.
// FAILED_PRECONDITION, WRONG_STATE (services/domain/workflow.h): kind or opening of a stage changed, or a stage left
// out, that has opened.
absl::Status UpdateStages(const api::Cycle& before, const Context& context, const View& view, absl::string_view field,
                          Stages* stages, Violations* violations);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_STAGES_H_
