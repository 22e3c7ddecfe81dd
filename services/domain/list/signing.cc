#include "services/domain/list/signing.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error.h"
#include "services/domain/civil_days.h"
#include "services/domain/list/basis.h"
#include "services/domain/list/rules.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/stage.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

int32_t CountOf(const api::SignatureRule& rule) { return std::max(1, rule.count()); }

int32_t SignedFor(const api::ListVersion& version, const std::string& agency) {
  return static_cast<int32_t>(std::count_if(version.signatures().begin(), version.signatures().end(),
                                            [&](const auto& signature) { return signature.agency() == agency; }));
}

bool IsSignedByAll(const api::ListRules& rules, const api::ListVersion& version) {
  return std::all_of(rules.signatures().begin(), rules.signatures().end(), [&](const api::SignatureRule& rule) {
    return SignedFor(version, rule.agency()) >= CountOf(rule);
  });
}

bool IsStillOpenToComment(const api::ListVersion& version, absl::Time now) {
  return version.has_comment_close_time() && now < FromProto(version.comment_close_time());
}

absl::StatusOr<const api::SignatureRule*> FindRule(const api::ListRules& rules, const std::string& agency) {
  std::vector<std::string> agencies;
  for (const api::SignatureRule& rule : rules.signatures()) {
    if (rule.agency() == agency) return &rule;
    agencies.push_back(rule.agency());
  }
  Violations violations;
  violations.Add("agency",
                 absl::StrCat("\"", agency, "\" does not sign lists of this cycle; ",
                              agencies.empty() ? "its rules ask for no signature"
                                               : absl::StrCat("name one of ", absl::StrJoin(agencies, ", "))));
  return violations.ToStatus();
}

absl::Status CheckSigner(const api::SignatureRule& rule, const api::ListVersion& version, const std::string& caller) {
  if (version.drafter() == caller) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you drafted ", version.name(), "; other people must sign it"));
  }
  const auto& signers = rule.signers();
  if (!signers.empty() && std::find(signers.begin(), signers.end(), caller) == signers.end()) {
    return Denied("NOT_A_SIGNER", absl::StrCat("the cycle's rules name others who sign for ", rule.agency(),
                                               "; ask one of them, or have the rules changed"));
  }
  for (const api::ListSignature& signature : version.signatures()) {
    if (signature.signer() == caller) {
      return Refused("ALREADY_SIGNED", absl::StrCat("you signed ", version.name(), " for ", signature.agency(),
                                                    "; each signature comes from another person"));
    }
  }
  if (SignedFor(version, rule.agency()) >= CountOf(rule)) {
    return Refused("ALREADY_SIGNED", absl::StrCat(rule.agency(), " has signed ", version.name(), " already"));
  }
  return absl::OkStatus();
}

// The end of the comment window: the cycle's, when it has one that this version may go on using.
absl::Time CommentsClose(const api::ListVersion& version, const api::ListRules& rules, absl::Time now,
                         const View& view) {
  int32_t days = CommentDays(rules, version);
  if (days == 0) return now;
  const auto& window = view.FindOrDefault(CommentWindowId{CycleIdOf(version.cycle()).cycle});
  bool held = window.list_version() > 0;
  if (!held || rules.comment_again_after_changes()) return AfterCivilDays(now, days, view);
  return std::max(now, FromMicros(window.close_time_micros()));
}

}  // namespace

absl::StatusOr<const api::ListVersion*> FindVersion(const std::string& name, const std::string& etag,
                                                    const View& view) {
  uint32_t number = ListVersionOf(name);
  const api::ListVersion* version = number == 0 ? nullptr : view.Find(ListVersionId(number));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (version == nullptr) return NotFound(name);
  ASSAY_RETURN_IF_ERROR(CheckEtag(etag, *version));
  return version;
}

api::ListVersionState VersionStateAt(const api::ListVersion& version, const View& view, absl::Time now) {
  if (version.state() != api::LIST_VERSION_STATE_PRELIMINARY) return version.state();
  bool deemed = version.has_deemed_approval_time() && now >= FromProto(version.deemed_approval_time());
  bool unsigned_is_enough = ListRulesOf(version.cycle(), view).signatures().empty();
  bool approved = deemed || (unsigned_is_enough && !IsStillOpenToComment(version, now));
  return approved ? api::LIST_VERSION_STATE_APPROVED : version.state();
}

absl::Status CheckListStage(const api::ListVersion& version, api::StageKind kind, absl::string_view what,
                            const Context& context, const View& view) {
  if (version.amends() > 0) return absl::OkStatus();
  return CheckStage(view.FindOrDefault(CycleIdOf(version.cycle())), kind, absl::nullopt, what, context, view);
}

void AddVersionEvent(const Context& context, const View& view, api::ListVersion version, Events* events) {
  StampChanged(context, &version);
  ledger::Event* event = events->Add();
  api::ListVersion* person = event->mutable_personal()->mutable_list_version();
  if (!version.amendment_reason().empty()) person->set_amendment_reason(version.amendment_reason());
  version.clear_amendment_reason();
  if (!version.revision_request().reason().empty()) {
    person->mutable_revision_request()->set_reason(version.revision_request().reason());
    version.mutable_revision_request()->clear_reason();
  }
  if (person->ByteSizeLong() == 0) event->clear_personal();
  ledger::ListVersionChange* change = event->mutable_decision()->mutable_list_version();
  *change = view.FindOrDefault(ListContentId(static_cast<uint32_t>(version.version()))).change();
  *change->mutable_version() = std::move(version);
}

