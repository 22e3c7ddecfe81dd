#include "services/domain/list/proto_json.h"

#include <limits>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace assay::domain {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using nlohmann::json;

// A field's values, single or repeated, by one index: -1 means the single one.
constexpr int kSingle = -1;

json ValueOf(const Message& message, const FieldDescriptor* field, int index) {
  const Reflection* reflection = message.GetReflection();
  bool single = index == kSingle;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return single ? reflection->GetString(message, field) : reflection->GetRepeatedString(message, field, index);
    case FieldDescriptor::CPPTYPE_BOOL:
      return single ? reflection->GetBool(message, field) : reflection->GetRepeatedBool(message, field, index);
    case FieldDescriptor::CPPTYPE_INT32:
      return single ? reflection->GetInt32(message, field) : reflection->GetRepeatedInt32(message, field, index);
    case FieldDescriptor::CPPTYPE_INT64:
      return single ? reflection->GetInt64(message, field) : reflection->GetRepeatedInt64(message, field, index);
    case FieldDescriptor::CPPTYPE_ENUM:
      return (single ? reflection->GetEnum(message, field) : reflection->GetRepeatedEnum(message, field, index))
          ->name();
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return JsonOf(single ? reflection->GetMessage(message, field)
                           : reflection->GetRepeatedMessage(message, field, index));
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      break;
  }
  return nullptr;
}

bool ReadInteger(const json& value, int64_t min, int64_t max, int64_t* integer) {
  if (!value.is_number_integer()) return false;
  if (value.is_number_unsigned() && value.get<uint64_t>() > static_cast<uint64_t>(max)) return false;
  *integer = value.get<int64_t>();
  return *integer >= min && *integer <= max;
}

bool ReadString(const json& value, const FieldDescriptor* field, bool single, Message* message) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  const Reflection* reflection = message->GetReflection();
  single ? reflection->SetString(message, field, text) : reflection->AddString(message, field, text);
  return true;
}

bool ReadEnum(const json& value, const FieldDescriptor* field, bool single, Message* message) {
  if (!value.is_string()) return false;
  const auto* number = field->enum_type()->FindValueByName(value.get_ref<const std::string&>());
  if (number == nullptr) return false;
  const Reflection* reflection = message->GetReflection();
  single ? reflection->SetEnum(message, field, number) : reflection->AddEnum(message, field, number);
  return true;
}

bool ReadNumber(const json& value, const FieldDescriptor* field, bool single, Message* message) {
  bool wide = field->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
  int64_t min = wide ? std::numeric_limits<int64_t>::min() : std::numeric_limits<int32_t>::min();
  int64_t max = wide ? std::numeric_limits<int64_t>::max() : std::numeric_limits<int32_t>::max();
  int64_t integer = 0;
  if (!ReadInteger(value, min, max, &integer)) return false;
  const Reflection* reflection = message->GetReflection();
  auto narrow = static_cast<int32_t>(integer);
  if (wide) {
    single ? reflection->SetInt64(message, field, integer) : reflection->AddInt64(message, field, integer);
  } else {
    single ? reflection->SetInt32(message, field, narrow) : reflection->AddInt32(message, field, narrow);
  }
  return true;
}

bool ReadValue(const json& value, const FieldDescriptor* field, bool single, Message* message) {
  const Reflection* reflection = message->GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return ReadString(value, field, single, message);
    case FieldDescriptor::CPPTYPE_BOOL:
      if (!value.is_boolean()) return false;
      single ? reflection->SetBool(message, field, value.get<bool>())
             : reflection->AddBool(message, field, value.get<bool>());
      return true;
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return ReadNumber(value, field, single, message);
    case FieldDescriptor::CPPTYPE_ENUM:
      return ReadEnum(value, field, single, message);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ReadJson(value,
                      single ? reflection->MutableMessage(message, field) : reflection->AddMessage(message, field));
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      break;
  }
  return false;
}

}  // namespace

std::string CanonicalText(const json& value) {
  return value.dump(-1, ' ', /*ensure_ascii=*/false, json::error_handler_t::replace);
}

json JsonOf(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  const Reflection* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  json object = json::object();
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated()) {
      object[field->name()] = ValueOf(message, field, kSingle);
      continue;
    }
    json array = json::array();
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) array.push_back(ValueOf(message, field, i));
    object[field->name()] = std::move(array);
  }
  return object;
}

bool ReadJson(const json& value, Message* message) {
  if (!value.is_object()) return false;
  for (const auto& [name, member] : value.items()) {
    const FieldDescriptor* field = message->GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) return false;
    if (!field->is_repeated()) {
      if (!ReadValue(member, field, /*single=*/true, message)) return false;
      continue;
    }
    if (!member.is_array()) return false;
    for (const json& element : member) {
      if (!ReadValue(element, field, /*single=*/false, message)) return false;
    }
  }
  return true;
}

json ParseJson(absl::string_view text) {
  return json::parse(text.begin(), text.end(), /*cb=*/nullptr, /*allow_exceptions=*/false);
}

}  // namespace assay::domain
