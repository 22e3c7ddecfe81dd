// One call from its bytes to its answer: finished exactly once, whoever comes first.
#ifndef ASSAY_SERVICES_RPC_UNARY_CALL_H_
#define ASSAY_SERVICES_RPC_UNARY_CALL_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/engine/command.h"
#include "services/rpc/call_gate.h"

namespace assay::rpc {

// Told of each call when it ends: method such as ProposalService.SubmitProposal.
using CallObserver = std::function<void(absl::string_view method, const absl::Status& status)>;

// gRPC keeps a call's context and buffers until OnDone; the commit thread may hold the call longer. A cancelled call is
// finished and detached at once: a command that was not taken is dropped, one that was commits. Thread-safe.
class UnaryCall : public grpc::ServerUnaryReactor, public std::enable_shared_from_this<UnaryCall> {
 public:
  // `gate` was entered for the call and is left when it is done; observer and gate outlive it.
  static std::shared_ptr<UnaryCall> Begin(std::string method, grpc::CallbackServerContext* context,
                                          grpc::ByteBuffer* response, const CallObserver* observer, CallGate* gate);

  const std::string& method() const { return method_; }
  // Value of the authorization header; empty when there is none.
  const std::string& authorization() const { return authorization_; }
  const std::shared_ptr<engine::Cancellation>& cancellation() const { return cancellation_; }

  // The first of these counts; later ones do nothing.
  void Succeed(const google::protobuf::Message& response);
  void Fail(const absl::Status& status);

  void OnCancel() override;
  void OnDone() override;

 private:
  UnaryCall(std::string method, grpc::CallbackServerContext* context, grpc::ByteBuffer* response,
            const CallObserver* observer, CallGate* gate);

  const std::string method_;
  const std::string authorization_;  // copied: the context may go while the call is still held
  grpc::ByteBuffer* const response_;
  const CallObserver* const observer_;
  CallGate* const gate_;
  const std::shared_ptr<engine::Cancellation> cancellation_;
  std::atomic<bool> finished_{false};
  std::shared_ptr<UnaryCall> self_;  // until OnDone
};

// False when the bytes are no message of that type.
bool ParseRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message* request);

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_UNARY_CALL_H_
