// Decisions on cycles.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: stages and a calendar are both sent, either is faulty
// (services/domain/commands/cycle_stages.h, calendar.h), a rule is, or a crosswalk is not filled. NOT_FOUND: no such
// dataset. FAILED_PRECONDITION, DATASET_NOT_SEALED: the dataset has not been filled.
absl::Status Decide(const api::CreateCycleRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND: no such cycle. ALREADY_EXISTS: the new id is taken. INVALID_ARGUMENT: a stage shifted is faulty.
absl::Status Decide(const api::CloneCycleRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND; ABORTED: stale etag; INVALID_ARGUMENT: as above, or the update mask names no field that can be changed;
// FAILED_PRECONDITION: as above; WRONG_STATE: a stage has opened and is changed or left out
// (services/domain/commands/cycle_stages.h).
absl::Status Decide(const api::UpdateCycleRequest& request, const Context& context, const View& view, Events* events);

// `view`: the state. The stages of a calendar as CreateCycle would make them at `now`. INVALID_ARGUMENT.
absl::StatusOr<api::PlanCycleResponse> PlanCycle(const api::PlanCycleRequest& request, absl::Time now,
                                                 const View& view);

// Opens and closes the stages of the cycle called `cycle` whose instants are not after `scheduled` and context.now, for
// the job that was scheduled for it. Adds no event when there are none.
absl::Status DecideMoveStagesAtDeadline(const std::string& cycle, absl::Time scheduled, const Context& context,
                                        const View& view, Events* events);

// What a reader is shown of a cycle: each stage where it stands at `now`, whether or not the job has moved it. To whom
// is not of the agency (staff, approvers, auditors), not from when on an employer is looked at twice, and not who may
// sign.
void PrepareForReader(const Principal& principal, absl::Time now, api::Cycle* cycle);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_H_
