#include "services/rpc/method_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/rpc_service_method.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"

namespace assay::rpc {

void MethodTable::Add(const google::protobuf::MethodDescriptor& method, RawHandler handler) {
  int index = static_cast<int>(paths_.size());
  paths_.push_back(absl::StrCat("/", method.service()->full_name(), "/", method.name()));
  AddMethod(
      new grpc::internal::RpcServiceMethod(paths_.back().c_str(), grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
  MarkMethodRawCallback(
      index, new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(std::move(handler)));
}

}  // namespace assay::rpc
