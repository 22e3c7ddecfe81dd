#include "services/server/server.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "services/base/error.h"
#include "services/engine/import_command.h"
#include "services/engine/rebuild.h"
#include "services/rpc/services.h"
#include "services/server/bootstrap.h"
#include "services/server/log.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "storage/schema.h"

namespace assay::server {
namespace {

constexpr int kRequestBytesMax = 1 << 20;
// gRPC 1.51 buffers far beyond the message limit unless a quota stops it (measured: 256 MiB against 64 KiB).
constexpr size_t kQuotaBytes = size_t{192} << 20;

constexpr std::chrono::milliseconds kConnectionsClose{100};

// Stages and deadlines are set in the states' local time: without the zones' rules they would be taken as UTC.
absl::Status CheckTimeZones() {
  absl::TimeZone zone;
  if (absl::LoadTimeZone("America/New_York", &zone)) return absl::OkStatus();
  return Refused("TIME_ZONES_MISSING",
                 "the rules of time zones are not there; install the package tzdata, or set TZDIR to where they are");
}

absl::Status MakeFolders(const Config& config) {
  for (const std::string& folder : {config.data_directory, config.BackupDirectory()}) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return absl::UnavailableError(absl::StrCat("cannot make the folder ", folder, ": ", error.message()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<storage::Store>> OpenStore(const Config& config) {
  storage::RocksDbOptions options;
  options.directory = config.DatabaseDirectory();
  options.accept_lost_writes = config.accept_lost_writes;
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<storage::Store> store, storage::RocksDbStore::Open(options));
  ASSAY_RETURN_IF_ERROR(storage::CheckSchema(*store));
  return store;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  if (!file.good()) return absl::UnavailableError(absl::StrCat("cannot read ", path));
  return bytes.str();
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> CredentialsFor(const Config& config) {
  if (config.tls_certificate.empty()) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options;
  ASSAY_ASSIGN_OR_RETURN(std::string certificate, ReadFile(config.tls_certificate));
  ASSAY_ASSIGN_OR_RETURN(std::string key, ReadFile(config.tls_key));
  options.pem_key_cert_pairs.push_back({std::move(key), std::move(certificate)});
  return grpc::SslServerCredentials(options);
}

// Failures that are ours are logged with what the caller is not told.
void ObserveCall(absl::string_view method, const absl::Status& status) {
  if (status.code() != absl::StatusCode::kInternal && status.code() != absl::StatusCode::kDataLoss &&
      status.code() != absl::StatusCode::kUnknown) {
    return;
  }
  Log(Severity::kError, "call failed", {{"method", method}, {"error", status.ToString()}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Config& config,
                                                      std::function<void(const absl::Status&)> on_fatal) {
  std::unique_ptr<Server> server(new Server(config));
  ASSAY_RETURN_IF_ERROR(server->Open(std::move(on_fatal)));
  ASSAY_RETURN_IF_ERROR(server->Listen());
  return server;
}

Server::~Server() { Stop(); }

absl::Status Server::Open(std::function<void(const absl::Status&)> on_fatal) {
  ASSAY_RETURN_IF_ERROR(CheckTimeZones());
  ASSAY_RETURN_IF_ERROR(MakeFolders(config_));
  ASSAY_ASSIGN_OR_RETURN(store_, OpenStore(config_));
  engine::EngineOptions options;
  options.resume_import = engine::MakeResumeImport();
  options.on_fatal = std::move(on_fatal);
  jobs_ = std::make_unique<engine::Jobs>(&clock_, &job_waiter_);
  options.on_schedule_change = [jobs = jobs_.get()] { jobs->Notify(); };
  ASSAY_ASSIGN_OR_RETURN(engine_, engine::Engine::Open(store_.get(), &clock_, &random_, std::move(options)));
  ASSAY_RETURN_IF_ERROR(EnsureAdministrator(engine_.get(), config_.TokenFile()));
  jobs_->Start(engine_.get());
  return absl::OkStatus();
}

absl::Status Server::Listen() {
  rpc::ApiOptions options;
  options.observer = ObserveCall;
  api_ = std::make_unique<rpc::Api>(engine_.get(), std::move(options));
  rpc::AddAllServices(api_.get(), [this](const std::string& id) { return BackUp(id); });
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  ASSAY_ASSIGN_OR_RETURN(auto credentials, CredentialsFor(config_));
  builder.AddListeningPort(config_.listen, std::move(credentials), &port_);
  builder.SetMaxReceiveMessageSize(kRequestBytesMax);
  builder.SetResourceQuota(grpc::ResourceQuota("api").Resize(kQuotaBytes));
  // Without it a second server could share the port and take half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  for (grpc::Service* service : api_->services()) builder.RegisterService(service);
  grpc_ = builder.BuildAndStart();
  if (grpc_ == nullptr || port_ == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", config_.listen, "; is the address in use?"));
  }
  return absl::OkStatus();
}

// A backup is a data folder: assayd --check --data-dir takes it as it is.
absl::StatusOr<std::string> Server::BackUp(const std::string& id) const {
  Config copy = config_;
  copy.data_directory = absl::StrCat(config_.BackupDirectory(), "/", id);
  std::error_code error;
  if (!std::filesystem::create_directory(copy.data_directory, error)) {
    if (!error) return AlreadyExists(absl::StrCat("backup ", id));
    return absl::UnavailableError(absl::StrCat("cannot make the folder ", copy.data_directory, ": ", error.message()));
  }
  ASSAY_RETURN_IF_ERROR(store_->Backup(copy.DatabaseDirectory()));
  return copy.data_directory;
}

void Server::Stop() {
  if (grpc_ != nullptr) {
    grpc_->GetHealthCheckService()->SetServingStatus(false);
    // gRPC's own shutdown waits for idle connections too, whose clients may not look at them; so the calls are waited
    // for here, and the connections are given only a moment.
    if (!api_->Drain(absl::Seconds(config_.shutdown_seconds))) Log(Severity::kWarning, "calls were cut off");
    grpc_->Shutdown(std::chrono::system_clock::now() + kConnectionsClose);
    grpc_->Wait();
  }
  if (jobs_ != nullptr) jobs_->Stop();
  if (engine_ != nullptr) engine_->Stop();
  grpc_.reset();
  api_.reset();
  engine_.reset();
  jobs_.reset();
  store_.reset();
}

absl::StatusOr<std::string> CheckData(const Config& config) {
  storage::RocksDbOptions options;
  options.directory = config.DatabaseDirectory();
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<storage::Store> store, storage::RocksDbStore::Open(options));
  ASSAY_RETURN_IF_ERROR(storage::CheckSchema(*store, storage::SchemaUse::kRead));
  ASSAY_RETURN_IF_ERROR(store->Check());
  ASSAY_ASSIGN_OR_RETURN(engine::CheckReport report,
                         engine::CheckAll(*store, [](absl::string_view state, int64_t events) {
                           Log(Severity::kInfo, "checking", {{"state", state}, {"events", absl::StrCat(events)}});
                         }));
  if (!report.ok()) return absl::DataLossError(report.Text());
  return report.Text();
}

}  // namespace assay::server
