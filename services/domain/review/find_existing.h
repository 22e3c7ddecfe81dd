// A record that a decision cannot do without.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_FIND_EXISTING_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_FIND_EXISTING_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/view.h"

namespace assay::domain {

// Never null. `state` is the state's id. NOT_FOUND: there is none; or the view's read error.
template <class Id>
absl::StatusOr<const typename Id::Record*> FindExisting(const Id& id, const std::string& state, const View& view) {
  const typename Id::Record* record = view.Find(id);
  if (record != nullptr) return record;
  ASSAY_RETURN_IF_ERROR(view.status());
  return NotFound(NameOf(state, id));
}

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_FIND_EXISTING_H_
