#include "services/domain/list/notice.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/civil_days.h"
#include "services/domain/list/outcome.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/rules.h"
#include "services/domain/list/signing.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

// Versions of a cycle for which notices were issued, newest first.
absl::StatusOr<std::vector<api::ListVersion>> NoticedVersions(const std::string& cycle, const ScanView& scan) {
  std::vector<api::ListVersion> versions;
  ASSAY_RETURN_IF_ERROR(
      scan.Scan<ListVersionId>(PrefixOf<ListVersionId>(), "", [&](absl::string_view, const api::ListVersion& version) {
        if (version.has_notice_time() && version.cycle() == cycle) versions.push_back(version);
        return true;
      }));
  return versions;
}

bool IsDecided(const absl::optional<api::Decision>& decision) {
  return decision.has_value() && decision->outcome() != api::OUTCOME_UNDECIDED;
}

// A version with what it decided on one proposal.
struct Noticed {
  const api::ListVersion* version = nullptr;
  api::Decision decision;
};

// The first version that came to the outcome that stands now; none when nothing was told.
absl::StatusOr<Noticed> FindNoticed(const std::vector<api::ListVersion>& versions, const std::string& proposal_id,
                                    const ScanView& scan) {
  Noticed noticed;
  for (const api::ListVersion& version : versions) {
    ASSAY_ASSIGN_OR_RETURN(absl::optional<api::Decision> decision,
                           FindDecision(scan, static_cast<uint32_t>(version.version()), proposal_id));
    if (!IsDecided(decision)) break;
    if (noticed.version != nullptr && noticed.decision.outcome() != decision->outcome()) break;
    noticed = {&version, *std::move(decision)};
  }
  return noticed;
}

bool CanBeAppealed(const api::ListVersion& version, const api::Decision& decision) {
  return version.has_appeal_close_time() && decision.outcome() == api::OUTCOME_DENIED;
}

absl::StatusOr<api::DecisionNotice> MakeNotice(const api::ListVersion& version, api::Decision decision,
                                               const ScanView& scan) {
  api::DecisionNotice notice;
  notice.set_proposal(decision.proposal());
  notice.set_credential(decision.credential());
  CredentialId credential = CredentialIdOf(decision.credential());
  const api::Credential& present = scan.FindOrDefault(credential);
  notice.set_title(present.title());
  notice.set_issuer(present.issuer());
  ASSAY_ASSIGN_OR_RETURN(absl::optional<api::ListEntry> entry,
                         FindItem<EntryFormat>(scan, static_cast<uint32_t>(version.version()), credential.credential));
  if (entry.has_value()) {
    notice.set_title(entry->title());
    notice.set_issuer(entry->issuer());
    *notice.mutable_entry() = *std::move(entry);
  }
  notice.set_list_version(version.name());
  notice.set_effective_date(version.effective_date());
  *notice.mutable_issue_time() = version.notice_time();
  if (CanBeAppealed(version, decision)) {
    *notice.mutable_appeal_close_time() = version.appeal_close_time();
    notice.set_appeal_last_date(LastDayBefore(FromProto(version.appeal_close_time()), scan));
  }
  notice.set_rehearsal(version.rehearsal());
  notice.set_state_display_name(scan.FindOrDefault(StateId{}).display_name());
  *notice.mutable_decision() = std::move(decision);
  ASSAY_RETURN_IF_ERROR(scan.status());
  return notice;
}

}  // namespace

absl::Status Decide(const api::IssueDecisionNoticesRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::ListVersion* before, FindVersion(request.name(), request.etag(), view));
  ASSAY_RETURN_IF_ERROR(
      NextState(kListVersionMachine, before->name(), before->state(), ListVersionCommand::kNotify).status());
  if (before->has_notice_time()) {
    return Refused("NOTICES_ISSUED", absl::StrCat("the notices of ", before->name(), " were issued on ",
                                                  CivilDayOf(FromProto(before->notice_time()), view)));
  }
  if (before->decision_count() == 0) {
    return Refused("NOTHING_DECIDED", absl::StrCat(before->name(), " decided on no proposal; there is nobody to tell"));
  }
  api::ListVersion version = *before;
  *version.mutable_notice_time() = ToProto(context.now);
  int32_t days = ListRulesOf(version.cycle(), view).appeal_days();
  if (days > 0) *version.mutable_appeal_close_time() = ToProto(AfterCivilDays(context.now, days, view));
  ASSAY_RETURN_IF_ERROR(view.status());
  AddVersionEvent(context, view, std::move(version), events);
  return absl::OkStatus();
}

absl::StatusOr<api::DecisionNotice> FindNotice(const std::string& proposal, const ScanView& scan) {
  ProposalId id = ProposalIdOf(proposal);
  std::string cycle = NameOf(StateOf(proposal), CycleId{id.cycle});
  ASSAY_ASSIGN_OR_RETURN(std::vector<api::ListVersion> versions, NoticedVersions(cycle, scan));
  ASSAY_ASSIGN_OR_RETURN(Noticed noticed, FindNoticed(versions, id.proposal, scan));
  if (noticed.version == nullptr) return NotFound(absl::StrCat("a decision notice on ", proposal));
  return MakeNotice(*noticed.version, std::move(noticed.decision), scan);
}

absl::StatusOr<AppealableDecision> FindAppealable(const std::string& proposal, const ScanView& scan) {
  ProposalId id = ProposalIdOf(proposal);
  std::string cycle = NameOf(StateOf(proposal), CycleId{id.cycle});
  ASSAY_ASSIGN_OR_RETURN(std::vector<api::ListVersion> versions, NoticedVersions(cycle, scan));
  ASSAY_ASSIGN_OR_RETURN(Noticed noticed, FindNoticed(versions, id.proposal, scan));
  AppealableDecision decided;
  decided.in_force = scan.FindOrDefault(StateHeadId{}).list_version_in_force();
  if (noticed.version == nullptr) return decided;
  decided.version = noticed.version->version();
  decided.outcome = noticed.decision.outcome();
  if (noticed.version->has_appeal_close_time()) decided.close_time = FromProto(noticed.version->appeal_close_time());
  return decided;
}

absl::Status VisitNotices(uint32_t version, const std::string& after_proposal, const ScanView& scan,
                          absl::FunctionRef<bool(api::DecisionNotice)> visit) {
  const api::ListVersion* record = scan.Find(ListVersionId(version));
  ASSAY_RETURN_IF_ERROR(scan.status());
  if (record == nullptr || !record->has_notice_time()) return absl::OkStatus();
  ASSAY_ASSIGN_OR_RETURN(std::vector<api::ListVersion> versions, NoticedVersions(record->cycle(), scan));
  uint32_t earlier = 0;
  for (const api::ListVersion& other : versions) {
    if (static_cast<uint32_t>(other.version()) < version && earlier == 0) {
      earlier = static_cast<uint32_t>(other.version());
    }
  }
  VersionDecisions before(&scan, earlier);
  DecisionReader reader(&scan, version, after_proposal);
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(absl::optional<api::Decision> decision, reader.Next());
    if (!decision.has_value()) return absl::OkStatus();
    ASSAY_ASSIGN_OR_RETURN(api::Outcome told, before.OutcomeOf(DecisionFormat::IdOf(*decision)));
    if (!IsDecided(decision) || decision->outcome() == told) continue;
    ASSAY_ASSIGN_OR_RETURN(api::DecisionNotice notice, MakeNotice(*record, *std::move(decision), scan));
    if (!visit(std::move(notice))) return absl::OkStatus();
  }
}

}  // namespace assay::domain
