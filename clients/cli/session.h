// What holds for one run of the program: where it runs, what its global flags say, whom it talks to.
#ifndef ASSAY_CLIENTS_CLI_SESSION_H_
#define ASSAY_CLIENTS_CLI_SESSION_H_

#include <functional>
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/config.h"
#include "clients/cli/flags.h"
#include "clients/cli/output.h"
#include "clients/cli/request.h"
#include "clients/cpp/client.h"

namespace assay::cli {

// The world outside, replaceable in tests.
struct Environment {
  std::function<std::string(const std::string&)> getenv;  // Empty when not set.
  std::istream* in = &std::cin;
  std::ostream* out = &std::cout;
  std::ostream* err = &std::cerr;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int width = 0;  // Columns of the terminal.
};

// Values of the global flags; those left empty are looked for in the environment, then in the context.
struct Globals {
  std::string server, token_file, tls_ca, context, state, cycle;
  std::string output = "table", columns;
  bool dry_run = false, all = false, no_color = false;
  int page_size = 0;
  std::string page_token, request_id, timeout;
};

// Thread-compatible.
class Session {
 public:
  // Usage error when a value is malformed or the context is not there.
  static absl::StatusOr<Session> Open(const Environment& environment, Globals globals);

  const Environment& environment() const { return environment_; }
  const Globals& globals() const { return globals_; }
  const Format& format() const { return format_; }
  const Scope& scope() const { return scope_; }

  // The connection, made at the first use with the token of the token file.
  absl::StatusOr<Client*> client();

  // Calls "Service/Method" of assay.v1, as Client::Call. With --dry-run the request's validate_only is set; a request
  // that changes something and has none is a usage error then.
  absl::Status Call(absl::string_view method, const google::protobuf::Message& request,
                    google::protobuf::Message* response);
  // The same whatever --dry-run says, for the steps that a preview needs.
  absl::Status CallForReal(absl::string_view method, const google::protobuf::Message& request,
                           google::protobuf::Message* response);

  // Prints an answer on standard output in the chosen format.
  void Print(const google::protobuf::Message& response, absl::string_view columns);
  // A line for people on standard error.
  void Note(absl::string_view line) const;

  // For errors: what was the id of the last change asked for.
  const std::string& last_request_id() const { return last_request_id_; }

 private:
  Environment environment_;
  Globals globals_;
  Format format_;
  Scope scope_;
  absl::Duration timeout_ = absl::Seconds(60);
  std::unique_ptr<Client> client_;
  std::string last_request_id_;
};

// What a command's action gets.
struct Invocation {
  const Command* command = nullptr;
  std::vector<Flag> flags;
  Values values;
  std::string each;  // File of --each; empty when not given.
};

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_SESSION_H_
