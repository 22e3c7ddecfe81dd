// Checks of texts that come from outside.
#ifndef ASSAY_SERVICES_BASE_TEXT_H_
#define ASSAY_SERVICES_BASE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace assay {

// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool IsValidUtf8(absl::string_view text);

// Resource id (AIP-122): [a-z0-9], inner hyphens, 1 to 63 characters.
bool IsResourceId(absl::string_view text);

// A resource id made of a title: letters lowered, every other run of characters a hyphen, cut at 63. Empty when nothing
// is left. The same on every machine.
std::string SlugOf(absl::string_view title);

bool IsSocCode(absl::string_view text);  // NN-NNNN
bool IsCipCode(absl::string_view text);  // NN.NNNN
bool IsDate(absl::string_view text);     // YYYY-MM-DD that exists in the Gregorian calendar
// YYYY-MM-DDTHH:MM of a day that exists, from 1990 to 2100.
bool IsLocalTime(absl::string_view text);
bool IsUrl(absl::string_view text);    // absolute http or https, no white space
bool IsEmail(absl::string_view text);  // one @, a dotted domain, no white space
bool IsSha256Hex(absl::string_view text);

// Lower-cased ASCII words separated by white space; every one must occur in `haystack`, whose case does not matter.
bool ContainsWords(absl::string_view haystack, absl::string_view words);

}  // namespace assay

#endif  // ASSAY_SERVICES_BASE_TEXT_H_
