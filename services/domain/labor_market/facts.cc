#include "services/domain/labor_market/facts.h"

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

absl::StatusOr<std::vector<api::CrosswalkRow>> ReadRows(const std::string& crosswalk, const ScanView& view) {
  std::vector<api::CrosswalkRow> rows;
  ASSAY_RETURN_IF_ERROR(view.Scan<CrosswalkRowId>(PrefixOf<CrosswalkRowId>(crosswalk), "",
                                                  [&rows](absl::string_view, const api::CrosswalkRow& row) {
                                                    rows.push_back(row);
                                                    return true;
                                                  }));
  return rows;
}

}  // namespace

absl::StatusOr<LaborMarketFacts> LaborMarketFacts::Open(const std::string& dataset,
                                                        const std::vector<std::string>& crosswalks,
                                                        const ScanView* view) {
  LaborMarketFacts facts(view, dataset.empty() ? "" : DatasetIdOf(dataset).dataset);
  if (!dataset.empty()) {
    ASSAY_ASSIGN_OR_RETURN(const api::Dataset* record, FindExisting(*view, DatasetIdOf(dataset), dataset));
    if (record->soc_version() != api::SOC_VERSION_UNSPECIFIED) facts.edition_ = record->soc_version();
  }
  for (const std::string& name : crosswalks) {
    CrosswalkId id = CrosswalkIdOf(name);
    ASSAY_ASSIGN_OR_RETURN(const api::Crosswalk* record, FindExisting(*view, id, name));
    if (record->state() != api::DATASET_STATE_SEALED) {
      return Refused("CROSSWALK_EMPTY", absl::StrCat(name, " has no rows yet; import them first"),
                     {{"resource", name}});
    }
    ASSAY_ASSIGN_OR_RETURN(std::vector<api::CrosswalkRow> rows, ReadRows(id.crosswalk, *view));
    facts.crosswalks_.Add(id.crosswalk, record->from_scheme(), record->to_scheme(), rows);
  }
  return facts;
}

const api::Occupation* LaborMarketFacts::Find(const std::string& area, const std::string& soc_code) {
  if (dataset_id_.empty()) return nullptr;
  auto [row, inserted] = rows_.try_emplace({area, soc_code}, nullptr);
  if (!inserted) return row->second;
  row->second = view_->Find(OccupationId{dataset_id_, area, soc_code});
  if (status_.ok()) status_ = view_->status();
  return row->second;
}

api::Education LaborMarketFacts::EducationOf(const std::string& area, const std::string& soc_code) {
  for (const std::string& place : {area, std::string(kNation)}) {
    const api::Occupation* row = Find(place, soc_code);
    if (row != nullptr && row->typical_education() != api::EDUCATION_UNSPECIFIED) return row->typical_education();
  }
  return api::EDUCATION_UNSPECIFIED;
}

int32_t LaborMarketFacts::JobZoneOf(const std::string& area, const std::string& soc_code) {
  for (const std::string& place : {area, std::string(kNation)}) {
    const api::Occupation* row = Find(place, soc_code);
    if (row != nullptr && row->job_zone() != 0) return row->job_zone();
  }
  return 0;
}

const AreaFigures& LaborMarketFacts::AreaOf(const std::string& area) {
  auto found = areas_.find(area);
  if (found != areas_.end()) return found->second;
  std::vector<api::Occupation> rows;
  if (!dataset_id_.empty()) {
    absl::Status status = view_->Scan<OccupationId>(PrefixOf<OccupationId>(dataset_id_, area), "",
                                                    [&rows](absl::string_view, const api::Occupation& row) {
                                                      rows.push_back(row);
                                                      return true;
                                                    });
    if (status_.ok()) status_ = status;
  }
  return areas_.emplace(area, AreaFigures(area, std::move(rows))).first->second;
}

const AreaFigure& LaborMarketFacts::Remember(const std::string& key, absl::FunctionRef<AreaFigure()> compute) {
  auto found = figures_.find(key);
  return found != figures_.end() ? found->second : figures_.emplace(key, compute()).first->second;
}

MappedCodes LaborMarketFacts::ToEdition(api::SocVersion version, const std::string& soc_code) const {
  return crosswalks_.MapSoc(SchemeOf(version), soc_code, SchemeOf(edition_));
}

MappedCodes LaborMarketFacts::OccupationsOfProgram(const std::string& cip_code) const {
  return crosswalks_.MapProgram(cip_code, SchemeOf(edition_));
}

}  // namespace assay::domain
