#include "services/rpc/unary_call.h"

#include <utility>

#include "grpcpp/impl/codegen/proto_utils.h"
#include "services/rpc/status.h"

namespace assay::rpc {
namespace {

std::string AuthorizationOf(const grpc::CallbackServerContext& context) {
  auto found = context.client_metadata().find("authorization");
  return found == context.client_metadata().end() ? "" : std::string(found->second.data(), found->second.size());
}

}  // namespace

std::shared_ptr<UnaryCall> UnaryCall::Begin(std::string method, grpc::CallbackServerContext* context,
                                            grpc::ByteBuffer* response, const CallObserver* observer, CallGate* gate) {
  std::shared_ptr<UnaryCall> call(new UnaryCall(std::move(method), context, response, observer, gate));
  call->self_ = call;
  return call;
}

UnaryCall::UnaryCall(std::string method, grpc::CallbackServerContext* context, grpc::ByteBuffer* response,
                     const CallObserver* observer, CallGate* gate)
    : method_(std::move(method)),
      authorization_(AuthorizationOf(*context)),
      response_(response),
      observer_(observer),
      gate_(gate),
      cancellation_(std::make_shared<engine::Cancellation>()) {}

void UnaryCall::Succeed(const google::protobuf::Message& response) {
  if (finished_.exchange(true)) return;
  bool own_buffer = false;
  grpc::Status serialized =
      grpc::GenericSerialize<grpc::ProtoBufferWriter, google::protobuf::Message>(response, response_, &own_buffer);
  (*observer_)(method_, absl::OkStatus());
  Finish(serialized);
}

void UnaryCall::Fail(const absl::Status& status) {
  if (finished_.exchange(true)) return;
  (*observer_)(method_, status);
  Finish(ToGrpcStatus(status));
}

void UnaryCall::OnCancel() {
  cancellation_->Cancel();
  Fail(absl::CancelledError("the caller gave up; retry with the same request_id to learn what became of it"));
}

void UnaryCall::OnDone() {
  gate_->Leave();
  self_.reset();
}

bool ParseRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message* request) {
  grpc::ByteBuffer buffer(bytes);
  return grpc::GenericDeserialize<grpc::ProtoBufferReader, google::protobuf::Message>(&buffer, request).ok();
}

}  // namespace assay::rpc
