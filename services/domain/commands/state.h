// Decisions on states and the clocks of rehearsals.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_STATE_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_STATE_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// The first event of a state. `view` is of the new state, which is empty unless the id is taken. A rehearsal's clock
// begins at context.now. ALREADY_EXISTS: the id is taken.
absl::Status Decide(const api::CreateStateRequest& request, const Context& context, const View& view, Events* events);

// Sets the clock, cut to microseconds; the event itself still has the time before. NOT_FOUND; FAILED_PRECONDITION,
// NOT_A_REHEARSAL or CLOCK_WOULD_GO_BACK; INVALID_ARGUMENT: from 2100 on.
absl::Status Decide(const api::SetRehearsalTimeRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_STATE_H_
