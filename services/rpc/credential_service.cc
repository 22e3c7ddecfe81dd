#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/text.h"
#include "services/domain/commands/catalogue.h"
#include "services/domain/commands/credential_link.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Get(const CallContext& call, const v1::GetCredentialRequest& request,
                 v1::GetCredentialResponse* response) {
  return ReadRecord(call, domain::CredentialIdOf(request.name()), request.name(), response->mutable_credential());
}

absl::Status List(const CallContext& call, const v1::ListCredentialsRequest& request,
                  v1::ListCredentialsResponse* response) {
  return ListRecords<domain::CredentialId>(
      request, *call.view, domain::PrefixOf<domain::CredentialId>(), response,
      [&](absl::string_view, const v1::Credential& credential) {
        const auto& codes = credential.soc_codes();
        if (!request.cluster().empty() && credential.cluster() != request.cluster()) return false;
        if (!request.soc_code().empty() && std::find(codes.begin(), codes.end(), request.soc_code()) == codes.end()) {
          return false;
        }
        *response->add_credentials() = credential;
        return true;
      });
}

absl::Status Search(const CallContext& call, const v1::SearchCredentialsRequest& request,
                    v1::SearchCredentialsResponse* response) {
  return ListRecords<domain::CredentialId>(
      request, *call.view, domain::PrefixOf<domain::CredentialId>(), response,
      [&](absl::string_view, const v1::Credential& credential) {
        std::string text = absl::StrCat(credential.title(), "\n", credential.issuer(), "\n", credential.code());
        if (!ContainsWords(text, request.query())) return false;
        *response->add_credentials() = credential;
        return true;
      });
}

}  // namespace

void AddCredentialService(Api* api) {
  api->Mutation<v1::CreateCredentialRequest, v1::CreateCredentialResponse>();
  api->Mutation<v1::UpdateCredentialRequest, v1::UpdateCredentialResponse>();
  api->Mutation<v1::LinkCredentialsRequest, v1::LinkCredentialsResponse>();
  api->Mutation<v1::UnlinkCredentialsRequest, v1::UnlinkCredentialsResponse>();
  api->Query(Get);
  api->Query(List);
  api->Query(Search);
}

}  // namespace assay::rpc
