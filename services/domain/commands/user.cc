#include "services/domain/commands/user.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/person_event.h"

namespace assay::domain {
namespace {

bool HasRole(const api::User& user, api::Role role) {
  return std::find(user.roles().begin(), user.roles().end(), role) != user.roles().end();
}

absl::Status CheckMayManage(const Context& context) {
  const Principal& principal = *context.principal;
  bool administers = principal.Has(api::ROLE_ADMINISTRATOR) && !context.state.empty();
  if (!principal.job.empty() || principal.Has(api::ROLE_OPERATOR) ||
      (administers && principal.state == context.state)) {
    return absl::OkStatus();
  }
  return Denied("NOT_YOUR_STATE", context.state.empty()
                                      ? "only an operator manages operators; name your state as the parent"
                                      : absl::StrCat("you do not administer ", StateName(context.state)));
}

// Names outside states and inside have two patterns, so that no field rule can check them.
void CheckHere(absl::string_view name, absl::string_view expected, absl::string_view field, absl::string_view pattern,
               Violations* violations) {
  if (name == expected) return;
  violations->Add(field, absl::StrCat("\"", name, "\" does not belong here; write ", pattern));
}

void CheckUserName(const Context& context, absl::string_view name, absl::string_view field, Violations* violations) {
  CheckHere(name, UserName(context.state, LastPart(name)), field, UserName(context.state, "{user}"), violations);
}

// Empty when the role may be held.
absl::string_view WhyNotHeld(api::Role role, bool in_state, bool is_representative) {
  switch (role) {
    case api::ROLE_OPERATOR:
      return in_state ? "an operator belongs to no state; enter it without a parent" : "";
    case api::ROLE_ADMINISTRATOR:
    case api::ROLE_AGENCY_STAFF:
    case api::ROLE_APPROVER:
    case api::ROLE_CHAIR:
    case api::ROLE_PROPOSER:
    case api::ROLE_AUDITOR:
      return in_state ? "" : "outside the states there are operators only; name a state as the parent";
    case api::ROLE_EMPLOYER_REPRESENTATIVE:
      return is_representative ? "" : "comes only with a representative; enter one at its employer";
    case api::ROLE_PUBLIC:
    case api::ROLE_UNSPECIFIED:
      return "is never granted; leave it out";
    case api::Role_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::Role_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return "is no role; use one of the names of Role";
}

void CheckRoles(const api::User& user, bool in_state, Violations* violations) {
  bool is_representative = !user.representative().empty();
  if (user.roles().empty()) violations->Add("user.roles", "must hold at least one role; to shut a user out disable it");
  if (is_representative && !user.roles().empty() && !HasRole(user, api::ROLE_EMPLOYER_REPRESENTATIVE)) {
    violations->Add("user.roles", absl::StrCat("must hold ROLE_EMPLOYER_REPRESENTATIVE, for the user speaks as ",
                                               user.representative(), "; to shut it out disable it"));
  }
  for (auto role = user.roles().begin(); role != user.roles().end(); ++role) {
    std::string field = absl::StrCat("user.roles[", role - user.roles().begin(), "]");
    absl::string_view reason = WhyNotHeld(static_cast<api::Role>(*role), in_state, is_representative);
    if (!reason.empty()) violations->Add(field, reason);
    if (std::find(user.roles().begin(), role, *role) != role) violations->Add(field, "is listed twice");
  }
  if (!api::OrganizationKind_IsValid(user.organization_kind())) {
    violations->Add("user.organization_kind", "is no kind of organisation; use one of the names of OrganizationKind");
  }
}

absl::Status CheckNoSelfLockout(const Context& context, const api::User& before, const api::User& after) {
  if (context.principal->Name() != after.name()) return absl::OkStatus();
  bool steps_down = HasRole(before, api::ROLE_ADMINISTRATOR) && !HasRole(after, api::ROLE_ADMINISTRATOR);
  if (!after.disabled() && !steps_down) return absl::OkStatus();
  return Refused(
      "SELF_LOCKOUT",
      absl::StrCat("you are ", after.name(), " and would lock yourself out; let another administrator do it"),
      {{"resource", after.name()}});
}

}  // namespace

absl::Status Decide(const api::CreateUserRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckMayManage(context));
  api::User sent = request.user();
  sent.clear_representative();
  Violations violations;
  CheckRoles(sent, !context.state.empty(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(api::User user, MakeNew(context, view, UserId{request.user_id()},
                                                 UserName(context.state, request.user_id()), std::move(sent)));
  AddUserEvent(std::move(user), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateUserRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckMayManage(context));
  const api::User& change = request.user();
  Violations violations;
  CheckUserName(context, change.name(), "user.name", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  UserId id = UserIdOf(change.name());
  ASSAY_ASSIGN_OR_RETURN(const api::User* before, FindExisting(view, id, change.name()));
  ASSAY_ASSIGN_OR_RETURN(api::User after, MakeChanged(context, view, id, change.name(), change.etag()));
  ApplyUpdate(change, request.update_mask(), "update_mask", &after, &violations);
  CheckRoles(after, !context.state.empty(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckNoSelfLockout(context, *before, after));
  AddUserEvent(std::move(after), events);
  return absl::OkStatus();
}

absl::Status DecideCreateToken(const api::CreateTokenRequest& request, absl::string_view secret_sha256,
                               const Context& context, const View& view, Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckMayManage(context));
  const api::Token& sent = request.token();
  Violations violations;
  CheckUserName(context, sent.user(), "token.user", &violations);
  if (sent.has_expire_time() && FromProto(sent.expire_time()) <= context.now) {
    violations.Add("token.expire_time",
                   absl::StrCat("must be after now, which is ", InstantText(ToProto(context.now))));
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(const api::User* user, FindExisting(view, UserIdOf(sent.user()), sent.user()));
  if (user->disabled()) {
    return Refused("USER_DISABLED", absl::StrCat(user->name(), " may not sign in; enable the user first"),
                   {{"resource", user->name()}});
  }
  TokenId id{NewId(*context.random)};
  ledger::TokenChange* change = events->AddDecision()->mutable_token();
  *change->mutable_token() = sent;
  change->mutable_token()->set_name(TokenName(context.state, id.token));
  StampNew(context, change->mutable_token());
  change->set_secret_sha256(std::string(secret_sha256));
  return absl::OkStatus();
}

absl::Status Decide(const api::RevokeTokenRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckMayManage(context));
  Violations violations;
  CheckHere(request.name(), TokenName(context.state, LastPart(request.name())), "name",
            TokenName(context.state, "{token}"), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(const ledger::TokenRecord* record,
                         FindExisting(view, TokenIdOf(request.name()), request.name()));
  if (record->change().token().revoked()) {
    return Refused("ALREADY_REVOKED", absl::StrCat(request.name(), " was ended before; nothing is left to do"),
                   {{"resource", request.name()}});
  }
  ledger::TokenChange* change = events->AddDecision()->mutable_token();
  *change = record->change();
  change->mutable_token()->set_revoked(true);
  StampChanged(context, change->mutable_token());
  return absl::OkStatus();
}

}  // namespace assay::domain
