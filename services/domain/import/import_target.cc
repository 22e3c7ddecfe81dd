#include "services/domain/import/import_target.h"

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

absl::string_view TargetPattern(api::ImportKind kind) {
  switch (kind) {
    case api::IMPORT_KIND_CREDENTIALS:
    case api::IMPORT_KIND_EMPLOYERS:
      return "states/{state}";
    case api::IMPORT_KIND_OCCUPATIONS:
      return "states/{state}/datasets/{dataset}";
    case api::IMPORT_KIND_PROPOSALS:
      return "states/{state}/cycles/{cycle}";
    case api::IMPORT_KIND_CROSSWALK:
      return "states/{state}/crosswalks/{crosswalk}";
    case api::IMPORT_KIND_UNSPECIFIED:
    case api::ImportKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ImportKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return "";
}

// Datasets and crosswalks alike.
template <class Id>
absl::Status CheckEmpty(const Id& id, const std::string& name, absl::string_view reason, absl::string_view noun,
                        const View& view) {
  ASSAY_ASSIGN_OR_RETURN(const typename Id::Record* record, FindExisting(view, id, name));
  if (record->state() != api::DATASET_STATE_SEALED) return absl::OkStatus();
  return Refused(
      reason,
      absl::StrCat(name, " was filled before and never changes again; make another ", noun, " and import there"),
      {{"resource", name}});
}

}  // namespace

api::SocVersion EditionOf(api::SocVersion version) {
  return version == api::SOC_VERSION_UNSPECIFIED ? api::SOC_VERSION_2018 : version;
}

void CheckTargetName(const api::Import& import, absl::string_view state, absl::string_view field,
                     Violations* violations) {
  absl::string_view pattern = TargetPattern(import.kind());
  if (pattern.empty()) {
    violations->Add("import.kind", "is unspecified; say what the rows are");
  } else if (MatchName(pattern, import.target()).empty()) {
    violations->Add(field, absl::StrCat("\"", import.target(), "\" is not where rows of ",
                                        api::ImportKind_Name(import.kind()), " go; name ", pattern));
  } else if (StateOf(import.target()) != state) {
    violations->Add(field, absl::StrCat("is in another state; name one of states/", state));
  }
}

absl::Status CheckTargetTakesRows(const api::Import& import, const View& view) {
  switch (import.kind()) {
    case api::IMPORT_KIND_OCCUPATIONS:
      return CheckEmpty(DatasetIdOf(import.target()), import.target(), "DATASET_SEALED", "dataset", view);
    case api::IMPORT_KIND_CROSSWALK:
      return CheckEmpty(CrosswalkIdOf(import.target()), import.target(), "CROSSWALK_SEALED", "crosswalk", view);
    case api::IMPORT_KIND_PROPOSALS:
      return FindExisting(view, CycleIdOf(import.target()), import.target()).status();
    case api::IMPORT_KIND_CREDENTIALS:
    case api::IMPORT_KIND_EMPLOYERS:
    case api::IMPORT_KIND_UNSPECIFIED:
    case api::ImportKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ImportKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return absl::OkStatus();
}

absl::Status CheckUploading(const api::Import& import) {
  if (import.state() == api::IMPORT_STATE_UPLOADING) return absl::OkStatus();
  return Refused("IMPORT_NOT_UPLOADING",
                 absl::StrCat(import.name(), " is ", api::ImportState_Name(import.state()), "; make another import"),
                 {{"resource", import.name()}});
}

}  // namespace assay::domain
