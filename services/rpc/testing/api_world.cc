#include "services/rpc/testing/api_world.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/rpc/identity.h"
#include "services/rpc/services.h"

namespace assay::rpc::testing {
namespace {

template <class Detail>
absl::optional<Detail> DetailOf(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return absl::nullopt;
  for (const google::protobuf::Any& any : details.details()) {
    Detail detail;
    if (any.UnpackTo(&detail)) return detail;
  }
  return absl::nullopt;
}

}  // namespace

std::string ReasonOf(const grpc::Status& status) {
  return DetailOf<google::rpc::ErrorInfo>(status).value_or(google::rpc::ErrorInfo()).reason();
}

std::vector<std::string> FieldsOf(const grpc::Status& status) {
  std::vector<std::string> fields;
  google::rpc::BadRequest bad = DetailOf<google::rpc::BadRequest>(status).value_or(google::rpc::BadRequest());
  for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
  return fields;
}

absl::optional<google::rpc::RetryInfo> RetryInfoOf(const grpc::Status& status) {
  return DetailOf<google::rpc::RetryInfo>(status);
}

std::string PathOf(const google::protobuf::Descriptor* request_type) {
  for (int i = 0; i < request_type->file()->service_count(); ++i) {
    const google::protobuf::ServiceDescriptor* service = request_type->file()->service(i);
    for (int j = 0; j < service->method_count(); ++j) {
      if (service->method(j)->input_type() == request_type) {
        return absl::StrCat("/", service->full_name(), "/", service->method(j)->name());
      }
    }
  }
  return "";
}

std::string Enter(engine::testing::EngineWorld* world, const std::string& state, const std::string& user,
                  const std::vector<v1::Role>& roles, absl::Time expire_time) {
  std::string secret = NewSecret(world->random);
  std::vector<engine::Event> events(2);
  v1::User* entered = events[0].mutable_decision()->mutable_user();
  entered->set_name(domain::UserName(state, user));
  for (v1::Role role : roles) entered->add_roles(role);
  ledger::v1::TokenChange* token = events[1].mutable_decision()->mutable_token();
  token->mutable_token()->set_name(domain::TokenName(state, user));
  token->mutable_token()->set_user(entered->name());
  if (expire_time != absl::InfiniteFuture()) {
    *token->mutable_token()->mutable_expire_time() = domain::ToProto(expire_time);
  }
  token->set_secret_sha256(SecretHash(secret));
  engine::Command command = engine::testing::EngineWorld::Add(state, std::move(events));
  command.makes_state = state.empty();
  absl::Status status = world->Do(std::move(command)).status();
  EXPECT_TRUE(status.ok()) << status;
  return FormatToken({state, user, secret});
}

ApiWorld::ApiWorld(ApiOptions options, engine::EngineOptions engine_options) : engine(storage::kEmbeddedLimits) {
  engine.Start(std::move(engine_options));
  operator_token = Enter(&engine, "", "root", {v1::ROLE_OPERATOR});
  administrator_token = Enter(&engine, "nj", "admin", {v1::ROLE_ADMINISTRATOR});
  staff_token = Enter(&engine, "nj", "staff", {v1::ROLE_AGENCY_STAFF});
  elsewhere_token = Enter(&engine, "oh", "admin", {v1::ROLE_ADMINISTRATOR});
  api = std::make_unique<Api>(engine.engine.get(), std::move(options));
  AddAllServices(api.get(), [](const std::string& id) -> absl::StatusOr<std::string> { return "/backups/" + id; });
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  for (grpc::Service* service : api->services()) builder.RegisterService(service);
  server = builder.BuildAndStart();
  channel = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
}

ApiWorld::~ApiWorld() {
  engine.store->Release();
  server->Shutdown(std::chrono::system_clock::now() + kCallLimit);
  server->Wait();
  engine.engine->Stop();
}

grpc::Status ApiWorld::CallBytes(const std::string& path, const std::string& bytes, const std::string& token) {
  grpc::ClientContext context;
  Prepare(token, kCallLimit, &context);
  grpc::Slice slice(bytes);
  grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC, channel);
  return grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(channel.get(), method, &context, request,
                                                                               &response);
}

void ApiWorld::Prepare(const std::string& token, std::chrono::seconds limit, grpc::ClientContext* context) {
  context->set_deadline(std::chrono::system_clock::now() + limit);
  if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
}

}  // namespace assay::rpc::testing
