// assayd from open to close: store, engine, jobs, API, and the way back in the right order.
#ifndef ASSAY_SERVICES_SERVER_SERVER_H_
#define ASSAY_SERVICES_SERVER_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/server.h"
#include "services/base/clock.h"
#include "services/base/random.h"
#include "services/engine/engine.h"
#include "services/engine/job_waiter.h"
#include "services/engine/jobs.h"
#include "services/rpc/api.h"
#include "services/server/config.h"
#include "storage/store.h"

namespace assay::server {

// A running server. Thread-compatible.
class Server {
 public:
  // Opens the database, finishes what a restart interrupted, and takes calls. `on_fatal` is called at most once, from
  // any thread, when the server cannot go on: the process should stop it and exit with an error.
  //   DATA_LOSS            acknowledged writes are missing; the message says what to do
  //   FAILED_PRECONDITION  another server has the data, or they were written by a newer version
  //   UNAVAILABLE          folder, address or certificate cannot be used
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Config& config,
                                                       std::function<void(const absl::Status&)> on_fatal);
  ~Server();

  int port() const { return port_; }

  // Refuses new calls, gives those under way their time, commits what was accepted, and closes the database.
  // Idempotent.
  void Stop();

 private:
  explicit Server(const Config& config) : config_(config) {}
  absl::Status Open(std::function<void(const absl::Status&)> on_fatal);
  absl::Status Listen();
  absl::StatusOr<std::string> BackUp(const std::string& id) const;

  const Config config_;
  SystemClock clock_;
  SystemRandom random_;
  engine::ClockWaiter job_waiter_{&clock_};
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<engine::Jobs> jobs_;
  std::unique_ptr<engine::Engine> engine_;
  std::unique_ptr<rpc::Api> api_;
  std::unique_ptr<grpc::Server> grpc_;
  int port_ = 0;
};

// assayd --check: the report, for people. DATA_LOSS when something does not match.
absl::StatusOr<std::string> CheckData(const Config& config);

}  // namespace assay::server

#endif  // ASSAY_SERVICES_SERVER_SERVER_H_
