#include "services/domain/list/commands.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/list/basis.h"
#include "services/domain/list/rules.h"
#include "services/domain/list/signing.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

absl::Status BasisChanged(absl::string_view message) {
  return MakeError(absl::StatusCode::kAborted, "BASIS_CHANGED", message);
}

// Adds the event of a new version, and gives that version. A draft of the same number is replaced, and its etag must
// not be that of the new one: whoever read the old draft would otherwise publish what it never saw.
api::ListVersion* AddNewVersion(const PreparedVersion& prepared, const Context& context, const View& view,
                                Events* events) {
  ledger::Event* event = events->Add();
  ledger::ListVersionChange* change = event->mutable_decision()->mutable_list_version();
  *change = prepared.change;
  api::ListVersion* version = change->mutable_version();
  if (!version->amendment_reason().empty()) {
    event->mutable_personal()->mutable_list_version()->set_amendment_reason(version->amendment_reason());
    version->clear_amendment_reason();
  }
  StampNew(context, version);
  const api::ListVersion* replaced = view.Find(ListVersionId(static_cast<uint32_t>(version->version())));
  if (replaced != nullptr) version->set_etag(NextEtag(replaced->etag()));
  return version;
}

absl::Status CheckEffectiveDate(const std::string& date, const View& view) {
  int32_t in_force = view.FindOrDefault(StateHeadId{}).list_version_in_force();
  Violations violations;
  if (in_force > 0) {
    const api::ListVersion& before = view.FindOrDefault(ListVersionId(static_cast<uint32_t>(in_force)));
    if (date < before.effective_date()) {
      violations.Add("effective_date",
                     absl::StrCat(date, " lies before ", before.effective_date(), ", from which version ", in_force,
                                  " counts; name that day or a later one"));
    }
  }
  return violations.ToStatus();
}

absl::Status CheckPublisher(const api::ListRules& rules, const api::ListVersion& version, const Context& context) {
  bool by_staff = rules.publisher() == api::LIST_PUBLISHER_STAFF && !rules.signatures().empty();
  if (!context.principal->Has(api::ROLE_APPROVER) && !by_staff) {
    return Denied("NOT_A_PUBLISHER",
                  absl::StrCat(version.name(), " is published by an approver; the cycle's rules say so"));
  }
  bool second = std::any_of(version.signatures().begin(), version.signatures().end(),
                            [](const api::ListSignature& signature) { return !signature.signer().empty(); });
  if (version.drafter() == context.principal->Name() && !second) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you drafted ", version.name(), "; another approver must publish it"));
  }
  return absl::OkStatus();
}

absl::Status CheckAdoptionDate(const std::string& date, const Context& context, const View& view) {
  Violations violations;
  std::string today = DateOf(context.now);
  if (date > today) {
    violations.Add("adoption_date",
                   absl::StrCat(date, " has not come yet, today is ", today, "; adopt what an authority has adopted"));
  }
  const std::string& newest = view.FindOrDefault(StateHeadId{}).newest_adoption_date();
  if (date < newest) {
    violations.Add("adoption_date",
                   absl::StrCat(date, " lies before ", newest,
                                ", when the newest adopted version was adopted; adopt in order of date"));
  }
  return violations.ToStatus();
}

}  // namespace

absl::Status DecideDraft(const api::DraftListVersionRequest& request, const PreparedVersion& prepared,
                         const Context& context, const View& view, Events* events) {
  const api::ListBasis& basis = prepared.change.version().basis();
  if (!request.basis_etag().empty() && request.basis_etag() != BasisEtag(basis)) {
    return BasisChanged(
        "the list would rest on something else than the preview whose basis_etag was sent: the policy, "
        "the dataset, the version in force, a round, a proposal or an endorsement has changed. Preview "
        "it again");
  }
  BasisPins pins;
  pins.policy = prepared.change.policy_revision_named();
  ASSAY_RETURN_IF_ERROR(CheckBasis(basis, pins, request.parent(), context.now, view));
  ASSAY_RETURN_IF_ERROR(CheckEffectiveDate(request.effective_date(), view));
  ASSAY_RETURN_IF_ERROR(view.status());
  AddNewVersion(prepared, context, view, events)->set_drafter(context.principal->Name());
  return absl::OkStatus();
}

absl::Status DecideAmendment(const api::DraftAmendmentRequest& request, const PreparedVersion& prepared,
                             const Context& context, const View& view, Events* events) {
  Violations violations;
  if (request.cause() == api::AMENDMENT_CAUSE_UNSPECIFIED || !api::AmendmentCause_IsValid(request.cause())) {
    violations.Add("cause", "is missing; say what the amendment is for, such as AMENDMENT_CAUSE_APPEAL");
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  const api::ListVersion& version = prepared.change.version();
  ASSAY_RETURN_IF_ERROR(CheckBasis(version.basis(), {true, true}, version.cycle(), context.now, view));
  ASSAY_RETURN_IF_ERROR(CheckEffectiveDate(request.effective_date(), view));
  ASSAY_RETURN_IF_ERROR(view.status());
  AddNewVersion(prepared, context, view, events)->set_drafter(context.principal->Name());
  return absl::OkStatus();
}

absl::Status Decide(const api::PublishListVersionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::ListVersion* draft, FindVersion(request.name(), "", view));
  const api::ListRules& rules = ListRulesOf(draft->cycle(), view);
  bool released = NeedsRelease(rules, *draft);
  ASSAY_ASSIGN_OR_RETURN(api::ListVersionState next,
                         NextState(kListVersionMachine, draft->name(), VersionStateAt(*draft, view, context.now),
                                   released ? ListVersionCommand::kPublish : ListVersionCommand::kPublishDraft));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *draft));
  ASSAY_RETURN_IF_ERROR(CheckPublisher(rules, *draft, context));
  ASSAY_RETURN_IF_ERROR(CheckListStage(*draft, api::STAGE_KIND_PUBLICATION, "publishing a list", context, view));
  ASSAY_RETURN_IF_ERROR(CheckVersionBasis(*draft, context.now, view));
  api::ListVersion version = *draft;
  if (released && version.has_deemed_approval_time()) {
    AddDeemedSignatures(rules, FromProto(version.deemed_approval_time()), &version);
  }
  version.set_state(next);
  version.set_publisher(context.principal->Name());
  *version.mutable_publish_time() = ToProto(context.now);
  AddVersionEvent(context, view, std::move(version), events);
  return absl::OkStatus();
}

absl::Status DecideAdopt(const api::AdoptVersionRequest& request, const PreparedVersion& prepared,
                         const Context& context, const View& view, Events* events) {
  int32_t in_force = view.FindOrDefault(StateHeadId{}).list_version_in_force();
  if (in_force > 0) {
    const api::ListVersion& before = view.FindOrDefault(ListVersionId(static_cast<uint32_t>(in_force)));
    if (before.origin() == api::LIST_ORIGIN_COMPUTED) {
      return Refused("COMPUTED_VERSION_IN_FORCE",
                     absl::StrCat(before.name(),
                                  " was computed from ballots and is in force; lists from before this "
                                  "system can only be adopted before the first computed version"));
    }
  }
  ASSAY_RETURN_IF_ERROR(CheckAdoptionDate(request.adoption_date(), context, view));
  if (prepared.change.version().version() != in_force + 1) {
    return BasisChanged(absl::StrCat("list version ", in_force, " came into force meanwhile; adopt again"));
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  api::ListVersion* version = AddNewVersion(prepared, context, view, events);
  version->set_publisher(context.principal->Name());
  *version->mutable_publish_time() = ToProto(context.now);
  return absl::OkStatus();
}

}  // namespace assay::domain
