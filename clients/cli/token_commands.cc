#include "clients/cli/token_commands.h"

#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "assay/v1/admin_service.pb.h"
#include "clients/cli/batch.h"
#include "clients/cli/call_command.h"
#include "clients/cli/files.h"
#include "clients/cli/progress.h"
#include "clients/cli/values.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

constexpr unsigned kOwnerOnly = 0600;

// The parent of states/nj/users/ada; empty for users/root.
std::string ParentOf(absl::string_view user) {
  size_t end = user.rfind("/users/");
  return end == absl::string_view::npos ? "" : std::string(user.substr(0, end));
}

absl::Status WriteSecret(const std::string& path, const std::string& secret) {
  if (secret.empty()) {
    return absl::FailedPreconditionError("the server gives a token's secret once only; make another token");
  }
  return WriteFile(path, secret + "\n", kOwnerOnly);
}

absl::Status MakeTokenInto(Session* session, const v1::User& user, const std::string& path) {
  v1::CreateTokenRequest request;
  request.set_parent(ParentOf(user.name()));
  request.mutable_token()->set_user(user.name());
  v1::CreateTokenResponse response;
  ASSAY_RETURN_IF_ERROR(session->Call("AdminService/CreateToken", request, &response));
  return session->globals().dry_run ? absl::OkStatus() : WriteSecret(path, response.secret());
}

}  // namespace

absl::Status RunTokenMake(Session* session, const Invocation& invocation) {
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<google::protobuf::Message> built,
                         BuildRequest(*invocation.command, invocation.flags, invocation.values));
  v1::CreateTokenRequest request;
  request.CopyFrom(*built);
  request.set_parent(ParentOf(request.token().user()));
  request.set_request_id(session->globals().request_id);
  const std::string path = invocation.values.Get("output-file");
  // A secret that cannot be kept is lost, so the file is tried first.
  bool tried = !path.empty() && !FileExists(path);
  if (tried) ASSAY_RETURN_IF_ERROR(WriteFile(path, "", kOwnerOnly));
  v1::CreateTokenResponse response;
  absl::Status status = session->Call("AdminService/CreateToken", request, &response);
  bool no_secret = !status.ok() || session->globals().dry_run;
  if (tried && no_secret) unlink(path.c_str());
  if (!status.ok()) return status;
  if (!path.empty() && !session->globals().dry_run) {
    ASSAY_RETURN_IF_ERROR(WriteSecret(path, response.secret()));
    response.clear_secret();
    session->Note(absl::StrCat("The secret is in ", path));
  }
  session->Print(response, "");
  return absl::OkStatus();
}

absl::Status RunTokenAll(Session* session, const Invocation& invocation) {
  const std::string folder = invocation.values.Get("output-dir");
  if (folder.empty() || !invocation.values.Has("role")) return UsageError("give both --role and --output-dir");
  ASSAY_ASSIGN_OR_RETURN(const auto* role, ParseEnum(invocation.values.Get("role"), *v1::Role_descriptor()));
  ASSAY_RETURN_IF_ERROR(MakeFolder(folder));
  v1::ListUsersRequest request;
  auto state = session->scope().find("state");
  if (state != session->scope().end()) request.set_parent(absl::StrCat("states/", state->second));
  v1::ListUsersResponse users;
  ASSAY_RETURN_IF_ERROR(CallAllPages(session, "AdminService/ListUsers", &request, &users));
  BatchReport report(session);
  {
    Progress progress(session->environment(), "making tokens", "users", users.users_size());
    for (const v1::User& user : users.users()) {
      progress.Advance(1);
      bool wanted = std::count(user.roles().begin(), user.roles().end(), role->number()) > 0 && !user.disabled();
      if (!wanted) continue;
      const std::string path = absl::StrCat(folder, "/", user.name().substr(user.name().rfind('/') + 1), ".token");
      absl::Status status = FileExists(path) ? absl::AlreadyExistsError(path) : MakeTokenInto(session, user, path);
      if (!report.Record(user.name(), status)) break;
    }
  }
  return report.Finish();
}

}  // namespace assay::cli
