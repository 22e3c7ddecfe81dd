#include <cstdlib>
#include <numeric>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "clients/cli/values.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

absl::Status Malformed(absl::string_view text, absl::string_view wanted) {
  return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" is not ", wanted));
}

// Decimal digits with at most `scale` after the point, times 10^scale. No floating point: cents must be exact.
bool ParseDecimal(absl::string_view text, int scale, int64_t* scaled) {
  bool negative = absl::ConsumePrefix(&text, "-");
  std::string digits;
  int fraction = -1;
  for (char c : text) {
    if (c == '.' && fraction < 0) {
      fraction = 0;
    } else if (absl::ascii_isdigit(c) && fraction < scale) {
      digits.push_back(c);
      if (fraction >= 0) ++fraction;
    } else {
      return false;
    }
  }
  if (digits.empty()) return false;
  digits.append(static_cast<size_t>(scale - std::max(fraction, 0)), '0');
  if (!absl::SimpleAtoi(digits, scaled)) return false;
  if (negative) *scaled = -*scaled;
  return true;
}

// A wage is by the year unless it says otherwise; anything else is a single amount.
v1::Period AssumedPeriod(const FieldDescriptor& field) {
  if (absl::StrContains(field.name(), "hourly")) return v1::PERIOD_HOUR;
  bool wage = absl::StrContains(field.name(), "wage") || field.containing_type()->name() == "WageFloor";
  return wage ? v1::PERIOD_YEAR : v1::PERIOD_UNSPECIFIED;
}

template <class Value>
absl::Status Store(const absl::StatusOr<Value>& value, const FieldDescriptor& field, Message* message) {
  if (!value.ok()) return value.status();
  const Reflection* reflection = message->GetReflection();
  Message* target =
      field.is_repeated() ? reflection->AddMessage(message, &field) : reflection->MutableMessage(message, &field);
  target->CopyFrom(*value);
  return absl::OkStatus();
}

absl::StatusOr<google::protobuf::Duration> ParseDuration(absl::string_view text) {
  absl::Duration duration;
  if (!absl::ParseDuration(text, &duration)) return Malformed(text, "a duration such as 90s or 1h30m");
  return google::protobuf::util::TimeUtil::NanosecondsToDuration(absl::ToInt64Nanoseconds(duration));
}

absl::Status SetMessage(absl::string_view text, const FieldDescriptor& field, Message* message) {
  const std::string& type = field.message_type()->full_name();
  if (type == "assay.v1.Money") return Store(ParseMoney(text, AssumedPeriod(field)), field, message);
  if (type == "assay.v1.Ratio") return Store(ParseRatio(text), field, message);
  if (type == "google.protobuf.Timestamp") return Store(ParseTimestamp(text), field, message);
  if (type == "google.protobuf.Duration") return Store(ParseDuration(text), field, message);
  return Malformed(text, absl::StrCat("a ", field.message_type()->name(), ", which takes a mapping of fields"));
}

absl::Status SetBool(absl::string_view text, const FieldDescriptor& field, Message* message) {
  bool value = false;
  if (!absl::SimpleAtob(text, &value)) return Malformed(text, "true or false");
  const Reflection* reflection = message->GetReflection();
  field.is_repeated() ? reflection->AddBool(message, &field, value) : reflection->SetBool(message, &field, value);
  return absl::OkStatus();
}

absl::Status SetInteger(absl::string_view text, const FieldDescriptor& field, Message* message) {
  const Reflection* reflection = message->GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
    int64_t value = 0;
    if (!absl::SimpleAtoi(text, &value)) return Malformed(text, "a whole number");
    field.is_repeated() ? reflection->AddInt64(message, &field, value) : reflection->SetInt64(message, &field, value);
    return absl::OkStatus();
  }
  int32_t value = 0;
  if (!absl::SimpleAtoi(text, &value)) return Malformed(text, "a whole number");
  field.is_repeated() ? reflection->AddInt32(message, &field, value) : reflection->SetInt32(message, &field, value);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Money> ParseMoney(absl::string_view text, v1::Period assumed) {
  v1::Money money;
  money.set_period(assumed);
  absl::string_view amount = absl::StripAsciiWhitespace(text);
  if (absl::ConsumeSuffix(&amount, "/year")) money.set_period(v1::PERIOD_YEAR);
  if (absl::ConsumeSuffix(&amount, "/hour")) money.set_period(v1::PERIOD_HOUR);
  absl::ConsumePrefix(&amount, "$");
  int64_t cents = 0;
  if (!ParseDecimal(absl::StrReplaceAll(amount, {{",", ""}}), 2, &cents)) {
    return Malformed(text, "an amount in dollars such as 45000, 45,000.50 or 21.50/hour");
  }
  money.set_cents(cents);
  return money;
}

absl::StatusOr<v1::Ratio> ParseRatio(absl::string_view text) {
  constexpr absl::string_view kWanted = "a share such as 2/3, 66.7% or 0.667";
  v1::Ratio ratio;
  absl::string_view number = absl::StripAsciiWhitespace(text);
  int64_t numerator = 0, denominator = 1;
  size_t slash = number.find('/');
  if (slash != absl::string_view::npos) {
    bool ok = absl::SimpleAtoi(number.substr(0, slash), &numerator) &&
              absl::SimpleAtoi(number.substr(slash + 1), &denominator) && denominator > 0;
    if (!ok) return Malformed(text, kWanted);
    ratio.set_numerator(numerator);
    ratio.set_denominator(denominator);
    return ratio;
  }
  bool percent = absl::ConsumeSuffix(&number, "%");
  constexpr int kScale = 6;
  if (!ParseDecimal(number, kScale, &numerator)) return Malformed(text, kWanted);
  denominator = percent ? 100'000'000 : 1'000'000;
  int64_t divisor = std::gcd(numerator, denominator);
  ratio.set_numerator(numerator / divisor);
  ratio.set_denominator(denominator / divisor);
  return ratio;
}

absl::StatusOr<google::protobuf::Timestamp> ParseTimestamp(absl::string_view text) {
  google::protobuf::Timestamp timestamp;
  if (!google::protobuf::util::TimeUtil::FromString(std::string(text), &timestamp)) {
    return Malformed(text, "an instant such as 2027-01-31T17:00:00-05:00 (RFC 3339)");
  }
  return timestamp;
}

absl::StatusOr<const EnumValueDescriptor*> ParseEnum(absl::string_view text, const EnumDescriptor& type) {
  std::string wanted = absl::AsciiStrToUpper(absl::StrReplaceAll(text, {{"-", "_"}}));
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor* value = type.value(i);
    if (wanted == value->name() || wanted == ShortEnumName(*value)) return value;
  }
  return Malformed(text, absl::StrCat("one of ", absl::StrJoin(ShortEnumNames(type), ", ")));
}

absl::Status SetFromText(absl::string_view text, const FieldDescriptor& field, Message* message) {
  const Reflection* reflection = message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string value(text);
      field.is_repeated() ? reflection->AddString(message, &field, value)
                          : reflection->SetString(message, &field, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      ASSAY_ASSIGN_OR_RETURN(const EnumValueDescriptor* value, ParseEnum(text, *field.enum_type()));
      field.is_repeated() ? reflection->AddEnum(message, &field, value) : reflection->SetEnum(message, &field, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(text, field, message);
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return SetInteger(text, field, message);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return SetMessage(text, field, message);
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      break;
  }
  return absl::UnimplementedError(absl::StrCat(field.full_name(), " has a type that the API does not use"));
}

}  // namespace assay::cli
