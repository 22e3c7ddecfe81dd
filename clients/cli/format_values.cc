#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "clients/cli/values.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"

namespace assay::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// 1234567 cents is 12,345.67.
std::string Dollars(int64_t cents) {
  std::string whole = absl::StrCat(std::abs(cents) / 100);
  for (size_t end = whole.size(); end > 3; end -= 3) whole.insert(end - 3, ",");
  std::string text = absl::StrCat(cents < 0 ? "-$" : "$", whole);
  if (cents % 100 != 0) absl::StrAppendFormat(&text, ".%02d", std::abs(cents) % 100);
  return text;
}

std::string MoneyText(const v1::Money& money) {
  switch (money.period()) {
    case v1::PERIOD_YEAR:
      return Dollars(money.cents()) + "/year";
    case v1::PERIOD_HOUR:
      return Dollars(money.cents()) + "/hour";
    case v1::PERIOD_UNSPECIFIED:
    case v1::Period_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::Period_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return Dollars(money.cents());
}

template <class Typed>
Typed As(const Message& message) {
  Typed typed;
  typed.CopyFrom(message);
  return typed;
}

std::string MessageText(const Message& message) {
  using google::protobuf::util::TimeUtil;
  const std::string& type = message.GetDescriptor()->full_name();
  if (type == "assay.v1.Money") return MoneyText(As<v1::Money>(message));
  if (type == "assay.v1.Ratio") {
    auto ratio = As<v1::Ratio>(message);
    return absl::StrCat(ratio.numerator(), "/", ratio.denominator());
  }
  if (type == "google.protobuf.Timestamp") return TimeUtil::ToString(As<google::protobuf::Timestamp>(message));
  if (type == "google.protobuf.Duration") return TimeUtil::ToString(As<google::protobuf::Duration>(message));
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "";
  return json;
}

std::string EnumText(const EnumValueDescriptor* value) { return value->number() == 0 ? "" : ShortEnumName(*value); }

std::string BytesText(const FieldDescriptor& field, const std::string& value) {
  return field.type() == FieldDescriptor::TYPE_BYTES ? absl::BytesToHexString(value) : value;
}

std::string ElementText(const Message& message, const FieldDescriptor& field, int i) {
  const Reflection* reflection = message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return BytesText(field, reflection->GetRepeatedString(message, &field, i));
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(reflection->GetRepeatedEnum(message, &field, i));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(reflection->GetRepeatedMessage(message, &field, i));
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection->GetRepeatedInt32(message, &field, i));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection->GetRepeatedInt64(message, &field, i));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetRepeatedBool(message, &field, i) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      break;
  }
  return "";
}

std::string SingleText(const Message& message, const FieldDescriptor& field) {
  const Reflection* reflection = message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return BytesText(field, reflection->GetString(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(reflection->GetEnum(message, &field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(reflection->GetMessage(message, &field));
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection->GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection->GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, &field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      break;
  }
  return "";
}

}  // namespace

std::string ShortEnumName(const EnumValueDescriptor& value) {
  absl::string_view prefix = value.type()->value(0)->name();
  absl::string_view name = value.name();
  if (absl::ConsumeSuffix(&prefix, "UNSPECIFIED")) absl::ConsumePrefix(&name, prefix);
  return std::string(name);
}

std::vector<std::string> ShortEnumNames(const EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) names.push_back(ShortEnumName(*type.value(i)));
  }
  return names;
}

bool IsTextMessage(const google::protobuf::Descriptor& type) {
  for (absl::string_view text : {"assay.v1.Money", "assay.v1.Ratio", "google.protobuf.Timestamp",
                                 "google.protobuf.Duration", "google.protobuf.FieldMask"}) {
    if (type.full_name() == text) return true;
  }
  return false;
}

std::string ToText(const Message& message, const FieldDescriptor& field) {
  if (field.is_repeated()) {
    std::vector<std::string> parts;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
      parts.push_back(ElementText(message, field, i));
    }
    return absl::StrJoin(parts, ";");
  }
  if (field.has_presence() && !message.GetReflection()->HasField(message, &field)) return "";
  return SingleText(message, field);
}

std::string TextAt(const Message& message, absl::string_view path) {
  size_t dot = path.find('.');
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(std::string(path.substr(0, dot)));
  if (field == nullptr) return "";
  if (dot == absl::string_view::npos) return ToText(message, *field);
  if (field->is_repeated() || field->message_type() == nullptr) return "";
  return TextAt(message.GetReflection()->GetMessage(message, field), path.substr(dot + 1));
}

}  // namespace assay::cli
