// Standard Occupational Classification codes, by edition.
#ifndef ASSAY_SERVICES_DOMAIN_SOC_H_
#define ASSAY_SERVICES_DOMAIN_SOC_H_

#include <string>

#include "absl/strings/string_view.h"
#include "assay/v1/common.pb.h"

namespace assay::domain {

// Whether `code` is a detailed occupation of the edition (unspecified: 2018). O(log n).
bool IsKnownSoc(assay::v1::SocVersion version, absl::string_view code);

// Title of a detailed occupation; empty when there is no such code.
absl::string_view SocTitle(assay::v1::SocVersion version, absl::string_view code);

// Why a code is unknown and how to mend it, for an error message.
std::string UnknownSocMessage(assay::v1::SocVersion version, absl::string_view code);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_SOC_H_
