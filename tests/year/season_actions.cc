// What moves a list beside its decisions: list actions. And what the public says of it.
#include <algorithm>

#include "services/domain/comment/comment.h"
#include "services/domain/list/action.h"
#include "services/domain/resource.h"
#include "tests/year/season.h"

namespace assay::year {

void Season::PlanComments(absl::Time when) {
  Country* country = scene_.country;
  country->At(when + absl::Hours(1), [this] { Comment("COMMENTS_NOT_OPEN|COMMENTS_CLOSED"); });
  for (int i = 0; i < 3; ++i) {
    country->At(scene_.Between(when + absl::Hours(3), when + absl::Hours(24)), [this] { Comment(""); });
  }
  country->At(when + absl::Hours(96), [this] { Comment("COMMENTS_CLOSED"); });
}

void Season::Comment(const std::string& reason) {
  api::CreateCommentRequest request;
  request.set_parent(scene_.Name("cycles", cycle_));
  request.mutable_comment()->set_author_name("Pat Public");
  request.mutable_comment()->set_text("list the welders too");
  scene_.Ask(domain::Principal(), request, reason);
}

// One credential of old is suspended, another removed, and a new one listed in an emergency.
void Season::PlanActions() {
  int first = scene_.what.Below(kListedBefore);
  int second = scene_.what.Below(kListedBefore);
  Country* country = scene_.country;
  country->At(Part(85), [=] { Act("suspend", api::LIST_ACTION_KIND_SUSPENSION, first); });
  country->At(Part(86), [=] { Act("remove", api::LIST_ACTION_KIND_REMOVAL, second); });
  country->At(Part(87), [=] { Act("add", api::LIST_ACTION_KIND_EMERGENCY_ADDITION, emergency_credential_); });
  country->At(Part(88), [this] {
    for (const std::string& id : actions_) ConfirmAction(id);
  });
}

// About the first credential from `first` on that no proposal of the season is about and that the action fits.
void Season::Act(const std::string& id, api::ListActionKind kind, int first) {
  std::unique_ptr<engine::ReadView> view = scene_.country->Read(scene_.id);
  bool adds = kind == api::LIST_ACTION_KIND_EMERGENCY_ADDITION;
  for (int number = first; number < (adds ? first + 1 : kListedBefore); ++number) {
    api::CreateListActionRequest request;
    request.set_parent(scene_.Name("cycles", cycle_));
    request.set_list_action_id(id);
    api::ListAction* action = request.mutable_list_action();
    action->set_kind(kind);
    action->set_credential(scene_.Name("credentials", absl::StrCat("c", number)));
    action->set_reason("for the time being");
    if (adds) action->set_until_date("2028-12-31");
    if (kind == api::LIST_ACTION_KIND_REMOVAL) action->set_removal_reason(api::REMOVAL_REASON_NO_LONGER_OFFERED);
    bool proposed =
        std::any_of(items_.begin(), items_.end(), [=](const Item& item) { return item.credential == number; });
    auto entry = domain::FindActionEntry(*action, *view);
    if (!entry.ok()) return scene_.country->Surprise(entry.status().ToString());
    bool fits = adds ? !entry->has_value() : domain::StatusOf(*entry) == api::ENTRY_STATUS_ACTIVE;
    if (proposed || !fits) continue;
    actions_.push_back(id);
    return scene_.country->AskPrepared(
        scene_.id, scene_.staff, request,
        [request, found = *entry](const domain::Context& context, const domain::View& records, domain::Events* events) {
          return domain::DecideCreateListAction(request, found, context, records, events);
        },
        {});
  }
}

void Season::ConfirmAction(const std::string& id) {
  api::ConfirmListActionRequest request;
  request.set_name(absl::StrCat(scene_.Name("cycles", cycle_), "/listActions/", id));
  request.set_etag("1");
  scene_.Ask(scene_.clerk, request);
}

}  // namespace assay::year
