// The whole API on a loopback port, over an engine on a store in memory, and callers with tokens.
#ifndef ASSAY_SERVICES_RPC_TESTING_API_WORLD_H_
#define ASSAY_SERVICES_RPC_TESTING_API_WORLD_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/server.h"
#include "services/engine/testing/engine_world.h"
#include "services/rpc/api.h"

namespace assay::rpc::testing {

inline constexpr std::chrono::seconds kCallLimit(30);

// What a caller got.
template <class Response>
struct Answer {
  grpc::Status status;
  Response response;
};

// The details of an error, as a client reads them.
std::string ReasonOf(const grpc::Status& status);
std::vector<std::string> FieldsOf(const grpc::Status& status);
absl::optional<google::rpc::RetryInfo> RetryInfoOf(const grpc::Status& status);

// The path of the rpc that takes a request type.
std::string PathOf(const google::protobuf::Descriptor* request_type);

// Puts a user with a token into a state (empty: the installation); returns the token. With `expire_time` unless it is
// InfiniteFuture.
std::string Enter(engine::testing::EngineWorld* world, const std::string& state, const std::string& user,
                  const std::vector<v1::Role>& roles, absl::Time expire_time = absl::InfiniteFuture());

class ApiWorld {
 public:
  // Starts the engine (states nj, oh and hi, a rehearsal), enters the callers below, and serves.
  explicit ApiWorld(ApiOptions options = {}, engine::EngineOptions engine_options = {});
  ~ApiWorld();

  template <class Response, class Request>
  Answer<Response> Call(const Request& request, const std::string& token) {
    grpc::ClientContext context;
    return CallWith<Response>(request, token, &context);
  }
  template <class Response, class Request>
  Answer<Response> CallWith(const Request& request, const std::string& token, grpc::ClientContext* context,
                            std::chrono::seconds limit = kCallLimit) {
    Answer<Response> answer;
    Prepare(token, limit, context);
    grpc::internal::RpcMethod method(PathOf<Request>().c_str(), grpc::internal::RpcMethod::NORMAL_RPC, channel);
    answer.status = grpc::internal::BlockingUnaryCall(channel.get(), method, context, request, &answer.response);
    return answer;
  }
  // Sends bytes as they are.
  grpc::Status CallBytes(const std::string& path, const std::string& bytes, const std::string& token);

  engine::testing::EngineWorld engine;
  std::unique_ptr<Api> api;
  std::unique_ptr<grpc::Server> server;
  std::shared_ptr<grpc::Channel> channel;
  std::string operator_token;
  std::string administrator_token;  // of nj
  std::string staff_token;          // of nj
  std::string elsewhere_token;      // administrator of oh

 private:
  template <class Request>
  static const std::string& PathOf() {
    static const auto* path = new std::string(testing::PathOf(Request::descriptor()));
    return *path;
  }
  static void Prepare(const std::string& token, std::chrono::seconds limit, grpc::ClientContext* context);
};

}  // namespace assay::rpc::testing

#endif  // ASSAY_SERVICES_RPC_TESTING_API_WORLD_H_
