#include "services/domain/list/history.h"

#include <utility>

#include "services/base/error.h"
#include "services/domain/list/lifecycle.h"
#include "services/domain/list/outcome.h"
#include "services/domain/list/reader.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

// What one version did about one credential; none when it did nothing.
absl::StatusOr<absl::optional<api::CredentialEvent>> EventOf(const api::ListVersion& version, const std::string& id,
                                                             const ScanView& scan) {
  auto number = static_cast<uint32_t>(version.version());
  ASSAY_ASSIGN_OR_RETURN(absl::optional<api::EntryHistory> history, FindItem<HistoryFormat>(scan, number, id));
  if (!history.has_value()) return absl::optional<api::CredentialEvent>();
  ASSAY_ASSIGN_OR_RETURN(MaybeEntry entry, FindItem<EntryFormat>(scan, number, id));
  api::CredentialEvent event;
  event.set_list_version(version.name());
  event.set_cycle(version.cycle());
  *event.mutable_publish_time() = version.publish_time();
  event.set_effective_date(version.effective_date());
  *event.mutable_history() = *std::move(history);
  event.set_status(StatusOf(entry));
  if (entry.has_value()) *event.mutable_entry() = *std::move(entry);
  return absl::make_optional(std::move(event));
}

}  // namespace

absl::Status VisitHistory(const std::set<std::string>& credentials, uint32_t from, const std::string& after_id,
                          int examined, const ScanView& scan,
                          absl::FunctionRef<bool(const std::string& id, api::CredentialEvent event)> visit,
                          uint32_t* next) {
  for (uint32_t number = from; number > 0; --number) {
    *next = number;
    if (examined-- == 0) return absl::OkStatus();
    const api::ListVersion& version = scan.FindOrDefault(ListVersionId(number));
    ASSAY_RETURN_IF_ERROR(scan.status());
    if (!IsPublished(version)) continue;
    for (const std::string& id : credentials) {
      if (number == from && id <= after_id) continue;
      ASSAY_ASSIGN_OR_RETURN(absl::optional<api::CredentialEvent> event, EventOf(version, id, scan));
      if (event.has_value() && !visit(id, *std::move(event))) return absl::OkStatus();
    }
  }
  *next = 0;
  return absl::OkStatus();
}

}  // namespace assay::domain
