#include "services/rpc/validation.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/base/text.h"
#include "services/domain/name.h"

namespace assay::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kBytesMax = 1000;
constexpr int kItemsMax = 100;
constexpr int kViolationsMax = 200;
constexpr int64_t kTimestampSecondsMax = 4'102'444'800;  // 2100-01-01, and within what a due entry holds

// What a text of a format must look like, for people; empty for any text.
const char* Expectation(v1::Format format) {
  switch (format) {
    case v1::FORMAT_ID:
      return "must be 1 to 63 of a-z, 0-9 and inner hyphens";
    case v1::FORMAT_DATE:
      return "must be a day as YYYY-MM-DD";
    case v1::FORMAT_SOC:
      return "must be an occupation code as NN-NNNN";
    case v1::FORMAT_CIP:
      return "must be a program code as NN.NNNN";
    case v1::FORMAT_URL:
      return "must be an address that begins with https:// or http://";
    case v1::FORMAT_EMAIL:
      return "must be an e-mail address";
    case v1::FORMAT_TIME_ZONE:
      return "must be a time zone such as America/New_York";
    case v1::FORMAT_SHA256:
      return "must be a SHA-256 digest of 64 lowercase hexadecimal digits";
    case v1::FORMAT_LOCAL_TIME:
      return "must be a time of the state's clock as YYYY-MM-DDTHH:MM, from 1990 to 2100";
    case v1::FORMAT_UNSPECIFIED:
    case v1::Format_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::Format_INT_MAX_SENTINEL_DO_NOT_USE_:
      return "";
  }
  return "";
}

bool FitsFormat(v1::Format format, const std::string& text) {
  absl::TimeZone zone;
  switch (format) {
    case v1::FORMAT_ID:
      return IsResourceId(text);
    case v1::FORMAT_DATE:
      return IsDate(text);
    case v1::FORMAT_SOC:
      return IsSocCode(text);
    case v1::FORMAT_CIP:
      return IsCipCode(text);
    case v1::FORMAT_URL:
      return IsUrl(text);
    case v1::FORMAT_EMAIL:
      return IsEmail(text);
    case v1::FORMAT_TIME_ZONE:
      return absl::StrContains(text, "/") && absl::LoadTimeZone(text, &zone);
    case v1::FORMAT_SHA256:
      return IsSha256Hex(text);
    case v1::FORMAT_LOCAL_TIME:
      return IsLocalTime(text);
    case v1::FORMAT_UNSPECIFIED:
    case v1::Format_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::Format_INT_MAX_SENTINEL_DO_NOT_USE_:
      return true;
  }
  return true;
}

bool FitsResource(const std::string& patterns, const std::string& name) {
  std::vector<std::string> alternatives = absl::StrSplit(patterns, '|');
  return std::any_of(alternatives.begin(), alternatives.end(),
                     [&name](const std::string& pattern) { return !domain::MatchName(pattern, name).empty(); });
}

class Checker {
 public:
  explicit Checker(Violations* violations) : violations_(violations) {}

  // `mask` is null unless `message` is changed under an update mask.
  void Check(const Message& message, const std::string& prefix, const google::protobuf::FieldMask* mask) {
    const google::protobuf::FieldMask* inner_mask = MaskOf(message);
    for (int i = 0; i < message.GetDescriptor()->field_count() && !Full(); ++i) {
      const FieldDescriptor* field = message.GetDescriptor()->field(i);
      const v1::FieldRules& rules = field->options().GetExtension(v1::rules);
      if (rules.output_only()) continue;
      std::string path = absl::StrCat(prefix, field->name());
      CheckPresence(message, *field, rules, path, mask);
      CheckValues(message, *field, rules, path, inner_mask);
    }
  }

 private:
  bool Full() const { return violations_->violations().size() >= kViolationsMax; }

