#include "clients/cli/document.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/api.h"
#include "clients/cli/values.h"
#include "yaml-cpp/yaml.h"

namespace assay::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Deeper than any message of the API; a document nested further is a mistake or an attack.
constexpr int kMaxDepth = 20;

class Filler {
 public:
  Filler(const Scope& scope, Violations* violations) : scope_(scope), violations_(violations) {}

  void FillMessage(const YAML::Node& node, const std::string& path, int depth, Message* message,
                   std::vector<std::string>* fields) {
    if (!node.IsMap() || depth > kMaxDepth) return violations_->Add(path, "must be a mapping of fields to values");
    for (const auto& entry : node) {
      const std::string key = entry.first.Scalar();
      const std::string child = path.empty() ? key : absl::StrCat(path, ".", key);
      const FieldDescriptor* field = FindField(*message->GetDescriptor(), key);
      if (field == nullptr) {
        violations_->Add(child, absl::StrCat("is no field; the fields are ", FieldNames(*message->GetDescriptor())));
      } else if (!RulesOf(*field).output_only() && !entry.second.IsNull()) {
        if (fields != nullptr) fields->push_back(field->name());
        FillField(entry.second, child, depth, *field, message);
      }
    }
  }

 private:
  static const FieldDescriptor* FindField(const Descriptor& type, const std::string& key) {
    const FieldDescriptor* field = type.FindFieldByName(key);
    return field != nullptr ? field : type.FindFieldByCamelcaseName(key);
  }

  static std::string FieldNames(const Descriptor& type) {
    std::vector<std::string> names;
    for (int i = 0; i < type.field_count(); ++i) {
      if (!RulesOf(*type.field(i)).output_only()) names.push_back(type.field(i)->name());
    }
    return absl::StrJoin(names, ", ");
  }

  void FillField(const YAML::Node& node, const std::string& path, int depth, const FieldDescriptor& field,
                 Message* message) {
    if (!field.is_repeated()) return FillValue(node, path, depth, field, message);
    message->GetReflection()->ClearField(message, &field);
    if (!node.IsSequence()) return FillValue(node, path, depth, field, message);
    int index = 0;
    for (const YAML::Node& element : node) {
      FillValue(element, absl::StrCat(path, "[", index++, "]"), depth, field, message);
    }
  }

  void FillValue(const YAML::Node& node, const std::string& path, int depth, const FieldDescriptor& field,
                 Message* message) {
    const Reflection* reflection = message->GetReflection();
    if (node.IsMap() && field.message_type() != nullptr) {
      Message* child =
          field.is_repeated() ? reflection->AddMessage(message, &field) : reflection->MutableMessage(message, &field);
      return FillMessage(node, path, depth + 1, child, nullptr);
    }
    if (!node.IsScalar()) return violations_->Add(path, "must be a single value");
    std::string text = node.Scalar();
    std::string pattern = PatternOf(field);
    if (!pattern.empty() && !text.empty()) {
      absl::StatusOr<std::string> name = CompleteName(pattern, text, scope_);
      if (!name.ok()) return violations_->Add(path, name.status().message());
      text = *name;
    }
    absl::Status status = SetFromText(text, field, message);
    if (!status.ok()) violations_->Add(path, status.message());
  }

  const Scope& scope_;
  Violations* const violations_;
};

}  // namespace

void FillFromDocument(absl::string_view text, const std::string& path, const Scope& scope, Message* message,
                      std::vector<std::string>* fields, Violations* violations) {
  try {
    YAML::Node node = YAML::Load(std::string(text));
    Filler(scope, violations).FillMessage(node, path, 0, message, fields);
  } catch (const YAML::Exception& error) {
    violations->Add(path.empty() ? "file" : path, absl::StrCat("is neither YAML nor JSON: ", error.what()));
  }
}

}  // namespace assay::cli
