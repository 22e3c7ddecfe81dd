// Standard Occupational Classification codes, by edition. Only detailed occupations count; major, minor and broad
// groups such as 11-0000 do not.
//
// SOC_VERSION_2010: 840 codes of SOC 2010. SOC_VERSION_2018: 867 codes of SOC 2018. SOC_VERSION_OEWS_HYBRID: what OEWS
// has published wages by since May 2019, 909 codes: those of SOC 2018 and the 42 that its hybrid joins or keeps from
// 2010.
#ifndef ASSAY_SERVICES_DOMAIN_REFERENCE_SOC_H_
#define ASSAY_SERVICES_DOMAIN_REFERENCE_SOC_H_

#include <string>

#include "absl/strings/string_view.h"
#include "assay/v1/common.pb.h"

namespace assay::domain {

// Whether `code` is a detailed occupation of the edition (unspecified: 2018). O(log n).
bool IsKnownSoc(assay::v1::SocVersion version, absl::string_view code);

// Title of a detailed occupation; empty when there is no such code. Valid for ever.
absl::string_view SocTitle(assay::v1::SocVersion version, absl::string_view code);

// Why a code is unknown and how to mend it, for an error message; at most about 200 bytes. `code` may be any UTF-8
// text; IsSocCode tells a code of another shape. O(n).
std::string UnknownSocMessage(assay::v1::SocVersion version, absl::string_view code);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REFERENCE_SOC_H_
