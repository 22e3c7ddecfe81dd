// What events of crosswalks do to the records; a part of Apply (services/domain/apply.h).
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_LABOR_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_LABOR_H_

#include "services/domain/view.h"

namespace assay::domain {

void ApplyCrosswalkRows(const ledger::CrosswalkRows& rows, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_LABOR_H_
