// Any bytes as any request: the first byte says which. What the rules let through has a state that is well-formed.
#include <cstdlib>
#include <memory>
#include <vector>

#include "google/protobuf/message.h"
#include "google/protobuf/stubs/logging.h"
#include "services/domain/resource.h"
#include "services/rpc/testing/api_files.h"
#include "services/rpc/validation.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto* methods =
      new std::vector<const google::protobuf::MethodDescriptor*>(assay::rpc::testing::ApiMethods());
  static const bool silent =
      google::protobuf::SetLogHandler(nullptr) != nullptr;  // it writes a line for each bad UTF-8
  static_cast<void>(silent);
  if (size == 0) return 0;
  const auto* type = (*methods)[data[0] % methods->size()]->input_type();
  std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  if (!request->ParseFromArray(data + 1, static_cast<int>(size) - 1)) return 0;
  std::string state = assay::rpc::StateOfRequest(*request);
  assay::Violations violations;
  assay::rpc::CheckRules(*request, &violations);
  if (violations.violations().size() > 300) std::abort();
  if (violations.empty() && state.find('/') != std::string::npos) std::abort();
  if (violations.ToStatus().ok() != violations.empty()) std::abort();
  assay::domain::ClearOutputOnly(request.get());
  return 0;
}
