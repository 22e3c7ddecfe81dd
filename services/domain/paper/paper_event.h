// The event of a paper submission: who said it, who recorded and checked it, and every free text are personal.
#ifndef ASSAY_SERVICES_DOMAIN_PAPER_PAPER_EVENT_H_
#define ASSAY_SERVICES_DOMAIN_PAPER_PAPER_EVENT_H_

#include "services/domain/context.h"

namespace assay::domain {

void AddPaperEvent(api::PaperSubmission submission, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_PAPER_PAPER_EVENT_H_
