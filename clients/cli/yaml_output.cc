#include "absl/strings/ascii.h"
#include "clients/cli/output.h"
#include "yaml-cpp/yaml.h"

namespace assay::cli {
namespace {

// Whether a reader of YAML 1.1 or 1.2 takes the plain text for a text: it begins with a letter and is no keyword.
bool IsPlainText(const std::string& text) {
  if (text.empty() || !absl::ascii_isalpha(text[0]) || absl::ascii_isspace(text.back())) return false;
  for (char c : text) {
    if (!absl::ascii_isalnum(c) && absl::string_view(" -_/.,@~").find(c) == absl::string_view::npos) return false;
  }
  std::string lower = absl::AsciiStrToLower(text);
  for (absl::string_view keyword : {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}) {
    if (lower == keyword) return false;
  }
  return true;
}

void Emit(const YAML::Node& node, YAML::Emitter* out) {
  if (node.IsMap()) {
    *out << (node.size() == 0 ? YAML::Flow : YAML::Block) << YAML::BeginMap;
    for (const auto& entry : node) {
      *out << YAML::Key << entry.first.Scalar() << YAML::Value;
      Emit(entry.second, out);
    }
    *out << YAML::EndMap;
  } else if (node.IsSequence()) {
    *out << (node.size() == 0 ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
    for (const YAML::Node& element : node) Emit(element, out);
    *out << YAML::EndSeq;
  } else if (node.Tag() == "!" && !IsPlainText(node.Scalar())) {
    // "!" is what yaml-cpp says of a text that was quoted.
    *out << YAML::DoubleQuoted << node.Scalar();
  } else {
    *out << node.Scalar();
  }
}

}  // namespace

std::string JsonToYaml(absl::string_view json) {
  try {
    YAML::Emitter out;
    Emit(YAML::Load(std::string(json)), &out);
    return std::string(out.c_str()) + "\n";
  } catch (const YAML::Exception&) {
    // JSON is YAML: what cannot be made prettier is still right.
    return std::string(json);
  }
}

}  // namespace assay::cli
