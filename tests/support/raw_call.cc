#include "tests/support/raw_call.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cpp/error_details.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/codegen/client_unary_call.h"

namespace assay::testing {

absl::StatusOr<std::string> RawCall(Client& client, const std::string& path, const std::string& bytes) {
  grpc::Slice slice(bytes);
  grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  grpc::ClientContext context;
  client.Prepare(&context);
  const std::string method_path = absl::StrCat("/", path);
  grpc::internal::RpcMethod method(method_path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC, client.channel());
  grpc::Status status = grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(
      client.channel().get(), method, &context, request, &response);
  if (!status.ok()) return FromGrpcStatus(status);
  std::vector<grpc::Slice> slices;
  std::string answer;
  if (response.Dump(&slices).ok()) {
    for (const grpc::Slice& part : slices) answer.append(reinterpret_cast<const char*>(part.begin()), part.size());
  }
  return answer;
}

}  // namespace assay::testing
