// A gRPC service whose methods are entries of a table. Methods get raw bytes: generated handlers would answer bytes
// that do not parse with an empty UNIMPLEMENTED (gRPC 1.51), and each rpc would be a class member to repeat.
#ifndef ASSAY_SERVICES_RPC_METHOD_TABLE_H_
#define ASSAY_SERVICES_RPC_METHOD_TABLE_H_

#include <deque>
#include <functional>
#include <string>

#include "google/protobuf/descriptor.h"
#include "grpcpp/impl/codegen/service_type.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"

namespace assay::rpc {

using RawHandler = std::function<grpc::ServerUnaryReactor*(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response)>;

// Register it with a ServerBuilder, and keep it as long as the server. Thread-compatible; complete it before the server
// starts.
class MethodTable : public grpc::Service {
 public:
  // Each method of a service once, and all of them in the order of the proto.
  void Add(const google::protobuf::MethodDescriptor& method, RawHandler handler);

 private:
  std::deque<std::string> paths_;  // gRPC keeps pointers into them
};

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_METHOD_TABLE_H_
