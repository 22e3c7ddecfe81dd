#include "services/server/bootstrap.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <future>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/resource.h"
#include "services/rpc/identity.h"
#include "services/server/log.h"

namespace assay::server {
namespace {

constexpr char kUser[] = "administrator";

// A new name is durable once its folder is.
bool SyncFolderOf(const std::string& path) {
  int folder = open(std::string(path, 0, path.rfind('/')).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = folder >= 0 && fsync(folder) == 0;
  if (folder >= 0) close(folder);
  return synced;
}

// Whole or not at all, and readable by nobody else at any moment.
absl::Status WriteSecretFile(const std::string& path, const std::string& text) {
  std::string temporary = path + ".new";
  unlink(temporary.c_str());
  int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool written =
      file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
  int error = errno;
  if (file >= 0) close(file);
  if (written && rename(temporary.c_str(), path.c_str()) == 0 && SyncFolderOf(path)) return absl::OkStatus();
  if (written) error = errno;
  return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", std::strerror(error)));
}

void AddAdministrator(const domain::Context& context, const std::string& token_id, const std::string& secret_hash,
                      domain::Events* events) {
  ledger::v1::Event* made = events->Add();
  v1::User* user = made->mutable_decision()->mutable_user();
  user->set_name(domain::UserName("", kUser));
  user->add_roles(v1::ROLE_OPERATOR);
  domain::StampNew(context, user);
  made->mutable_personal()->mutable_user()->set_display_name("Administrator of the installation");
  ledger::v1::TokenChange* token = events->AddDecision()->mutable_token();
  token->mutable_token()->set_name(domain::TokenName("", token_id));
  token->mutable_token()->set_user(domain::UserName("", kUser));
  token->mutable_token()->set_display_name("first start");
  domain::StampNew(context, token->mutable_token());
  token->set_secret_sha256(secret_hash);
}

}  // namespace

absl::Status EnsureAdministrator(engine::Engine* engine, const std::string& token_file) {
  auto view = engine->Read("");
  const auto* head = view->Find(domain::StateHeadId{});
  ASSAY_RETURN_IF_ERROR(view->status());
  if (head != nullptr) return absl::OkStatus();
  std::string secret = rpc::NewSecret(*engine->random());
  std::string token_id = NewId(*engine->random());
  // The file first: should the process end in between, the next start writes another one.
  ASSAY_RETURN_IF_ERROR(WriteSecretFile(token_file, rpc::FormatToken({"", token_id, secret}) + "\n"));
  std::promise<absl::Status> done;
  engine::Command command;
  command.makes_state = true;
  command.principal.job = "first-start";
  command.method = "first start";
  command.decide = [&](const domain::Context& context, const domain::View&, domain::Events* events) {
    AddAdministrator(context, token_id, rpc::SecretHash(secret), events);
    return absl::OkStatus();
  };
  command.done = [&done](const absl::StatusOr<engine::Outcome>& outcome) { done.set_value(outcome.status()); };
  engine->Submit(std::move(command));
  ASSAY_RETURN_IF_ERROR(done.get_future().get());
  Log(Severity::kInfo, "first start", {{"user", domain::UserName("", kUser)}, {"token_file", token_file}});
  return absl::OkStatus();
}

}  // namespace assay::server
