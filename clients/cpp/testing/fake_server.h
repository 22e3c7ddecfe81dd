// A gRPC server in the test's own process that answers each method with a function, and remembers what it was asked.
#ifndef ASSAY_CLIENTS_CPP_TESTING_FAKE_SERVER_H_
#define ASSAY_CLIENTS_CPP_TESTING_FAKE_SERVER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/base/mutex.h"

namespace assay::testing {

// Thread-safe. Listens on a free port of the loopback address until destroyed.
class FakeServer {
 public:
  struct Call {
    std::string method;  // assay.v1.Service/Method
    std::multimap<std::string, std::string> metadata;
    std::string body;

    template <class Request>
    Request As() const {
      Request request;
      request.ParseFromString(body);
      return request;
    }
  };
  // Returns a status with details as payloads, or OK with the response's bytes. Called on gRPC's threads.
  using Handler = std::function<absl::Status(const Call& call, std::string* response)>;

  FakeServer();
  ~FakeServer();

  // Answers `method` from now on; anything else gets UNIMPLEMENTED.
  void Handle(absl::string_view method, Handler handler);

  template <class Request, class Response>
  void On(absl::string_view method, std::function<absl::Status(const Request&, Response*)> answer) {
    Handle(method, [answer](const Call& call, std::string* bytes) {
      Response response;
      absl::Status status = answer(call.As<Request>(), &response);
      if (status.ok()) *bytes = response.SerializeAsString();
      return status;
    });
  }

  // host:port
  const std::string& target() const { return target_; }

  // The calls of `method` so far, in order of arrival; all calls when empty.
  std::vector<Call> Calls(absl::string_view method = "") const;

 private:
  class Service;
  absl::Status Answer(const Call& call, std::string* response);

  mutable Mutex mutex_;
  std::map<std::string, Handler> handlers_ ABSL_GUARDED_BY(mutex_);
  std::vector<Call> calls_ ABSL_GUARDED_BY(mutex_);
  std::string target_;
  std::unique_ptr<Service> service_;
};

}  // namespace assay::testing

#endif  // ASSAY_CLIENTS_CPP_TESTING_FAKE_SERVER_H_
