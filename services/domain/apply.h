// Events become records. The only place that writes them; what it does may never change for an event that exists.
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_H_

#include "absl/strings/string_view.h"
#include "services/domain/view.h"

namespace assay::domain {

// Applies one event, its request record and ledger leaf included. `event_bytes` is the event as it is stored: its leaf
// is their hash. Deterministic: the same events in the same order give the same records, byte for byte.
void Apply(const ledger::Event& event, absl::string_view event_bytes, Records* records);

// The key under which a request is remembered.
RequestId RequestIdOf(absl::string_view principal, absl::string_view request_id);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_H_
