#include "services/domain/appeal/effect.h"

namespace assay::domain {

void ApplyAppealTo(const api::Appeal& appeal, api::Decision* decision) {
  if (appeal.state() != api::APPEAL_STATE_OVERTURNED || decision->outcome() == api::OUTCOME_APPROVED) return;
  api::TraceStep* step = decision->add_trace();
  step->set_criterion(kAppealCriterion);
  step->set_subject(appeal.name());
  step->set_input(appeal.lapsed() ? "not decided in time" : "overturned by two people");
  step->set_threshold("an appeal that is overturned grants what was proposed");
  step->set_verdict(api::VERDICT_PASS);
  decision->set_outcome(api::OUTCOME_APPROVED);
}

}  // namespace assay::domain
