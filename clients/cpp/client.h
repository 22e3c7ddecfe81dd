// The C++ client of an Assay server: absl::Status in and out, retries that cannot do a thing twice.
//
//   assay::Client client({.target = "localhost:7401", .token = token});
//   assay::v1::GetProposalRequest request;
//   request.set_name("states/nj/cycles/2027/proposals/welder");
//   auto response = client.Call<assay::v1::GetProposalResponse>("assay.v1.ProposalService/GetProposal", request);
//
// Generated stubs work over the same connection, without the retries: link assay_proto_api_stubs, and
//
//   auto stub = assay::v1::ProposalService::NewStub(client.channel());
//   grpc::ClientContext context;
//   client.Prepare(&context);  // Token and deadline.
//   assay::v1::GetProposalResponse response;
//   absl::Status status = assay::FromGrpcStatus(stub->GetProposal(&context, request, &response));
#ifndef ASSAY_CLIENTS_CPP_CLIENT_H_
#define ASSAY_CLIENTS_CPP_CLIENT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "clients/cpp/retry.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

namespace assay {

struct ClientOptions {
  std::string target = "127.0.0.1:7401";  // host:port, or another gRPC target.
  std::string token;                      // Bearer token; empty calls as the public.
  // PEM of the certificates to trust; set and empty trusts those of the system; unset speaks plain text, which is for
  // the same machine only, since the token can be read on the way.
  absl::optional<std::string> tls_roots;
  absl::Duration timeout = absl::Seconds(60);          // Of a call with all its attempts.
  absl::Duration attempt_timeout = absl::Seconds(20);  // Of one attempt.
  RetryPolicy retry;
};

// Thread-safe. Connects at the first call.
class Client {
 public:
  explicit Client(ClientOptions options);

  // Calls `method` ("assay.v1.ProposalService/GetProposal"), which must be unary and match both messages. A request
  // that takes a request_id and has none gets a random one before the first attempt; every attempt carries the same.
  // Tries again as RetryPolicy says when that is safe (IsSafeToRepeat) and the timeout allows.
  //
  // Errors: what the server answered, details as payloads (clients/cpp/error_details.h); UNAVAILABLE when it cannot be
  // reached; DEADLINE_EXCEEDED when the timeout passed. After either of these two a change may or may not have been
  // made: call again with the same request_id. `response` is then unspecified.
  absl::Status Call(absl::string_view method, const google::protobuf::Message& request,
                    google::protobuf::Message* response);

  template <class Response>
  absl::StatusOr<Response> Call(absl::string_view method, const google::protobuf::Message& request) {
    Response response;
    absl::Status status = Call(method, request, &response);
    if (!status.ok()) return status;
    return response;
  }

  // The connection, for generated stubs.
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // Gives a call made by hand the token and the attempt's deadline.
  void Prepare(grpc::ClientContext* context) const;

  const ClientOptions& options() const { return options_; }

 private:
  absl::Status CallOnce(const std::string& path, absl::Time deadline, const google::protobuf::Message& request,
                        google::protobuf::Message* response) const;

  const ClientOptions options_;
  const std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace assay

#endif  // ASSAY_CLIENTS_CPP_CLIENT_H_
