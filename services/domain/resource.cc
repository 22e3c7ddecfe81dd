#include "services/domain/resource.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "assay/v1/options.pb.h"
#include "google/protobuf/descriptor.h"

namespace assay::domain {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsOutputOnly(const FieldDescriptor& field) { return field.options().GetExtension(api::rules).output_only(); }

bool IsFixed(const FieldDescriptor& field) {
  return IsOutputOnly(field) || field.name() == "name" || field.name() == "etag";
}

bool IsEmptied(const FieldDescriptor& field, const Message& change) {
  return field.options().GetExtension(api::rules).required() && !field.is_repeated() &&
         !change.GetReflection()->HasField(change, &field);
}

void CopyField(const Message& from, const FieldDescriptor* field, Message* to) {
  const Reflection* reflection = to->GetReflection();
  reflection->ClearField(to, field);
  std::unique_ptr<Message> only(from.New());
  std::vector<const FieldDescriptor*> set;
  only->CopyFrom(from);
  only->GetReflection()->ListFields(*only, &set);
  for (const FieldDescriptor* other : set) {
    if (other != field) only->GetReflection()->ClearField(only.get(), other);
  }
  to->MergeFrom(*only);
}

// Sets the field at a path such as assessment.proctored to what it is in `change`. What is wrong with the path; empty
// when it was set.
std::string ApplyPath(const Message& change, absl::string_view path, Message* record) {
  std::pair<std::string, std::string> parts = absl::StrSplit(path, absl::MaxSplits('.', 1));
  const FieldDescriptor* field = record->GetDescriptor()->FindFieldByName(parts.first);
  if (field == nullptr) return absl::StrCat("is no field: ", record->GetDescriptor()->name(), " has none of that name");
  if (IsFixed(*field)) return "cannot be changed; leave it out";
  if (parts.second.empty()) {
    if (IsEmptied(*field, change)) return "must not be empty; set it, or leave it out";
    CopyField(change, field, record);
    return "";
  }
  if (field->is_repeated() || field->message_type() == nullptr) {
    return absl::StrCat("goes on after ", parts.first, ", which is changed as a whole; end there");
  }
  const Reflection* reflection = record->GetReflection();
  Message* nested = reflection->MutableMessage(record, field);
  std::string problem = ApplyPath(reflection->GetMessage(change, field), parts.second, nested);
  if (nested->ByteSizeLong() == 0) reflection->ClearField(record, field);
  return problem;
}

// The message held by the one-of of a part, or null.
const Message* HeldMessage(const Message& part, const char* oneof) {
  const auto* descriptor = part.GetDescriptor()->FindOneofByName(oneof);
  const FieldDescriptor* field = part.GetReflection()->GetOneofFieldDescriptor(part, descriptor);
  return field == nullptr ? nullptr : &part.GetReflection()->GetMessage(part, field);
}

// The first message of type `wanted` in `message` or one level below it.
const Message* FindOfType(const Message& message, const Descriptor* wanted) {
  if (message.GetDescriptor() == wanted) return &message;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    if (field->message_type() == wanted && !field->is_repeated() && message.GetReflection()->HasField(message, field)) {
      return &message.GetReflection()->GetMessage(message, field);
    }
  }
  return nullptr;
}

}  // namespace

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  int64_t micros = absl::ToUnixMicros(time);
  int64_t seconds = micros / 1'000'000;
  if (micros % 1'000'000 < 0) --seconds;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>((micros - seconds * 1'000'000) * 1000));
  return timestamp;
}

absl::Time FromProto(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

absl::Time FromMicros(int64_t micros) { return absl::FromUnixMicros(micros); }

std::string DateOf(absl::Time time) { return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()); }

std::string NextEtag(const std::string& etag) {
  int64_t revision = 0;
  if (!absl::SimpleAtoi(etag, &revision)) revision = 0;
  return absl::StrCat(revision + 1);
}

void ClearOutputOnly(Message* message) {
  std::vector<const FieldDescriptor*> fields;
  const Reflection* reflection = message->GetReflection();
  reflection->ListFields(*message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (IsOutputOnly(*field)) {
      reflection->ClearField(message, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      int count = field->is_repeated() ? reflection->FieldSize(*message, field) : 0;
      for (int i = 0; i < count; ++i) ClearOutputOnly(reflection->MutableRepeatedMessage(message, field, i));
      if (!field->is_repeated()) ClearOutputOnly(reflection->MutableMessage(message, field));
    }
  }
}

void ApplyUpdate(const Message& change, const google::protobuf::FieldMask& mask, absl::string_view mask_field,
                 Message* record, Violations* violations) {
  if (mask.paths().empty()) {
    std::vector<const FieldDescriptor*> fields;
    change.GetReflection()->ListFields(change, &fields);
    for (const FieldDescriptor* field : fields) {
      if (!IsFixed(*field)) CopyField(change, field, record);
    }
    return;
  }
  for (int i = 0; i < mask.paths_size(); ++i) {
    std::string problem = ApplyPath(change, mask.paths(i), record);
    if (problem.empty()) continue;
    violations->Add(absl::StrCat(mask_field, ".paths[", i, "]"), absl::StrCat("\"", mask.paths(i), "\" ", problem));
  }
}

void AnswerFromEvents(const std::vector<ledger::Event>& events, Message* response) {
  for (int i = 0; i < response->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = response->GetDescriptor()->field(i);
    if (field->message_type() == nullptr || field->is_repeated()) continue;
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
      const Message* held = HeldMessage(event->decision(), "change");
      const Message* image = held == nullptr ? nullptr : FindOfType(*held, field->message_type());
      if (image == nullptr) continue;
      Message* answer = response->GetReflection()->MutableMessage(response, field);
      answer->CopyFrom(*image);
      const Message* person = HeldMessage(event->personal(), "person");
      if (person != nullptr && person->GetDescriptor() == field->message_type()) answer->MergeFrom(*person);
      break;
    }
  }
}

}  // namespace assay::domain
