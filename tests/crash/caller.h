// Calls that outlive the server: each is repeated with the same request id until some server answers it.
#ifndef ASSAY_TESTS_CRASH_CALLER_H_
#define ASSAY_TESTS_CRASH_CALLER_H_

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cpp/client.h"
#include "clients/cpp/request_id.h"
#include "gtest/gtest.h"
#include "tests/crash/gate.h"
#include "tests/support/world.h"

namespace assay::crash {

// Thread-compatible.
class Caller {
 public:
  // Request ids are `label`-1, `label`-2, ...
  Caller(Gate* gate, std::string token, std::string label)
      : gate_(gate), token_(std::move(token)), label_(std::move(label)) {}

  // Gives a change its request id and makes it, over as many servers as it takes. UNAVAILABLE is the only error that is
  // expected: any other fails the test and is false.
  template <class Response>
  bool Change(google::protobuf::Message* request, Response* response) {
    SetRequestId(absl::StrCat(label_, "-", ++requests_), request);
    if (!Call(*request, response)) return false;
    gate_->Acknowledge();
    return true;
  }

  // The same for a call that changes nothing.
  template <class Response>
  bool Call(const google::protobuf::Message& request, Response* response) {
    return CallUntilAnswered(testing::PathOf(testing::MethodAnswering(*Response::descriptor())), request, response);
  }

  // Calls that had to be repeated.
  int repeated() const { return repeated_; }

 private:
  bool CallUntilAnswered(const std::string& path, const google::protobuf::Message& request,
                         google::protobuf::Message* response);

  Gate* const gate_;
  const std::string token_;
  const std::string label_;
  std::unique_ptr<Client> client_;
  int generation_ = 0;
  int requests_ = 0;
  int repeated_ = 0;
};

}  // namespace assay::crash

#endif  // ASSAY_TESTS_CRASH_CALLER_H_
