#include <string>
#include <utility>
#include <vector>

#include "services/domain/commands/state.h"
#include "services/domain/commands/user.h"
#include "services/rpc/identity.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"
#include "storage/keyspace.h"

namespace assay::rpc {
namespace {

absl::Status WhoAmI(const CallContext& call, const v1::WhoAmIRequest& request, v1::WhoAmIResponse* response) {
  const domain::Principal& principal = request.parent().empty() ? call.caller : call.principal;
  response->set_user(principal.Name());
  for (v1::Role role : principal.roles) response->add_roles(role);
  if (!principal.employer.empty()) {
    response->set_employer(domain::NameOf(principal.state, domain::EmployerId{principal.employer}));
  }
  return absl::OkStatus();
}

absl::StatusOr<Prepared> PrepareCreateState(const CallContext&, const v1::CreateStateRequest& request) {
  Prepared prepared;
  prepared.new_state = request.state_id();
  prepared.decide = [request](const domain::Context& context, const domain::View& view, domain::Events* events) {
    return Decide(request, context, view, events);
  };
  return prepared;
}

absl::Status GetState(const CallContext& call, const v1::GetStateRequest& request, v1::GetStateResponse* response) {
  return ReadRecord(call, domain::StateId{}, request.name(), response->mutable_state());
}

absl::Status ListStates(const CallContext& call, const v1::ListStatesRequest& request,
                        v1::ListStatesResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> ids, call.engine->StateIds());
  std::string last;
  for (const std::string& id : ids) {
    if (id <= page.after()) continue;
    if (response->states_size() == page.size()) {
      response->set_next_page_token(page.TokenAfter(last));
      break;
    }
    *response->add_states() = call.engine->Read(id)->FindOrDefault(domain::StateId{});
    last = id;
  }
  return absl::OkStatus();
}

absl::Status GetUser(const CallContext& call, const v1::GetUserRequest& request, v1::GetUserResponse* response) {
  return ReadRecord(call, domain::UserIdOf(request.name()), request.name(), response->mutable_user());
}

absl::Status ListUsers(const CallContext& call, const v1::ListUsersRequest& request, v1::ListUsersResponse* response) {
  return ReadPage<domain::UserId>(call, request, domain::PrefixOf<domain::UserId>(), response->mutable_users(),
                                  response);
}

// The secret goes from here into its one answer: no event, record or log has it.
absl::StatusOr<Prepared> PrepareCreateToken(const CallContext& call, const v1::CreateTokenRequest& request) {
  std::string secret = NewSecret(*call.engine->random());
  Prepared prepared;
  prepared.decide = [request, hash = SecretHash(secret)](const domain::Context& context, const domain::View& view,
                                                         domain::Events* events) {
    return domain::DecideCreateToken(request, hash, context, view, events);
  };
  prepared.complete = [state = call.state, secret](google::protobuf::Message* message) {
    auto* response = static_cast<v1::CreateTokenResponse*>(message);
    response->set_secret(FormatToken({state, domain::TokenIdOf(response->token().name()).token, secret}));
  };
  return prepared;
}

absl::Status ListTokens(const CallContext& call, const v1::ListTokensRequest& request,
                        v1::ListTokensResponse* response) {
  return ListRecords<domain::TokenId>(request, *call.view, domain::PrefixOf<domain::TokenId>(), response,
                                      [&](absl::string_view, const ledger::v1::TokenRecord& record) {
                                        *response->add_tokens() = record.change().token();
                                        return true;
                                      });
}

}  // namespace

void AddAdminService(Api* api, BackupFunction backup) {
  api->Query(WhoAmI);
  api->PreparedMutation<v1::CreateStateRequest, v1::CreateStateResponse>(PrepareCreateState, nullptr, Where::kInline);
  api->Query(GetState);
  api->Query(ListStates, Where::kWorker);
  api->Mutation<v1::SetRehearsalTimeRequest, v1::SetRehearsalTimeResponse>();
  api->Mutation<v1::CreateUserRequest, v1::CreateUserResponse>();
  api->Mutation<v1::UpdateUserRequest, v1::UpdateUserResponse>();
  api->Query(GetUser);
  api->Query(ListUsers);
  api->PreparedMutation<v1::CreateTokenRequest, v1::CreateTokenResponse>(PrepareCreateToken, nullptr, Where::kInline);
  api->Mutation<v1::RevokeTokenRequest, v1::RevokeTokenResponse>();
  api->Query(ListTokens);
  api->QueryWith<v1::CreateBackupRequest, v1::CreateBackupResponse>(
      [backup = std::move(backup)](const CallContext&, const v1::CreateBackupRequest& request,
                                   v1::CreateBackupResponse* response) {
        ASSAY_ASSIGN_OR_RETURN(*response->mutable_path(), backup(request.backup_id()));
        return absl::OkStatus();
      },
      Where::kWorker);
}

}  // namespace assay::rpc
