// Checks a request against the rules that its proto states (assay.v1.rules), so that no handler repeats them.
#ifndef ASSAY_SERVICES_RPC_VALIDATION_H_
#define ASSAY_SERVICES_RPC_VALIDATION_H_

#include <string>

#include "google/protobuf/message.h"
#include "services/base/error.h"

namespace assay::rpc {

// Adds every violation of a field rule, in order of the fields: missing, too long, too many, out of range, not of the
// format, no such enum value, malformed UTF-8, and names that belong to another state than the first one. A message
// that is changed under an update_mask need not hold its required fields, but must not empty them.
void CheckRules(const google::protobuf::Message& request, Violations* violations);

// The id of the state that a request is about: that of its first resource name. Empty when it names none.
std::string StateOfRequest(const google::protobuf::Message& request);

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_VALIDATION_H_
