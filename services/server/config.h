// How assayd is told what to do: flags, environment variables and a file, in this order of precedence.
#ifndef ASSAY_SERVICES_SERVER_CONFIG_H_
#define ASSAY_SERVICES_SERVER_CONFIG_H_

#include <string>

#include "absl/types/optional.h"

namespace assay::server {

struct Config {
  std::string data_directory = "/var/lib/assay";
  std::string listen = "127.0.0.1:7401";
  std::string port_file;        // the port is written here once calls are taken; for port 0
  std::string tls_certificate;  // PEM files; both or none
  std::string tls_key;
  std::string backup_directory;  // default: {data_directory}/backups
  int shutdown_seconds = 10;     // calls under way are given this long
  bool check = false;            // verify instead of serving
  bool accept_lost_writes = false;

  std::string DatabaseDirectory() const { return data_directory + "/db"; }
  std::string TokenFile() const { return data_directory + "/administrator.token"; }
  std::string BackupDirectory() const {
    return backup_directory.empty() ? data_directory + "/backups" : backup_directory;
  }
};

// None when the process should exit with *exit_code: after --help, --version, or a usage error, which was printed.
absl::optional<Config> ReadConfig(int argc, char** argv, int* exit_code);

}  // namespace assay::server

#endif  // ASSAY_SERVICES_SERVER_CONFIG_H_