  static const google::protobuf::FieldMask* MaskOf(const Message& message) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName("update_mask");
    if (field == nullptr) return nullptr;
    return static_cast<const google::protobuf::FieldMask*>(&message.GetReflection()->GetMessage(message, field));
  }

  static bool IsEmpty(const Message& message, const FieldDescriptor& field) {
    const Reflection* reflection = message.GetReflection();
    return field.is_repeated() ? reflection->FieldSize(message, &field) == 0 : !reflection->HasField(message, &field);
  }

  void CheckPresence(const Message& message, const FieldDescriptor& field, const v1::FieldRules& rules,
                     const std::string& path, const google::protobuf::FieldMask* mask) {
    if (!IsEmpty(message, field)) return;
    if (mask != nullptr) {
      bool emptied = std::find(mask->paths().begin(), mask->paths().end(), field.name()) != mask->paths().end();
      if (field.name() == "name") violations_->Add(path, "is required: it says what to change");
      if (rules.required() && emptied) violations_->Add(path, "cannot be emptied");
    } else if (rules.required()) {
      violations_->Add(path, "is required");
    }
  }

  void CheckValues(const Message& message, const FieldDescriptor& field, const v1::FieldRules& rules,
                   const std::string& path, const google::protobuf::FieldMask* inner_mask) {
    const Reflection* reflection = message.GetReflection();
    if (!field.is_repeated()) {
      if (reflection->HasField(message, &field)) CheckValue(message, field, rules, path, -1, inner_mask);
      return;
    }
    int count = reflection->FieldSize(message, &field);
    int most = rules.max_items() > 0 ? rules.max_items() : kItemsMax;
    if (count > most) {
      violations_->Add(path, absl::StrCat("has ", count, " elements; at most ", most, " are taken at a time"));
      return;
    }
    for (int i = 0; i < count && !Full(); ++i) {
      CheckValue(message, field, rules, absl::StrCat(path, "[", i, "]"), i, inner_mask);
    }
  }

  // `index` is -1 for a field that is not repeated.
  void CheckValue(const Message& message, const FieldDescriptor& field, const v1::FieldRules& rules,
                  const std::string& path, int index, const google::protobuf::FieldMask* inner_mask) {
    const Reflection* reflection = message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return CheckText(
            index < 0 ? reflection->GetString(message, &field) : reflection->GetRepeatedString(message, &field, index),
            field, rules, path);
      case FieldDescriptor::CPPTYPE_ENUM: {
        int number = index < 0 ? reflection->GetEnumValue(message, &field)
                               : reflection->GetRepeatedEnumValue(message, &field, index);
        if (field.enum_type()->FindValueByNumber(number) == nullptr) {
          violations_->Add(path, absl::StrCat(number, " is no value of ", field.enum_type()->name()));
        }
        return;
      }
      case FieldDescriptor::CPPTYPE_INT32:
        return CheckNumber(reflection->GetInt32(message, &field), rules, path);
      case FieldDescriptor::CPPTYPE_INT64:
        return CheckNumber(reflection->GetInt64(message, &field), rules, path);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return CheckMessage(index < 0 ? reflection->GetMessage(message, &field)
                                      : reflection->GetRepeatedMessage(message, &field, index),
                            path, inner_mask);
      case FieldDescriptor::CPPTYPE_BOOL:
      case FieldDescriptor::CPPTYPE_UINT32:
      case FieldDescriptor::CPPTYPE_UINT64:
      case FieldDescriptor::CPPTYPE_FLOAT:
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return;
    }
  }

  void CheckMessage(const Message& message, const std::string& path, const google::protobuf::FieldMask* inner_mask) {
    if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
      const auto& time = static_cast<const google::protobuf::Timestamp&>(message);
      if (time.seconds() < 0 || time.seconds() > kTimestampSecondsMax || time.nanos() < 0 ||
          time.nanos() > 999'999'999) {
        violations_->Add(path, "must be an instant between 1970 and 2100");
      }
      return;
    }
    if (message.GetDescriptor() == google::protobuf::FieldMask::descriptor()) return;
    Check(message, absl::StrCat(path, "."), inner_mask);
  }

  void CheckNumber(int64_t number, const v1::FieldRules& rules, const std::string& path) {
    if (rules.has_min() && number < rules.min()) {
      violations_->Add(path, absl::StrCat(number, " is too small; at least ", rules.min()));
    }
    if (rules.has_max() && number > rules.max()) {
      violations_->Add(path, absl::StrCat(number, " is too large; at most ", rules.max()));
    }
  }

  void CheckText(const std::string& text, const FieldDescriptor& field, const v1::FieldRules& rules,
                 const std::string& path) {
    size_t most = rules.max_bytes() > 0 ? rules.max_bytes() : kBytesMax;
    if (text.size() > most) {
      violations_->Add(path, absl::StrCat("has ", text.size(), " bytes; at most ", most));
    } else if (field.type() == FieldDescriptor::TYPE_BYTES) {
      return;
    } else if (!IsValidUtf8(text)) {
      violations_->Add(path, "is not valid UTF-8; save the text as UTF-8 and send it again");
    } else if (text.find('\0') != std::string::npos) {
      violations_->Add(path, "holds a zero byte; take it out");
    } else if (!rules.resource().empty() && !FitsResource(rules.resource(), text)) {
      violations_->Add(path, absl::StrCat("\"", text, "\" must have the form ",
                                          absl::StrReplaceAll(rules.resource(), {{"|", " or "}})));
    } else if (!rules.resource().empty()) {
      CheckState(text, path);
    } else if (!FitsFormat(rules.format(), text)) {
      violations_->Add(path, absl::StrCat("\"", text, "\" ", Expectation(rules.format())));
    }
  }

  void CheckState(const std::string& name, const std::string& path) {
    std::string state = domain::StateOf(name);
    if (!state_known_) {
      state_ = state;
      state_known_ = true;
    } else if (state != state_) {
      violations_->Add(
          path, absl::StrCat("belongs to ", state.empty() ? "no state" : domain::StateName(state),
                             ", the rest of the request to ", state_.empty() ? "none" : domain::StateName(state_)));
    }
  }

  Violations* const violations_;
  std::string state_;
  bool state_known_ = false;
};

}  // namespace

void CheckRules(const Message& request, Violations* violations) { Checker(violations).Check(request, "", nullptr); }

std::string StateOfRequest(const Message& request) {
  // The name in it is ignored, and no state has it yet.
  if (request.GetDescriptor() == v1::CreateStateRequest::descriptor()) return "";
  std::vector<const FieldDescriptor*> fields;
  request.GetReflection()->ListFields(request, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated()) continue;
    std::string state;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      if (!field->options().GetExtension(v1::rules).resource().empty()) {
        state = domain::StateOf(request.GetReflection()->GetString(request, field));
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      state = StateOfRequest(request.GetReflection()->GetMessage(request, field));
    }
    if (!state.empty()) return state;
  }
  return "";
}

}  // namespace assay::rpc
