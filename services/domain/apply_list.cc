#include "services/domain/apply_list.h"

#include <string>

#include "services/domain/apply_review.h"
#include "services/domain/due.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

constexpr int64_t kHourMicros = 3'600'000'000;

absl::optional<absl::Time> DeemedAt(const api::ListVersion& version) {
  return InstantIf(version.state() == api::LIST_VERSION_STATE_PRELIMINARY && version.has_deemed_approval_time(),
                   version.deemed_approval_time());
}

void Supersede(const api::ListVersion& by, ledger::StateHead* head, Records* records) {
  if (head->list_version_in_force() > 0) {
    auto* before = records->Mutable(ListVersionId(static_cast<uint32_t>(head->list_version_in_force())));
    before->set_state(api::LIST_VERSION_STATE_SUPERSEDED);
    before->set_etag(NextEtag(before->etag()));
    *before->mutable_update_time() = by.update_time();
  }
  head->set_list_version_in_force(by.version());
}

// Once its list is published a cycle's next one takes comment anew. An amendment leaves the window of the list that is
// being made alone.
void EndComments(const api::ListVersion& published, Records* records) {
  if (published.cycle().empty() || published.amends() > 0) return;
  CommentWindowId id{CycleIdOf(published.cycle()).cycle};
  if (records->Find(id) != nullptr) records->Mutable(id)->set_list_version(0);
}

// Only a release that brings a later window than its cycle has moves it: a version that is drafted again keeps it.
void OpenComments(const api::ListVersion& version, Records* records) {
  int64_t open = absl::ToUnixMicros(FromProto(version.release_time()));
  int64_t close = absl::ToUnixMicros(FromProto(version.comment_close_time()));
  if (version.state() != api::LIST_VERSION_STATE_PRELIMINARY || version.cycle().empty() || close <= open) return;
  auto* window = records->Mutable(CommentWindowId{CycleIdOf(version.cycle()).cycle});
  window->set_list_version(version.version());
  if (close <= window->close_time_micros()) return;
  window->set_open_time_micros(open);
  window->set_close_time_micros(close);
}

bool IsOpenAppeal(api::AppealState state) {
  return state == api::APPEAL_STATE_FILED || state == api::APPEAL_STATE_ASSIGNED ||
         state == api::APPEAL_STATE_RECOMMENDED;
}

absl::optional<absl::Time> LapsesAt(const api::Appeal& appeal) {
  return InstantIf(IsOpenAppeal(appeal.state()) && appeal.has_decide_by_time(), appeal.decide_by_time());
}

}  // namespace

void ApplyListVersion(const ledger::ListVersionChange& change, const ledger::PersonalPart& personal, Records* records) {
  const api::ListVersion& version = change.version();
  auto number = static_cast<uint32_t>(version.version());
  absl::optional<absl::Time> deemed_before = DeemedAt(records->FindOrDefault(ListVersionId(number)));
  MoveDue(DueJob::kDeemApproved, version.name(), deemed_before, DeemedAt(version), records);
  auto* head = records->Mutable(StateHeadId{});
  if (version.state() == api::LIST_VERSION_STATE_PUBLISHED && head->list_version_in_force() != version.version()) {
    Supersede(version, head, records);
    EndComments(version, records);
  }
  head->set_newest_list_version(version.version());
  if (!version.adoption_date().empty()) head->set_newest_adoption_date(version.adoption_date());
  OpenComments(version, records);
  api::ListVersion record = version;
  record.MergeFrom(personal.list_version());
  records->Put(ListVersionId(number), std::move(record));
  auto* content = records->Mutable(ListContentId(number))->mutable_change();
  *content = change;
  content->clear_version();
}

void ApplyComment(const ledger::Event& event, Records* records) {
  const api::Comment& comment = event.decision().comment();
  CommentId id = CommentIdOf(comment.name());
  auto* window = records->Mutable(CommentWindowId{id.cycle});
  if (static_cast<int32_t>(id.number) > window->comment_count()) {
    window->set_comment_count(static_cast<int32_t>(id.number));
    if (event.time_micros() - window->hour_micros() >= kHourMicros) {
      window->set_hour_micros(event.time_micros());
      window->clear_hour_comment_count();
    }
    window->set_hour_comment_count(window->hour_comment_count() + 1);
  }
  api::Comment record = comment;
  record.MergeFrom(event.personal().comment());
  records->Put(id, std::move(record));
}

void ApplyAppeal(const api::Appeal& appeal, const ledger::PersonalPart& personal, Records* records) {
  AppealId id = AppealIdOf(appeal.name());
  MoveDue(DueJob::kLapseAppeal, appeal.name(), LapsesAt(records->FindOrDefault(id)), LapsesAt(appeal), records);
  api::Appeal record = appeal;
  record.MergeFrom(personal.appeal());
  records->Put(id, std::move(record));
  if (appeal.state() == api::APPEAL_STATE_OVERTURNED) CountDecisionInput(id.cycle, records);
}

void ApplyListAction(const api::ListAction& action, const ledger::PersonalPart& personal, Records* records) {
  ListActionId id = ListActionIdOf(action.name());
  ConfirmedActionId place{static_cast<uint32_t>(action.confirmed_number())};
  bool confirmed = action.state() == api::LIST_ACTION_STATE_CONFIRMED;
  if (action.confirmed_number() > 0) {
    auto* head = records->Mutable(StateHeadId{});
    head->set_list_actions(head->list_actions() + 1);
    if (confirmed) {
      records->Mutable(place)->set_holder_id(action.name());
    } else {
      records->Delete(place);
    }
  }
  api::ListAction record = action;
  record.MergeFrom(personal.list_action());
  records->Put(id, std::move(record));
}

void ApplySuccessors(const api::Credential* before, const api::Credential& after, Records* records) {
  std::string id = CredentialIdOf(after.name()).credential;
  if (before != nullptr) {
    for (const api::CredentialLink& link : before->predecessors()) {
      records->Delete(CredentialSuccessorId{CredentialIdOf(link.predecessor()).credential, id});
    }
  }
  for (const api::CredentialLink& link : after.predecessors()) {
    records->Mutable(CredentialSuccessorId{CredentialIdOf(link.predecessor()).credential, id})->set_holder_id(id);
  }
}

}  // namespace assay::domain
