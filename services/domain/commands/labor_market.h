// Decisions on datasets of labor-market facts and on crosswalks. They are filled by imports.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_LABOR_MARKET_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_LABOR_MARKET_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Makes an empty dataset. ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: an enum number without a name.
absl::Status Decide(const api::CreateDatasetRequest& request, const Context& context, const View& view, Events* events);

// Makes an empty crosswalk. ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: an enum number without a name, twice the
// same scheme, or occupations on the left and programs on the right.
absl::Status Decide(const api::CreateCrosswalkRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_LABOR_MARKET_H_
