#include "services/rpc/list_versions.h"

#include "services/base/error.h"
#include "services/domain/name.h"

namespace assay::rpc {
namespace {

bool IsAgency(const CallContext& call) { return call.principal.IsStaff() || call.principal.Has(v1::ROLE_APPROVER); }

}  // namespace

bool MayRead(const CallContext& call, const v1::ListVersion& version) {
  return version.state() != v1::LIST_VERSION_STATE_DRAFT || IsAgency(call);
}

absl::StatusOr<uint32_t> FindListVersion(const CallContext& call, const std::string& name) {
  uint32_t version = domain::ListVersionOf(name);
  if (domain::LastPart(name) == "latest") {
    version = static_cast<uint32_t>(call.view->FindOrDefault(domain::StateHeadId{}).list_version_in_force());
  }
  const v1::ListVersion* record = version == 0 ? nullptr : call.view->Find(domain::ListVersionId(version));
  ASSAY_RETURN_IF_ERROR(call.view->status());
  if (record == nullptr || !MayRead(call, *record)) return NotFound(name);
  return version;
}

v1::ListVersion Shown(const CallContext& call, v1::ListVersion version) {
  if (!IsAgency(call)) version.clear_revision_request();
  return version;
}

}  // namespace assay::rpc
