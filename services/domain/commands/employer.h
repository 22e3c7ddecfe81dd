// Decisions on employers and the people who speak for them.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_EMPLOYER_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_EMPLOYER_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Enters an employer, to be verified. ALREADY_EXISTS: the id is taken, or (REGISTRATION_TAKEN) another employer holds
// the registration number; the error names it. INVALID_ARGUMENT: the registration number or an issuer name has no
// letter or digit, the NAICS code is not 2 to 6 digits, an enum number has no name, or the owner is none. And what
// CheckMayBelong (affiliation.h) refuses.
absl::Status Decide(const api::RegisterEmployerRequest& request, const Context& context, const View& view,
                    Events* events);

// A changed registration number makes a verified or rejected employer pending again. NOT_FOUND; ABORTED: stale etag;
// FAILED_PRECONDITION, WRONG_STATE: it became part of another one; ALREADY_EXISTS, INVALID_ARGUMENT: as above, or the
// update mask names no field that can be changed.
absl::Status Decide(const api::UpdateEmployerRequest& request, const Context& context, const View& view,
                    Events* events);

// Both: NOT_FOUND; ABORTED: stale etag; FAILED_PRECONDITION, WRONG_STATE by kEmployerMachine (workflow.h).
absl::Status Decide(const api::VerifyEmployerRequest& request, const Context& context, const View& view,
                    Events* events);
absl::Status Decide(const api::RejectEmployerRequest& request, const Context& context, const View& view,
                    Events* events);
absl::Status Decide(const api::SuspendEmployerRequest& request, const Context& context, const View& view,
                    Events* events);

// The same, and what CheckMayBelong refuses.
absl::Status Decide(const api::MergeEmployersRequest& request, const Context& context, const View& view,
                    Events* events);

// Enters a representative and, in a second event, its user. NOT_FOUND: no such employer. ALREADY_EXISTS: a user or
// representative has the id.
absl::Status Decide(const api::CreateRepresentativeRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_EMPLOYER_H_
