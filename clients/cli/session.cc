#include "clients/cli/session.h"

#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/files.h"
#include "clients/cpp/request_id.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

using google::protobuf::Message;

constexpr char kDefaultServer[] = "127.0.0.1:7401";

// A value of the command line, else of the context named there, else of the environment, else of the current context.
void Choose(const std::string& variable, const std::string& in_context, bool context_named, std::string* value) {
  if (!value->empty()) return;
  *value = context_named || variable.empty() ? in_context : variable;
  if (value->empty()) *value = variable;
}

absl::Status ChooseAll(const Environment& environment, Globals* globals) {
  ASSAY_ASSIGN_OR_RETURN(Config config, LoadConfig(ConfigPath(environment.getenv)));
  bool named = !globals->context.empty();
  const std::string& name = named ? globals->context : config.current;
  auto found = config.contexts.find(name);
  if (named && found == config.contexts.end()) {
    return UsageError(absl::StrCat("there is no context \"", name, "\"; \"assay context list\" shows them"));
  }
  Context context = found == config.contexts.end() ? Context() : found->second;
  Choose(environment.getenv("ASSAY_SERVER"), context.server, named, &globals->server);
  Choose(environment.getenv("ASSAY_TOKEN_FILE"), context.token_file, named, &globals->token_file);
  Choose(environment.getenv("ASSAY_TLS_CA"), context.tls_ca, named, &globals->tls_ca);
  Choose(environment.getenv("ASSAY_STATE"), context.state, named, &globals->state);
  Choose(environment.getenv("ASSAY_CYCLE"), context.cycle, named, &globals->cycle);
  if (globals->server.empty()) globals->server = kDefaultServer;
  return absl::OkStatus();
}

// The id of states/nj or nj; "-" stands for no state: the installation itself.
std::string IdOf(const std::string& name) {
  std::string id = name.substr(name.rfind('/') + 1);
  return id == "-" ? "" : id;
}

}  // namespace

absl::StatusOr<Session> Session::Open(const Environment& environment, Globals globals) {
  Session session;
  ASSAY_RETURN_IF_ERROR(ChooseAll(environment, &globals));
  ASSAY_ASSIGN_OR_RETURN(session.format_, ParseFormat(globals.output));
  if (!globals.timeout.empty() && !absl::ParseDuration(globals.timeout, &session.timeout_)) {
    return UsageError("--timeout takes a duration such as 30s or 2m");
  }
  if (globals.page_size < 0 || globals.page_size > 1000) return UsageError("--page-size takes 0 to 1000");
  if (!IdOf(globals.state).empty()) session.scope_["state"] = IdOf(globals.state);
  if (!IdOf(globals.cycle).empty()) session.scope_["cycle"] = IdOf(globals.cycle);
  session.environment_ = environment;
  session.globals_ = std::move(globals);
  return session;
}

absl::StatusOr<Client*> Session::client() {
  if (client_ != nullptr) return client_.get();
  ClientOptions options;
  options.target = globals_.server;
  options.timeout = timeout_;
  std::istringstream nothing;
  if (!globals_.token_file.empty()) {
    ASSAY_ASSIGN_OR_RETURN(std::string token, ReadInput(globals_.token_file, nothing));
    options.token = std::string(absl::StripAsciiWhitespace(token));
  }
  if (!globals_.tls_ca.empty()) {
    options.tls_roots.emplace();
    if (globals_.tls_ca != "system") {
      ASSAY_ASSIGN_OR_RETURN(*options.tls_roots, ReadInput(globals_.tls_ca, nothing));
    }
  }
  client_ = std::make_unique<Client>(std::move(options));
  return client_.get();
}

absl::Status Session::Call(absl::string_view method, const Message& request, Message* response) {
  if (!globals_.dry_run) return CallForReal(method, request, response);
  std::unique_ptr<Message> sent(request.New());
  sent->CopyFrom(request);
  bool changes = TakesRequestId(*sent) || !IsSafeToRepeat(method, *sent);
  const auto* validate_only = sent->GetDescriptor()->FindFieldByName("validate_only");
  if (changes && validate_only == nullptr) return UsageError("this command has no --dry-run");
  if (validate_only != nullptr) sent->GetReflection()->SetBool(sent.get(), validate_only, true);
  return CallForReal(method, *sent, response);
}

absl::Status Session::CallForReal(absl::string_view method, const Message& request, Message* response) {
  std::unique_ptr<Message> sent(request.New());
  sent->CopyFrom(request);
  // Set here and not by the client, so that an error can name it.
  if (TakesRequestId(*sent) && RequestIdOf(*sent).empty()) SetRequestId(NewRequestId(), sent.get());
  last_request_id_ = RequestIdOf(*sent);
  ASSAY_ASSIGN_OR_RETURN(Client * connection, client());
  return connection->Call(absl::StrCat("assay.v1.", method), *sent, response);
}

void Session::Print(const google::protobuf::Message& response, absl::string_view columns) {
  bool terminal = environment_.out_is_terminal;
  bool color = terminal && !globals_.no_color && environment_.getenv("NO_COLOR").empty();
  TableStyle style{terminal ? environment_.width : 0, color};
  *environment_.out << Render(response, globals_.columns.empty() ? columns : globals_.columns, format_, style, scope_);
}

void Session::Note(absl::string_view line) const { *environment_.err << line << "\n"; }

}  // namespace assay::cli
