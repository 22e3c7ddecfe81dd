#include "services/server/config.h"

#include <cstdlib>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

namespace assay::server {
namespace {

// CLI11 lets a file go before the environment. Put in front of the flags, the variables go before it and after them.
std::vector<std::string> ReversedArguments(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> arguments;
  for (int i = argc - 1; i > 0; --i) arguments.emplace_back(argv[i]);
  for (const CLI::Option* option : app.get_options()) {
    const char* value = option->get_envname().empty() ? nullptr : std::getenv(option->get_envname().c_str());
    if (value != nullptr && *value != '\0') arguments.push_back(absl::StrCat(option->get_name(), "=", value));
  }
  return arguments;
}

}  // namespace

absl::optional<Config> ReadConfig(int argc, char** argv, int* exit_code) {
  Config config;
  CLI::App app("assayd: validates credentials with employers and publishes a priority list that anyone can recompute.",
               "assayd");
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.set_version_flag("--version", ASSAY_VERSION);
  app.set_config("--config", "", "Read flags from this file (TOML or INI)");
  app.add_option("--data-dir", config.data_directory, "Folder of the database, token file and backups")
      ->envname("ASSAYD_DATA_DIR")
      ->capture_default_str();
  app.add_option("--listen", config.listen, "Address and port of the gRPC API; port 0 takes a free one")
      ->envname("ASSAYD_LISTEN")
      ->capture_default_str();
  app.add_option("--port-file", config.port_file, "Write the port here once calls are taken");
  auto* certificate =
      app.add_option("--tls-certificate", config.tls_certificate, "PEM file; without it the API is plain text")
          ->envname("ASSAYD_TLS_CERTIFICATE")
          ->check(CLI::ExistingFile);
  auto* key = app.add_option("--tls-key", config.tls_key, "PEM file of the certificate's key")
                  ->envname("ASSAYD_TLS_KEY")
                  ->check(CLI::ExistingFile);
  certificate->needs(key);
  key->needs(certificate);
  app.add_option("--backup-dir", config.backup_directory,
                 "Where CreateBackup writes; default: backups in the data folder")
      ->envname("ASSAYD_BACKUP_DIR");
  app.add_option("--shutdown-seconds", config.shutdown_seconds, "How long calls under way are given at the end")
      ->check(CLI::Range(0, 600))
      ->capture_default_str();
  app.add_flag("--check", config.check, "Rebuild every record from the events, compare, report, and exit");
  app.add_flag("--accept-lost-writes", config.accept_lost_writes,
               "Open although acknowledged writes are missing; after a decision to go on without them, once");
  try {
    std::vector<std::string> arguments = ReversedArguments(app, argc, argv);
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    *exit_code = app.exit(error) == 0 ? 0 : 2;
    return absl::nullopt;
  }
  return config;
}

}  // namespace assay::server
