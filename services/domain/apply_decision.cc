#include "services/domain/apply_decision.h"

#include <utility>

#include "services/domain/apply_review.h"
#include "services/domain/name.h"

namespace assay::domain {

void ApplyOverride(const ledger::Event& event, Records* records) {
  api::Override record = event.decision().override();
  record.MergeFrom(event.personal().override());
  OverrideId id = OverrideIdOf(record.name());
  bool was_in_force = records->FindOrDefault(id).state() == api::OVERRIDE_STATE_CONFIRMED;
  if (was_in_force || record.state() == api::OVERRIDE_STATE_CONFIRMED) CountDecisionInput(id.cycle, records);
  StandingOverrideId standing{id.cycle, id.proposal};
  if (record.state() == api::OVERRIDE_STATE_CANCELLED) {
    records->Delete(standing);
  } else {
    records->Mutable(standing)->set_holder_id(id.override_id);
  }
  records->Put(id, std::move(record));
}

}  // namespace assay::domain
