#include "clients/cpp/client.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "clients/cpp/error_details.h"
#include "clients/cpp/request_id.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/impl/rpc_method.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "services/base/random.h"

namespace assay {
namespace {

using google::protobuf::Message;

// A page of 1,000 decisions with their traces outgrows gRPC's 4 MiB.
constexpr int kMaxResponseBytes = 64 << 20;

std::shared_ptr<grpc::Channel> Connect(const ClientOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  // gRPC's own retries know nothing of request ids.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (options.tls_roots.has_value()) {
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = *options.tls_roots;
    credentials = grpc::SslCredentials(tls);
  }
  return grpc::CreateCustomChannel(options.target, credentials, arguments);
}

double Jitter() {
  uint32_t bits = 0;
  std::memcpy(&bits, SystemRandom().Bytes(sizeof(bits)).data(), sizeof(bits));
  return bits / 4294967296.0;
}

void AddToken(const std::string& token, grpc::ClientContext* context) {
  if (!token.empty()) context->AddMetadata("authorization", absl::StrCat("Bearer ", token));
}

}  // namespace

Client::Client(ClientOptions options) : options_(std::move(options)), channel_(Connect(options_)) {}

void Client::Prepare(grpc::ClientContext* context) const {
  AddToken(options_.token, context);
  context->set_deadline(absl::ToChronoTime(absl::Now() + options_.attempt_timeout));
}

absl::Status Client::CallOnce(const std::string& path, absl::Time deadline, const Message& request,
                              Message* response) const {
  grpc::ClientContext context;
  AddToken(options_.token, &context);
  context.set_deadline(absl::ToChronoTime(deadline));
  grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  response->Clear();
  absl::Status status = FromGrpcStatus(
      grpc::internal::BlockingUnaryCall<Message, Message>(channel_.get(), method, &context, request, response));
  if (!absl::IsCancelled(status)) return status;
  // Nothing here cancels: a server that shuts down resets calls on connections it has not told yet (gRPC 1.51).
  return absl::UnavailableError("the server ended the call as it stopped; call again with the same request_id");
}

absl::Status Client::Call(absl::string_view method, const Message& request, Message* response) {
  std::unique_ptr<Message> with_id;
  const Message* sent = &request;
  if (TakesRequestId(request) && RequestIdOf(request).empty()) {
    with_id.reset(request.New());
    with_id->CopyFrom(request);
    SetRequestId(NewRequestId(), with_id.get());
    sent = with_id.get();
  }
  const std::string path = absl::StrCat("/", method);
  const bool repeatable = IsSafeToRepeat(method, *sent);
  const absl::Time end = absl::Now() + options_.timeout;
  for (int attempt = 1;; ++attempt) {
    absl::Time deadline = std::min(end, absl::Now() + options_.attempt_timeout);
    absl::Status status = CallOnce(path, deadline, *sent, response);
    if (status.ok() || !repeatable) return status;
    absl::optional<absl::Duration> wait = WaitBeforeRetry(options_.retry, status, attempt + 1, Jitter());
    if (!wait.has_value() || absl::Now() + *wait >= end) return status;
    absl::SleepFor(*wait);
  }
}

}  // namespace assay
