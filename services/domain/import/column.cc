#include "services/domain/import/column.h"

#include "services/domain/labor_market/area_figures.h"

namespace assay::domain {
namespace {

constexpr ImportColumn kCredentialColumns[] = {
    {"credential_id", "name", ColumnNeed::kColumn},
    {"title", "title"},
    {"issuer", "issuer"},
    {"type", "type"},
    {"code", "code"},
    {"website", "website"},
    {"soc_codes", "soc_codes"},
    {"cip_codes", "cip_codes"},
    {"cluster", "cluster"},
};

constexpr int64_t kJobZoneMax = 5;
constexpr int64_t kCountMax = 1'000'000'000;

constexpr ImportColumn kOccupationColumns[] = {
    {"area", "area", ColumnNeed::kCell},
    {"soc", "soc_code", ColumnNeed::kCell, api::FORMAT_SOC, 0, api::PERIOD_UNSPECIFIED, kAllOccupations},
    {"title", "title"},
    {"employment", "employment", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, kCountMax},
    {"annual_mean_wage", "annual_mean_wage", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, 0, api::PERIOD_YEAR},
    {"annual_median_wage", "annual_median_wage", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, 0, api::PERIOD_YEAR},
    {"annual_p10_wage", "annual_p10_wage", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, 0, api::PERIOD_YEAR},
    {"annual_p25_wage", "annual_p25_wage", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, 0, api::PERIOD_YEAR},
    {"annual_p75_wage", "annual_p75_wage", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, 0, api::PERIOD_YEAR},
    {"annual_p90_wage", "annual_p90_wage", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, 0, api::PERIOD_YEAR},
    {"annual_openings", "annual_openings", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, kCountMax},
    {"ten_year_openings", "ten_year_openings", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, kCountMax},
    {"growth_percent", "growth"},
    {"typical_education", "typical_education"},
    {"job_zone", "job_zone", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, kJobZoneMax},
    {"wage_source", "wage_source"},
    {"projection_source", "projection_source"},
    {"projection_area", "projection_area"},
    {"education_source", "education_source"},
};

constexpr ImportColumn kCrosswalkColumns[] = {
    {"from_code", "from_code", ColumnNeed::kCell},
    {"to_code", "to_code", ColumnNeed::kCell},
};

constexpr ImportColumn kProposalColumns[] = {
    {"proposal_id", "name"},
    {"credential_id", "credential", ColumnNeed::kCell},
    {"kind", "kind"},
    {"demand_scope", "demand_scope"},
    {"region", "region"},
    {"soc_codes", "soc_codes"},
    {"evidence_summary", "evidence_summary"},
    {"proctored", "assessment.proctored"},
    {"standardized", "assessment.standardized"},
    {"independently_graded", "assessment.independently_graded"},
    {"renewable", "assessment.renewable"},
    {"cost", "cost"},
    {"typical_hours", "typical_hours"},
    {"removal_reason", "removal_reason"},
    {"portable", "portable"},
    {"stackable", "stackable"},
    {"attainable_in_high_school", "attainable_in_high_school"},
    {"leads_to_further_education", "leads_to_further_education"},
    {"prerequisites", "prerequisites"},
    {"annual_wage_claim", "wage_claim", ColumnNeed::kOptional, api::FORMAT_UNSPECIFIED, 0, api::PERIOD_YEAR},
    {"wage_source", "wage_source"},
    {"cip_codes", "cip_codes"},
    {"organization_kind", "organization_kind"},
    {"organization", "organization"},
};

constexpr ImportColumn kEmployerColumns[] = {
    {"employer_id", "name", ColumnNeed::kCell},
    {"legal_name", "legal_name"},
    {"registration_id", "registration_id"},
    {"naics", "naics"},
    {"size_band", "size_band"},
    {"regions", "regions"},
    {"website", "website"},
    {"kind", "kind"},
    {"issuer_names", "issuer_names"},
};

}  // namespace

absl::Span<const ImportColumn> ColumnsOf(api::ImportKind kind) {
  switch (kind) {
    case api::IMPORT_KIND_CREDENTIALS:
      return kCredentialColumns;
    case api::IMPORT_KIND_OCCUPATIONS:
      return kOccupationColumns;
    case api::IMPORT_KIND_PROPOSALS:
      return kProposalColumns;
    case api::IMPORT_KIND_EMPLOYERS:
      return kEmployerColumns;
    case api::IMPORT_KIND_CROSSWALK:
      return kCrosswalkColumns;
    case api::IMPORT_KIND_UNSPECIFIED:
    case api::ImportKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ImportKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return {};
}

}  // namespace assay::domain
