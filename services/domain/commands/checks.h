// What the decisions on resources have in common: finding, making and changing a record, and checks of its values.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CHECKS_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CHECKS_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/domain/context.h"
#include "services/domain/resource.h"
#include "services/domain/view.h"
#include "services/domain/workflow.h"

namespace assay::domain {

// `sent` as a new record called `name`. ALREADY_EXISTS, or the view's read error.
template <class Id>
absl::StatusOr<typename Id::Record> MakeNew(const Context& context, const View& view, const Id& id,
                                            const std::string& name, typename Id::Record sent) {
  if (view.Find(id) != nullptr) return AlreadyExists(name);
  ASSAY_RETURN_IF_ERROR(view.status());
  sent.set_name(name);
  StampNew(context, &sent);
  return sent;
}

// A copy of the record called `name` that is marked as changed now. NOT_FOUND; ABORTED: `etag` is given and stale; or
// the view's read error.
template <class Id>
absl::StatusOr<typename Id::Record> MakeChanged(const Context& context, const View& view, const Id& id,
                                                const std::string& name, const std::string& etag) {
  ASSAY_ASSIGN_OR_RETURN(const typename Id::Record* before, FindExisting(view, id, name));
  ASSAY_RETURN_IF_ERROR(CheckEtag(etag, *before));
  typename Id::Record after = *before;
  StampChanged(context, &after);
  return after;
}

// A violation `field`[i] for every code that the edition does not have.
void CheckSocCodes(api::SocVersion version, const google::protobuf::RepeatedPtrField<std::string>& codes,
                   absl::string_view field, Violations* violations);

// A violation for every enum field, nested ones too, that holds a number without a name. `field` is the message's path.
void CheckEnumsDefined(const google::protobuf::Message& message, absl::string_view field, Violations* violations);

// PERMISSION_DENIED, NOT_YOUR_PROPOSAL: a proposer acts on somebody else's proposal. Agency staff may act on any.
absl::Status CheckOwner(const Context& context, const api::Proposal& proposal);

// An instant in UTC to the second, for error messages.
std::string InstantText(const google::protobuf::Timestamp& time);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CHECKS_H_
