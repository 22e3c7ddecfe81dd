#include "services/domain/commands/checks.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "services/domain/reference/soc.h"

namespace assay::domain {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void CheckEnum(int number, const FieldDescriptor& field, absl::string_view path, Violations* violations) {
  if (field.enum_type()->FindValueByNumber(number) != nullptr) return;
  violations->Add(path, absl::StrCat(number, " is no ", field.enum_type()->name(), "; use one of its names"));
}

void CheckField(const Message& message, const FieldDescriptor& field, const std::string& path, Violations* violations) {
  const Reflection* reflection = message.GetReflection();
  bool is_enum = field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
  if (!is_enum && field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
  if (!field.is_repeated()) {
    if (is_enum) return CheckEnum(reflection->GetEnumValue(message, &field), field, path, violations);
    return CheckEnumsDefined(reflection->GetMessage(message, &field), path, violations);
  }
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    std::string element = absl::StrCat(path, "[", i, "]");
    if (is_enum) {
      CheckEnum(reflection->GetRepeatedEnumValue(message, &field, i), field, element, violations);
    } else {
      CheckEnumsDefined(reflection->GetRepeatedMessage(message, &field, i), element, violations);
    }
  }
}

}  // namespace

void CheckSocCodes(api::SocVersion version, const google::protobuf::RepeatedPtrField<std::string>& codes,
                   absl::string_view field, Violations* violations) {
  for (int i = 0; i < codes.size(); ++i) {
    if (IsKnownSoc(version, codes[i])) continue;
    violations->Add(absl::StrCat(field, "[", i, "]"), UnknownSocMessage(version, codes[i]));
  }
}

void CheckEnumsDefined(const Message& message, absl::string_view field, Violations* violations) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* set : fields) {
    CheckField(message, *set, absl::StrCat(field, ".", set->name()), violations);
  }
}

absl::Status CheckOwner(const Context& context, const api::Proposal& proposal) {
  if (context.principal->IsStaff() || proposal.proposer() == context.principal->Name()) return absl::OkStatus();
  return Denied("NOT_YOUR_PROPOSAL",
                absl::StrCat(proposal.name(), " was proposed by somebody else; a proposer changes only its own"));
}

std::string InstantText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", FromProto(time), absl::UTCTimeZone());
}

}  // namespace assay::domain
