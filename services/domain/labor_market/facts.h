// The figures of one dataset and the crosswalks that lead to its codes, read as they are asked for.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_FACTS_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_FACTS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/domain/labor_market/area_figures.h"
#include "services/domain/labor_market/crosswalk.h"
#include "services/domain/view.h"

namespace assay::domain {

// The area of a dataset that stands for the nation.
inline constexpr char kNation[] = "US";

// Thread-compatible; the view outlives it.
class LaborMarketFacts {
 public:
  // `dataset` and `crosswalks` are resource names; an empty dataset stands for no figures at all. NOT_FOUND: there is
  // no such resource. FAILED_PRECONDITION, CROSSWALK_EMPTY: a crosswalk was not filled yet. Or a read error.
  static absl::StatusOr<LaborMarketFacts> Open(const std::string& dataset, const std::vector<std::string>& crosswalks,
                                               const ScanView* view);

  // Edition of the dataset's codes; never unspecified.
  api::SocVersion edition() const { return edition_; }
  // Null when there is no such row. Valid as long as the view.
  const api::Occupation* Find(const std::string& area, const std::string& soc_code);
  // What the row of the area says, else the nation's: both describe an occupation, not an area. 0 is unknown.
  api::Education EducationOf(const std::string& area, const std::string& soc_code);
  int32_t JobZoneOf(const std::string& area, const std::string& soc_code);
  // What is known of an area as a whole; read once. O(rows of the area).
  const AreaFigures& AreaOf(const std::string& area);
  // Codes of the dataset's edition for a code of another one.
  MappedCodes ToEdition(api::SocVersion version, const std::string& soc_code) const;
  // Codes of the dataset's edition that a program of CIP 2020 leads to.
  MappedCodes OccupationsOfProgram(const std::string& cip_code) const;

  // What `compute` says, asked once for each key.
  const AreaFigure& Remember(const std::string& key, absl::FunctionRef<AreaFigure()> compute);

  // The first read error.
  const absl::Status& status() const { return status_; }

 private:
  LaborMarketFacts(const ScanView* view, std::string dataset_id) : view_(view), dataset_id_(std::move(dataset_id)) {}

  const ScanView* view_;
  std::string dataset_id_;
  api::SocVersion edition_ = api::SOC_VERSION_2018;
  Crosswalks crosswalks_;
  absl::flat_hash_map<std::pair<std::string, std::string>, const api::Occupation*> rows_;
  std::map<std::string, AreaFigures> areas_;
  std::map<std::string, AreaFigure> figures_;
  absl::Status status_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_FACTS_H_
