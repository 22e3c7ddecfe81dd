// Typical entry education in words, for traces.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_EDUCATION_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_EDUCATION_H_

#include "absl/strings/string_view.h"
#include "services/domain/record_id.h"

namespace assay::domain {

inline absl::string_view EducationText(api::Education education) {
  switch (education) {
    case api::EDUCATION_NONE:
      return "no formal credential";
    case api::EDUCATION_HIGH_SCHOOL:
      return "high-school diploma or equivalent";
    case api::EDUCATION_SOME_COLLEGE:
      return "some college, no degree";
    case api::EDUCATION_POSTSECONDARY_NONDEGREE:
      return "postsecondary nondegree award";
    case api::EDUCATION_ASSOCIATE:
      return "associate's degree";
    case api::EDUCATION_BACHELOR:
      return "bachelor's degree";
    case api::EDUCATION_MASTER:
      return "master's degree";
    case api::EDUCATION_DOCTORAL_OR_PROFESSIONAL:
      return "doctoral or professional degree";
    case api::EDUCATION_UNSPECIFIED:
    case api::Education_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::Education_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return "any";
}

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_EDUCATION_H_
