#include "clients/cli/config.h"

#include <sstream>

#include "absl/strings/str_cat.h"
#include "clients/cli/files.h"
#include "clients/cli/request.h"
#include "yaml-cpp/yaml.h"

namespace assay::cli {
namespace {

struct Field {
  const char* key;
  std::string Context::*value;
};
constexpr Field kFields[] = {{"server", &Context::server},
                             {"token_file", &Context::token_file},
                             {"tls_ca", &Context::tls_ca},
                             {"state", &Context::state},
                             {"cycle", &Context::cycle}};

}  // namespace

std::string ConfigPath(const std::function<std::string(const std::string&)>& getenv) {
  std::string path = getenv("ASSAY_CONFIG");
  if (!path.empty()) return path;
  std::string folder = getenv("XDG_CONFIG_HOME");
  if (folder.empty() && !getenv("HOME").empty()) folder = getenv("HOME") + "/.config";
  return folder.empty() ? "" : folder + "/assay/config.yaml";
}

absl::StatusOr<Config> ParseConfig(absl::string_view text) {
  try {
    Config config;
    YAML::Node root = YAML::Load(std::string(text));
    if (root["current"]) config.current = root["current"].as<std::string>();
    for (const auto& entry : root["contexts"]) {
      Context& context = config.contexts[entry.first.as<std::string>()];
      for (const Field& field : kFields) {
        if (entry.second[field.key]) context.*field.value = entry.second[field.key].as<std::string>();
      }
    }
    return config;
  } catch (const YAML::Exception& error) {
    return UsageError(absl::StrCat("the configuration cannot be read: ", error.what()));
  }
}

std::string FormatConfig(const Config& config) {
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "current" << YAML::Value << YAML::DoubleQuoted << config.current;
  out << YAML::Key << "contexts" << YAML::Value << YAML::BeginMap;
  for (const auto& [name, context] : config.contexts) {
    out << YAML::Key << YAML::DoubleQuoted << name << YAML::Value << YAML::BeginMap;
    for (const Field& field : kFields) {
      const std::string& value = context.*field.value;
      if (!value.empty()) out << YAML::Key << field.key << YAML::Value << YAML::DoubleQuoted << value;
    }
    out << YAML::EndMap;
  }
  out << YAML::EndMap << YAML::EndMap;
  return std::string(out.c_str()) + "\n";
}

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  if (path.empty() || !FileExists(path)) return Config();
  std::istringstream nothing;
  absl::StatusOr<std::string> text = ReadInput(path, nothing);
  if (!text.ok()) return text.status();
  return ParseConfig(*text);
}

absl::Status SaveConfig(const std::string& path, const Config& config) {
  if (path.empty()) return UsageError("there is nowhere to keep contexts; set ASSAY_CONFIG or HOME");
  size_t slash = path.rfind('/');
  if (slash != std::string::npos && slash > 0) {
    absl::Status made = MakeFolder(path.substr(0, slash));
    if (!made.ok()) return made;
  }
  return WriteFile(path, FormatConfig(config), 0600);
}

}  // namespace assay::cli
