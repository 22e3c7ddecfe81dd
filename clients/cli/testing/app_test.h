// Command lines run in the test's own process, against a fake server.
#ifndef ASSAY_CLIENTS_CLI_TESTING_APP_TEST_H_
#define ASSAY_CLIENTS_CLI_TESTING_APP_TEST_H_

#include <unistd.h>

#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/app.h"
#include "clients/cli/files.h"
#include "clients/cpp/testing/fake_server.h"
#include "gtest/gtest.h"

namespace assay::cli::testing {

using assay::testing::FakeServer;

class AppTest : public ::testing::Test {
 protected:
  AppTest() {
    folder_ = absl::StrCat(::testing::TempDir(), "/assay-app-test-", getpid());
    EXPECT_TRUE(MakeFolder(folder_).ok());
    variables_ = {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}, {"ASSAY_CONFIG", Path("config.yaml")}};
    unlink(Path("config.yaml").c_str());
  }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  std::string Write(const std::string& name, absl::string_view text) const {
    EXPECT_TRUE(WriteFile(Path(name), text, 0600).ok());
    return Path(name);
  }

  // Runs a command line and returns its exit code; what it printed is in out_ and err_.
  int Assay(const std::vector<std::string>& arguments) {
    std::istringstream in(input_);
    std::ostringstream out, err;
    Environment environment;
    environment.getenv = [this](const std::string& name) { return variables_[name]; };
    environment.in = &in;
    environment.out = &out;
    environment.err = &err;
    int code = RunCommandLine(arguments, environment);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  template <class Request, class Response>
  void Answer(absl::string_view method, std::function<absl::Status(const Request&, Response*)> answer) {
    server_.On<Request, Response>(absl::StrCat("assay.v1.", method), std::move(answer));
  }
  template <class Request>
  std::vector<Request> Asked(absl::string_view method) {
    std::vector<Request> requests;
    for (const auto& call : server_.Calls(absl::StrCat("assay.v1.", method))) requests.push_back(call.As<Request>());
    return requests;
  }

  FakeServer server_;
  std::string folder_, input_, out_, err_;
  std::map<std::string, std::string> variables_;
};

}  // namespace assay::cli::testing

#endif  // ASSAY_CLIENTS_CLI_TESTING_APP_TEST_H_
