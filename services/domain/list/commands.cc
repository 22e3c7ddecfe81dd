#include "services/domain/list/commands.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/error.h"
#include "services/domain/list/basis.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

absl::Status BasisChanged(absl::string_view message) {
  return MakeError(absl::StatusCode::kAborted, "BASIS_CHANGED", message);
}

// Adds the event of a new version, and gives that version. A draft of the same number is replaced, and its etag must
// not be that of the new one: whoever read the old draft would otherwise publish what it never saw.
api::ListVersion* AddNewVersion(const PreparedVersion& prepared, const Context& context, const View& view,
                                Events* events) {
  ledger::ListVersionChange* change = events->AddDecision()->mutable_list_version();
  *change = prepared.change;
  api::ListVersion* version = change->mutable_version();
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
  ASSAY_RETURN_IF_ERROR(
      CheckBasis(basis, prepared.change.policy_revision_named(), request.parent(), context.now, view));
  ASSAY_RETURN_IF_ERROR(CheckEffectiveDate(request.effective_date(), view));
  ASSAY_RETURN_IF_ERROR(view.status());
  api::ListVersion* version = AddNewVersion(prepared, context, view, events);
  version->set_drafter(context.principal->Name());
  return absl::OkStatus();
}

absl::Status Decide(const api::PublishListVersionRequest& request, const Context& context, const View& view,
                    Events* events) {
  uint32_t number = ListVersionOf(request.name());
  const api::ListVersion* draft = number == 0 ? nullptr : view.Find(ListVersionId(number));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (draft == nullptr) return NotFound(request.name());
  if (draft->state() != api::LIST_VERSION_STATE_DRAFT) {
    return Refused(
        "WRONG_STATE",
        absl::StrCat(draft->name(), " is ",
                     absl::StripPrefix(api::ListVersionState_Name(draft->state()), "LIST_VERSION_STATE_"),
                     "; only a DRAFT can be published. What is published never changes: draft a new version"));
  }
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *draft));
  if (draft->drafter() == context.principal->Name()) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you drafted ", draft->name(), "; another approver must publish it"));
  }
  const ledger::ListVersionChange& content = view.FindOrDefault(ListContentId(number)).change();
  ASSAY_RETURN_IF_ERROR(CheckBasis(draft->basis(), content.policy_revision_named(), draft->cycle(), context.now, view));
  ledger::ListVersionChange* change = events->AddDecision()->mutable_list_version();
  *change = content;
  api::ListVersion* version = change->mutable_version();
  *version = *draft;
  version->set_state(api::LIST_VERSION_STATE_PUBLISHED);
  version->set_publisher(context.principal->Name());
  *version->mutable_publish_time() = ToProto(context.now);
  StampChanged(context, version);
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
