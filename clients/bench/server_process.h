// An assayd of our own: started, asked whether it serves, weighed, stopped.
#ifndef ASSAY_CLIENTS_BENCH_SERVER_PROCESS_H_
#define ASSAY_CLIENTS_BENCH_SERVER_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace assay::bench {

class ServerProcess {
 public:
  // Starts `assayd` on the folder and a free port of the loopback address, and returns when it answers health Check.
  // Its log goes to {data_directory}.log. UNAVAILABLE: it cannot be started, or ended instead.
  static absl::StatusOr<std::unique_ptr<ServerProcess>> Start(const std::string& assayd,
                                                              const std::string& data_directory);
  ~ServerProcess();  // SIGTERM, and waits.
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& target() const { return target_; }
  // From exec to the first answer of health Check.
  absl::Duration time_to_serve() const { return time_to_serve_; }
  // Resident memory now, in MiB.
  absl::StatusOr<double> ResidentMebibytes() const;

 private:
  explicit ServerProcess(pid_t pid) : pid_(pid) {}

  const pid_t pid_;
  std::string target_;
  absl::Duration time_to_serve_;
};

// A folder that is removed with the object.
class TemporaryFolder {
 public:
  static absl::StatusOr<std::unique_ptr<TemporaryFolder>> Make();
  ~TemporaryFolder();
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  const std::string path_;
};

}  // namespace assay::bench

#endif  // ASSAY_CLIENTS_BENCH_SERVER_PROCESS_H_
