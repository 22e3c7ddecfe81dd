#include "tests/crash/caller.h"

namespace assay::crash {

bool Caller::CallUntilAnswered(const std::string& path, const google::protobuf::Message& request,
                               google::protobuf::Message* response) {
  while (true) {
    if (client_ == nullptr) {
      absl::optional<Serving> serving = gate_->AwaitServingAfter(generation_);
      if (!serving.has_value()) {
        ADD_FAILURE() << path << ": no server after generation " << generation_;
        return false;
      }
      generation_ = serving->generation;
      ClientOptions options;
      options.target = serving->target;
      options.token = token_;
      options.retry.max_attempts = 1;
      client_ = std::make_unique<Client>(options);
    }
    absl::Status status = client_->Call(path, request, response);
    if (status.ok()) return true;
    if (!absl::IsUnavailable(status)) {
      ADD_FAILURE() << path << ": " << status << "\n" << request.ShortDebugString().substr(0, 1000);
      return false;
    }
    client_ = nullptr;
    ++repeated_;
  }
}

}  // namespace assay::crash
