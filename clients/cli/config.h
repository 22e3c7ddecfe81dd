// Contexts: the servers and states somebody works with, kept in one YAML file of mode 0600.
//
//   current: demo
//   contexts:
//     demo: {server: "localhost:7401", token_file: admin.token, state: nj, cycle: "2027"}
#ifndef ASSAY_CLIENTS_CLI_CONFIG_H_
#define ASSAY_CLIENTS_CLI_CONFIG_H_

#include <functional>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assay::cli {

struct Context {
  std::string server;
  std::string token_file;
  std::string tls_ca;
  std::string state;
  std::string cycle;
};

struct Config {
  std::string current;  // Empty when none is used.
  std::map<std::string, Context> contexts;
};

// ASSAY_CONFIG, or assay/config.yaml below XDG_CONFIG_HOME or ~/.config. Empty when none of them is set.
std::string ConfigPath(const std::function<std::string(const std::string&)>& getenv);

// Usage error when the text is no configuration.
absl::StatusOr<Config> ParseConfig(absl::string_view text);
std::string FormatConfig(const Config& config);

// An empty one when there is no file.
absl::StatusOr<Config> LoadConfig(const std::string& path);
absl::Status SaveConfig(const std::string& path, const Config& config);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_CONFIG_H_
