// Which list versions a caller may read.
#ifndef ASSAY_SERVICES_RPC_LIST_VERSIONS_H_
#define ASSAY_SERVICES_RPC_LIST_VERSIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/rpc/api.h"

namespace assay::rpc {

// Drafts are the agency's own; from its release on everybody reads a version.
bool MayRead(const CallContext& call, const v1::ListVersion& version);

// The number of a version named in a request; "latest" is the one in force. NOT_FOUND: there is none, or it is a draft
// that the caller may not see.
absl::StatusOr<uint32_t> FindListVersion(const CallContext& call, const std::string& name);

// What the caller sees of a version: who asked for revisions, and why, is for the agency.
v1::ListVersion Shown(const CallContext& call, v1::ListVersion version);

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_LIST_VERSIONS_H_
