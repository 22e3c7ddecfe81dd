#include "clients/cli/local_commands.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "assay/v1/priority_list_service.pb.h"
#include "clients/cli/config.h"
#include "clients/cli/csv.h"
#include "clients/cli/files.h"
#include "clients/cli/progress.h"
#include "services/base/error.h"
#include "services/base/sha256.h"

namespace assay::cli {
namespace {

constexpr char kVersionPattern[] = "states/{state}/listVersions/{version}";

void Change(const std::string& given, std::string* value) {
  if (!given.empty()) *value = given;
}

absl::Status ListContexts(const Environment& environment, const Config& config) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, context] : config.contexts) {
    rows.push_back(
        {config.current == name ? "*" : "", name, context.server, context.state, context.cycle, context.token_file});
  }
  *environment.out << RenderTable({"", "NAME", "SERVER", "STATE", "CYCLE", "TOKEN FILE"}, rows, TableStyle());
  return absl::OkStatus();
}

absl::Status ChangeContexts(const Globals& globals, Action action, const std::string& name, Config* config) {
  bool there = config->contexts.count(name) > 0;
  if (action != Action::kContextSet && !there) {
    return UsageError(absl::StrCat("there is no context \"", name, "\"; \"assay context list\" shows them"));
  }
  if (action == Action::kContextDelete) {
    config->contexts.erase(name);
    if (config->current == name) config->current.clear();
    return absl::OkStatus();
  }
  if (action == Action::kContextUse || config->current.empty()) config->current = name;
  if (action == Action::kContextUse) return absl::OkStatus();
  Context& context = config->contexts[name];
  Change(globals.server, &context.server);
  Change(globals.token_file, &context.token_file);
  Change(globals.tls_ca, &context.tls_ca);
  Change(globals.state, &context.state);
  Change(globals.cycle, &context.cycle);
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadVersion(Session* session, const std::string& name, const v1::ListVersion& version) {
  Progress progress(session->environment(), "downloading", "bytes", version.content_bytes());
  v1::ReadListContentRequest request;
  request.set_name(name);
  std::string bytes;
  for (int chunks = 1; request.chunk_index() < chunks; request.set_chunk_index(request.chunk_index() + 1)) {
    v1::ReadListContentResponse response;
    ASSAY_RETURN_IF_ERROR(session->Call("PriorityListService/ReadListContent", request, &response));
    bytes += response.data();
    chunks = response.chunk_count();
    progress.Advance(static_cast<int64_t>(response.data().size()));
  }
  std::string digest = absl::BytesToHexString(Sha256(bytes));
  if (digest == version.digest()) return bytes;
  return absl::DataLossError(absl::StrCat("the bytes of ", name, " have the SHA-256 ", digest, ", its digest is ",
                                          version.digest(), "; nothing was saved"));
}

}  // namespace

absl::Status RunContext(const Environment& environment, const Globals& globals, const Invocation& invocation) {
  const std::string path = ConfigPath(environment.getenv);
  ASSAY_ASSIGN_OR_RETURN(Config config, LoadConfig(path));
  if (invocation.command->action == Action::kContextList) return ListContexts(environment, config);
  ASSAY_RETURN_IF_ERROR(ChangeContexts(globals, invocation.command->action, invocation.values.Get("name"), &config));
  return SaveConfig(path, config);
}

absl::Status RunDownload(Session* session, const Invocation& invocation) {
  const std::string output = invocation.values.Get("output");
  if (output.empty()) return UsageError("--output says where to write it; - is standard output");
  v1::GetListVersionRequest request;
  ASSAY_ASSIGN_OR_RETURN(*request.mutable_name(),
                         CompleteName(kVersionPattern, invocation.values.Get("name"), session->scope()));
  v1::GetListVersionResponse response;
  ASSAY_RETURN_IF_ERROR(session->Call("PriorityListService/GetListVersion", request, &response));
  const v1::ListVersion& version = response.list_version();
  // "latest" may move while chunks are read; the version's own name does not.
  const std::string name = version.name().empty() ? request.name() : version.name();
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, ReadVersion(session, name, version));
  if (output == "-") {
    *session->environment().out << bytes;
  } else {
    ASSAY_RETURN_IF_ERROR(WriteFile(output, bytes, 0644));
    session->Note(absl::StrCat(output, ": ", bytes.size(), " bytes, SHA-256 ", version.digest(), " as published"));
  }
  return absl::OkStatus();
}

}  // namespace assay::cli
