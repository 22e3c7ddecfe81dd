#include "clients/cpp/testing/fake_server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "clients/cpp/error_details.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace assay::testing {
namespace {

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

class Reactor : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(FakeServer::Call call, FakeServer::Handler answer) : call_(std::move(call)), answer_(std::move(answer)) {
    StartRead(&request_);
  }
  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status(grpc::StatusCode::INTERNAL, "no request"));
    call_.body = BytesOf(request_);
    std::string bytes;
    absl::Status status = answer_(call_, &bytes);
    if (!status.ok()) return Finish(ToGrpcStatus(status));
    grpc::Slice slice(bytes);
    response_ = grpc::ByteBuffer(&slice, 1);
    StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
  }
  void OnDone() override { delete this; }

 private:
  FakeServer::Call call_;
  FakeServer::Handler answer_;
  grpc::ByteBuffer request_, response_;
};

}  // namespace

class FakeServer::Service : public grpc::CallbackGenericService {
 public:
  explicit Service(FakeServer* owner) : owner_(owner) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterCallbackGenericService(this);
    server_ = builder.BuildAndStart();
  }
  ~Service() override { server_->Shutdown(absl::ToChronoTime(absl::Now())); }

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
    Call call;
    call.method = context->method().substr(1);
    for (const auto& [key, value] : context->client_metadata()) {
      call.metadata.emplace(std::string(key.data(), key.size()), std::string(value.data(), value.size()));
    }
    return new Reactor(std::move(call), [owner = owner_](const Call& asked, std::string* response) {
      return owner->Answer(asked, response);
    });
  }

  int port() const { return port_; }

 private:
  FakeServer* const owner_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

FakeServer::FakeServer() : service_(std::make_unique<Service>(this)) {
  target_ = absl::StrCat("127.0.0.1:", service_->port());
}

FakeServer::~FakeServer() = default;

void FakeServer::Handle(absl::string_view method, Handler handler) {
  MutexLock lock(&mutex_);
  handlers_[std::string(method)] = std::move(handler);
}

absl::Status FakeServer::Answer(const Call& call, std::string* response) {
  Handler handler;
  {
    MutexLock lock(&mutex_);
    calls_.push_back(call);
    auto found = handlers_.find(call.method);
    if (found == handlers_.end()) return absl::UnimplementedError(call.method);
    handler = found->second;
  }
  return handler(call, response);
}

std::vector<FakeServer::Call> FakeServer::Calls(absl::string_view method) const {
  MutexLock lock(&mutex_);
  std::vector<Call> found;
  for (const Call& call : calls_) {
    if (method.empty() || call.method == method) found.push_back(call);
  }
  return found;
}

}  // namespace assay::testing
