// The lists of a season: drafted by one person, signed as the cycle's rules ask, published by another; only on what
// they rest on. And what follows: notices, appeals, amendments.
#include "services/domain/appeal/appeal.h"
#include "services/domain/commands/policy.h"
#include "services/domain/list/commands.h"
#include "services/domain/list/notice.h"
#include "services/domain/list/prepare.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/signing.h"
#include "services/domain/resource.h"
#include "tests/year/season.h"

namespace assay::year {
namespace {

constexpr size_t kAppealsMax = 3;

}  // namespace

void Season::PlanList(absl::Time when, bool amendment) {
  Country* country = scene_.country;
  auto after = [&](int hours, auto action) { country->At(when + absl::Hours(hours), action); };
  after(0, [=] { amendment ? AskToAmend() : AskToDraft(); });
  switch (path_) {
    case ListPath::kPlain:
      after(1, [this] { AskToPublish(scene_.clerk, "NOT_A_PUBLISHER"); });
      after(1, [this] { AskToPublish(scene_.staff, "SECOND_PERSON_REQUIRED"); });
      if (!amendment && scene_.what.OneIn(3)) {
        after(2, [this] { RevisePolicy(); });
        after(3, [this] { AskToPublish(scene_.approver, "BASIS_CHANGED"); });
        after(4, [this] { AskToDraft(); });
      }
      break;
    case ListPath::kSigned:
      after(1, [this] { AskToPublish(scene_.approver, "WRONG_STATE"); });
      after(2, [this] { AskToRelease(); });
      if (!amendment) after(3, [this] { AskToSign("labor", scene_.approver, "COMMENTS_OPEN"); });
      after(97, [this] { AskToSign("labor", scene_.approver, ""); });
      after(98, [this] { AskToSign("education", scene_.approver, "ALREADY_SIGNED"); });
      after(99, [this] { AskToSign("education", scene_.second_approver, ""); });
      break;
    case ListPath::kDeemed:
      after(1, [this] { AskToRelease(); });
      after(2, [this] { AskToPublish(scene_.approver, "WRONG_STATE"); });
      break;
  }
  after(120, [this] { AskToPublish(scene_.approver, ""); });
}

api::ListVersion Season::Newest() const {
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  auto newest = static_cast<uint32_t>(view->FindOrDefault(domain::StateHeadId{}).newest_list_version());
  return view->FindOrDefault(domain::ListVersionId(newest));
}

void Season::AskToDraft() {
  api::DraftListVersionRequest request;
  request.set_parent(scene_.Name("cycles", cycle_));
  request.set_policy(scene_.Policy());
  request.set_effective_date(domain::DateOf(Part(100)));
  // What was asked at the same hour belongs to the list.
  scene_.country->Settle();
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  auto prepared = domain::BuildDraft(request, scene_.country->now(), *view);
  if (!prepared.ok()) return scene_.country->Surprise(prepared.status().ToString());
  std::vector<std::string> blobs = prepared->blobs;
  scene_.country->AskPrepared(
      scene_.id, scene_.staff, request,
      [request, version = *std::move(prepared)](const domain::Context& context, const domain::View& records,
                                                domain::Events* events) {
        return domain::DecideDraft(request, version, context, records, events);
      },
      std::move(blobs));
}

void Season::AskToAmend() {
  api::DraftAmendmentRequest request;
  request.set_parent(scene_.State());
  request.set_cycle(scene_.Name("cycles", cycle_));
  request.set_cause(api::AMENDMENT_CAUSE_APPEAL);
  request.set_reason("what was decided since");
  request.set_effective_date(domain::DateOf(Part(100)));
  scene_.country->Settle();
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  auto prepared = domain::BuildAmendment(request, scene_.country->now(), *view);
  if (!prepared.ok()) return scene_.country->Surprise(prepared.status().ToString());
  std::vector<std::string> blobs = prepared->blobs;
  scene_.country->AskPrepared(
      scene_.id, scene_.staff, request,
      [request, version = *std::move(prepared)](const domain::Context& context, const domain::View& records,
                                                domain::Events* events) {
        return domain::DecideAmendment(request, version, context, records, events);
      },
      std::move(blobs));
}

void Season::AskToRelease() {
  api::ListVersion version = Newest();
  api::ReleaseListVersionRequest request;
  request.set_name(version.name());
  request.set_etag(version.etag());
  scene_.Ask(scene_.staff, request);
}

void Season::AskToSign(const std::string& agency, const domain::Principal& who, const std::string& reason) {
  api::ListVersion version = Newest();
  api::SignListVersionRequest request;
  request.set_name(version.name());
  request.set_etag(version.etag());
  request.set_agency(agency);
  scene_.Ask(who, request, reason);
}

void Season::AskToPublish(const domain::Principal& who, const std::string& reason) {
  api::ListVersion version = Newest();
  api::PublishListVersionRequest request;
  request.set_name(version.name());
  request.set_etag(version.etag());
  scene_.Ask(who, request, reason);
}

void Season::RevisePolicy() {
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  api::UpdatePolicyRequest request;
  *request.mutable_policy() = view->FindOrDefault(domain::PolicyIdOf(scene_.Policy()));
  request.mutable_policy()->set_display_name(absl::StrCat(request.policy().display_name(), ", revised"));
  scene_.Ask(scene_.administrator, request);
}

void Season::PlanAppeals() {
  Country* country = scene_.country;
  country->At(Part(84), [this] { IssueNotices(); });
  country->At(Part(85), [this] { FileAppeals(); });
  auto each = [this](auto action) {
    return [this, action] {
      for (int item : appealed_) action(item);
    };
  };
  country->At(Part(86), each([this](int item) { AssignAppeal(item); }));
  country->At(Part(87), each([this](int item) { DecideAppeal(item); }));
  country->At(Part(88), each([this](int item) { ConfirmAppeal(item, scene_.approver, "SECOND_PERSON_REQUIRED"); }));
  country->At(Part(88) + absl::Hours(1), each([this](int item) { ConfirmAppeal(item, scene_.clerk, ""); }));
}

void Season::IssueNotices() {
  api::ListVersion version = Newest();
  api::IssueDecisionNoticesRequest request;
  request.set_name(version.name());
  request.set_etag(version.etag());
  scene_.Ask(scene_.staff, request);
}

// The proposers of some of what was denied.
void Season::FileAppeals() {
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  for (int i = 0; i < static_cast<int>(items_.size()) && appealed_.size() < kAppealsMax; ++i) {
    const Item& item = items_[static_cast<size_t>(i)];
    auto notice = domain::FindNotice(Proposal(i), *view);
    if (!notice.ok() || notice->decision().outcome() != api::OUTCOME_DENIED) continue;
    auto decided = domain::FindAppealable(Proposal(i), *view);
    if (!decided.ok()) return scene_.country->Surprise(decided.status().ToString());
    appealed_.push_back(i);
    api::FileAppealRequest request;
    request.set_proposal(Proposal(i));
    request.mutable_appeal()->set_grounds("the figures were old");
    scene_.country->AskPrepared(scene_.id, scene_.proposers[static_cast<size_t>(item.proposer)], request,
                                [request, found = *decided](const domain::Context& context, const domain::View& records,
                                                            domain::Events* events) {
                                  return domain::DecideFileAppeal(request, found, context, records, events);
                                },
                                {});
  }
}

void Season::AssignAppeal(int item) {
  api::AssignAppealRequest request;
  request.set_name(absl::StrCat(scene_.Name("cycles", cycle_), "/appeals/i", item));
  request.set_officer(scene_.approver.Name());
  scene_.Ask(scene_.staff, request);
}

void Season::DecideAppeal(int item) {
  api::DecideAppealRequest request;
  request.set_name(absl::StrCat(scene_.Name("cycles", cycle_), "/appeals/i", item));
  request.set_etag("2");
  request.set_outcome(item % 2 == 0 ? api::APPEAL_OUTCOME_OVERTURNED : api::APPEAL_OUTCOME_UPHELD);
  request.set_reason("heard and weighed");
  scene_.Ask(scene_.approver, request);
}

void Season::ConfirmAppeal(int item, const domain::Principal& who, const std::string& reason) {
  api::ConfirmAppealDecisionRequest request;
  request.set_name(absl::StrCat(scene_.Name("cycles", cycle_), "/appeals/i", item));
  request.set_etag("3");
  scene_.Ask(who, request, reason);
}

}  // namespace assay::year