void AddDeemedSignatures(const api::ListRules& rules, absl::Time time, api::ListVersion* version) {
  for (const api::SignatureRule& rule : rules.signatures()) {
    for (int32_t there = SignedFor(*version, rule.agency()); there < CountOf(rule); ++there) {
      api::ListSignature* signature = version->add_signatures();
      signature->set_agency(rule.agency());
      *signature->mutable_sign_time() = ToProto(time);
    }
  }
}

absl::Status Decide(const api::ReleaseListVersionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::ListVersion* draft, FindVersion(request.name(), request.etag(), view));
  ASSAY_ASSIGN_OR_RETURN(api::ListVersionState next,
                         NextState(kListVersionMachine, draft->name(), draft->state(), ListVersionCommand::kRelease));
  const api::ListRules& rules = ListRulesOf(draft->cycle(), view);
  if (!NeedsRelease(rules, *draft)) {
    return Refused("RELEASE_NOT_NEEDED",
                   absl::StrCat("the rules of this cycle ask neither for comment nor for signatures on ", draft->name(),
                                "; publish it"));
  }
  if (CommentDays(rules, *draft) > 0) {
    ASSAY_RETURN_IF_ERROR(
        CheckListStage(*draft, api::STAGE_KIND_COMMENT, "opening a list to public comment", context, view));
  }
  ASSAY_RETURN_IF_ERROR(CheckVersionBasis(*draft, context.now, view));
  api::ListVersion version = *draft;
  version.set_state(next);
  absl::Time close = CommentsClose(version, rules, context.now, view);
  *version.mutable_release_time() = ToProto(context.now);
  *version.mutable_comment_close_time() = ToProto(close);
  if (rules.deemed_approval_days() > 0 && !rules.signatures().empty()) {
    *version.mutable_deemed_approval_time() = ToProto(AfterCivilDays(close, rules.deemed_approval_days(), view));
  }
  version.clear_revision_request();
  ASSAY_RETURN_IF_ERROR(view.status());
  AddVersionEvent(context, view, std::move(version), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::SignListVersionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::ListVersion* before, FindVersion(request.name(), request.etag(), view));
  api::ListVersionState now_is = VersionStateAt(*before, view, context.now);
  ASSAY_ASSIGN_OR_RETURN(api::ListVersionState next,
                         NextState(kListVersionMachine, before->name(), now_is, ListVersionCommand::kSign));
  const api::ListRules& rules = ListRulesOf(before->cycle(), view);
  ASSAY_ASSIGN_OR_RETURN(const api::SignatureRule* rule, FindRule(rules, request.agency()));
  if (IsStillOpenToComment(*before, context.now)) {
    return Refused("COMMENTS_OPEN",
                   absl::StrCat(before->name(), " takes public comment until ",
                                LocalText(FromProto(before->comment_close_time()), view), "; sign it then"));
  }
  ASSAY_RETURN_IF_ERROR(CheckListStage(*before, api::STAGE_KIND_APPROVAL, "signing a list", context, view));
  std::string caller = context.principal->Name();
  ASSAY_RETURN_IF_ERROR(CheckSigner(*rule, *before, caller));
  ASSAY_RETURN_IF_ERROR(view.status());
  api::ListVersion version = *before;
  api::ListSignature* signature = version.add_signatures();
  signature->set_agency(request.agency());
  signature->set_signer(caller);
  *signature->mutable_sign_time() = ToProto(context.now);
  version.set_state(next);
  if (IsSignedByAll(rules, version)) {
    ASSAY_ASSIGN_OR_RETURN(next, NextState(kListVersionMachine, before->name(), next, ListVersionCommand::kApprove));
    version.set_state(next);
  }
  AddVersionEvent(context, view, std::move(version), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RequestRevisionsRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::ListVersion* before, FindVersion(request.name(), request.etag(), view));
  ASSAY_ASSIGN_OR_RETURN(api::ListVersionState next,
                         NextState(kListVersionMachine, before->name(), VersionStateAt(*before, view, context.now),
                                   ListVersionCommand::kRevise));
  api::ListVersion version = *before;
  version.set_state(next);
  version.clear_signatures();
  version.clear_deemed_approval_time();
  api::RevisionRequest* revision = version.mutable_revision_request();
  revision->set_requester(context.principal->Name());
  *revision->mutable_request_time() = ToProto(context.now);
  revision->set_reason(request.reason());
  ASSAY_RETURN_IF_ERROR(view.status());
  AddVersionEvent(context, view, std::move(version), events);
  return absl::OkStatus();
}

absl::Status DecideDeemedApproval(const std::string& name, absl::Time scheduled, const Context& context,
                                  const View& view, Events* events) {
  const api::ListVersion* before = view.Find(ListVersionId(ListVersionOf(name)));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (before == nullptr || !before->has_deemed_approval_time()) return absl::OkStatus();
  bool due = before->state() == api::LIST_VERSION_STATE_PRELIMINARY &&
             FromProto(before->deemed_approval_time()) <= context.now;
  if (!due) return absl::OkStatus();
  api::ListVersion version = *before;
  ASSAY_ASSIGN_OR_RETURN(api::ListVersionState next,
                         NextState(kListVersionMachine, name, before->state(), ListVersionCommand::kApprove));
  version.set_state(next);
  AddDeemedSignatures(ListRulesOf(version.cycle(), view), FromProto(before->deemed_approval_time()), &version);
  AddVersionEvent(context, view, std::move(version), events);
  events->list().back().mutable_decision()->set_scheduled_micros(absl::ToUnixMicros(scheduled));
  return absl::OkStatus();
}

}  // namespace assay::domain
