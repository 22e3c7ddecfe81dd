#include "services/domain/review/attestation.h"

#include "absl/strings/escaping.h"
#include "services/base/sha256.h"
#include "services/domain/resource.h"

namespace assay::domain {

absl::Status Decide(const api::CreateAttestationRequest& request, const Context& context, const View& view,
                    Events* events) {
  AttestationId id{request.attestation_id()};
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  ASSAY_RETURN_IF_ERROR(view.status());
  api::Attestation* attestation = events->AddDecision()->mutable_attestation();
  *attestation = request.attestation();
  attestation->set_name(NameOf(context.state, id));
  attestation->set_text_sha256(absl::BytesToHexString(Sha256(attestation->text())));
  StampNew(context, attestation);
  return absl::OkStatus();
}

}  // namespace assay::domain
