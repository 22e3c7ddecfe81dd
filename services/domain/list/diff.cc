#include "services/domain/list/diff.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "services/base/error.h"
#include "services/domain/list/entry.h"
#include "services/domain/list/reader.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

// Of one credential; either may be absent, not both.
api::EntryDifference Compare(absl::optional<api::ListEntry> before, absl::optional<api::ListEntry> after) {
  api::EntryDifference difference;
  difference.set_credential(before.has_value() ? before->credential() : after->credential());
  difference.set_change(api::ENTRY_CHANGE_UNCHANGED);
  if (!before.has_value()) {
    difference.set_change(api::ENTRY_CHANGE_NEW);
  } else if (!after.has_value()) {
    difference.set_change(api::ENTRY_CHANGE_REMOVED);
  } else {
    for (std::string& field : ChangedFields(*before, *after)) {
      difference.set_change(api::ENTRY_CHANGE_CHANGED);
      difference.add_changed_fields(std::move(field));
    }
  }
  if (before.has_value()) *difference.mutable_before() = *std::move(before);
  if (after.has_value()) *difference.mutable_after() = *std::move(after);
  return difference;
}

// What the versions after one did about credentials that are asked for in order of id.
class Causes {
 public:
  Causes(const ScanView& scan, uint32_t from, uint32_t to, const std::string& after_credential) {
    uint32_t first = to > kDiffVersionsMax ? std::max(from + 1, to - kDiffVersionsMax + 1) : from + 1;
    for (uint32_t version = first; version <= to; ++version) {
      sources_.push_back({std::make_unique<HistoryReader>(&scan, version, after_credential), absl::nullopt, false});
    }
  }

  absl::Status AddTo(api::EntryDifference* difference) {
    std::string id = CredentialIdOf(difference->credential()).credential;
    for (Source& source : sources_) {
      while (!source.done && (!source.ahead.has_value() || HistoryFormat::IdOf(*source.ahead) < id)) {
        ASSAY_ASSIGN_OR_RETURN(source.ahead, source.reader->Next());
        source.done = !source.ahead.has_value();
      }
      if (source.ahead.has_value() && HistoryFormat::IdOf(*source.ahead) == id) {
        difference->mutable_causes()->MergeFrom(source.ahead->causes());
      }
    }
    return absl::OkStatus();
  }

 private:
  struct Source {
    std::unique_ptr<HistoryReader> reader;
    absl::optional<api::EntryHistory> ahead;  // the first one not yet passed by
    bool done = false;
  };
  std::vector<Source> sources_;
};

}  // namespace

absl::StatusOr<std::vector<api::EntryDifference>> Diff(const ScanView& scan, uint32_t from, uint32_t to,
                                                       const std::string& after_credential, int32_t limit) {
  EntryReader before_reader(&scan, from, after_credential);
  EntryReader after_reader(&scan, to, after_credential);
  Causes causes(scan, from, to, after_credential);
  std::vector<api::EntryDifference> differences;
  ASSAY_ASSIGN_OR_RETURN(absl::optional<api::ListEntry> before, before_reader.Next());
  ASSAY_ASSIGN_OR_RETURN(absl::optional<api::ListEntry> after, after_reader.Next());
  while ((before.has_value() || after.has_value()) && differences.size() < static_cast<size_t>(limit)) {
    int order = 0;
    if (!before.has_value() || !after.has_value()) {
      order = before.has_value() ? -1 : 1;
    } else {
      order = EntryFormat::IdOf(*before).compare(EntryFormat::IdOf(*after));
    }
    api::EntryDifference difference = Compare(order <= 0 ? before : absl::nullopt, order >= 0 ? after : absl::nullopt);
    if (difference.change() != api::ENTRY_CHANGE_UNCHANGED) {
      ASSAY_RETURN_IF_ERROR(causes.AddTo(&difference));
      differences.push_back(std::move(difference));
    }
    if (order <= 0) {
      ASSAY_ASSIGN_OR_RETURN(before, before_reader.Next());
    }
    if (order >= 0) {
      ASSAY_ASSIGN_OR_RETURN(after, after_reader.Next());
    }
  }
  return differences;
}

}  // namespace assay::domain
