#include "services/domain/commands/catalogue.h"

#include "services/base/text.h"
#include "services/domain/commands/checks.h"

namespace assay::domain {
namespace {

void CheckCredential(const api::Credential& credential, Violations* violations) {
  CheckSocCodes(credential.soc_version(), credential.soc_codes(), "credential.soc_codes", violations);
  CheckEnumsDefined(credential, "credential", violations);
}

}  // namespace

absl::Status Decide(const api::CreateCredentialRequest& request, const Context& context, const View& view,
                    Events* events) {
  CredentialId id{request.credential_id().empty() ? SlugOf(request.credential().title()) : request.credential_id()};
  Violations violations;
  if (id.credential.empty()) {
    violations.Add("credential_id", "no id can be made of the title, which has no ASCII letter or digit; give one");
  }
  CheckCredential(request.credential(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(*events->AddDecision()->mutable_credential(),
                         MakeNew(context, view, id, NameOf(context.state, id), request.credential()));
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateCredentialRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Credential& change = request.credential();
  ASSAY_ASSIGN_OR_RETURN(api::Credential credential,
                         MakeChanged(context, view, CredentialIdOf(change.name()), change.name(), change.etag()));
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &credential, &violations);
  CheckCredential(credential, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  *events->AddDecision()->mutable_credential() = std::move(credential);
  return absl::OkStatus();
}

}  // namespace assay::domain
