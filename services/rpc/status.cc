#include "services/rpc/status.h"

#include <string>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"

namespace assay::rpc {

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  auto code = static_cast<grpc::StatusCode>(status.code());
  bool ours = status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kDataLoss ||
              status.code() == absl::StatusCode::kUnknown;
  std::string message(ours ? "the server failed; its log says why" : status.message());
  google::rpc::Status details;
  details.set_code(static_cast<int32_t>(status.code()));
  details.set_message(message);
  if (!ours) {
    status.ForEachPayload([&details](absl::string_view url, const absl::Cord& payload) {
      google::protobuf::Any* any = details.add_details();
      any->set_type_url(std::string(url));
      any->set_value(std::string(payload));
    });
  }
  return grpc::Status(code, message, details.SerializeAsString());
}

}  // namespace assay::rpc
