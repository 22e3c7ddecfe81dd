#include "clients/cpp/request_id.h"

#include "absl/strings/escaping.h"
#include "services/base/random.h"

namespace assay {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* RequestIdField(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("request_id");
  bool usable = field != nullptr && !field->is_repeated() && field->type() == FieldDescriptor::TYPE_STRING;
  return usable ? field : nullptr;
}

}  // namespace

std::string NewRequestId() { return absl::BytesToHexString(SystemRandom().Bytes(16)); }

bool TakesRequestId(const Message& request) { return RequestIdField(request) != nullptr; }

std::string RequestIdOf(const Message& request) {
  const FieldDescriptor* field = RequestIdField(request);
  return field == nullptr ? "" : request.GetReflection()->GetString(request, field);
}

void SetRequestId(absl::string_view id, Message* request) {
  const FieldDescriptor* field = RequestIdField(*request);
  if (field != nullptr) request->GetReflection()->SetString(request, field, std::string(id));
}

}  // namespace assay
