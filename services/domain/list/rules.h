// What a cycle's rules say about its list. A cycle without rules has the default ones: a draft is published by an
// approver who did not draft it, and nothing can be appealed.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_RULES_H_
#define ASSAY_SERVICES_DOMAIN_LIST_RULES_H_

#include <string>

#include "services/domain/view.h"

namespace assay::domain {

// The rules of a cycle by name; the default ones for an empty name. Valid as long as the view.
const api::ListRules& ListRulesOf(const std::string& cycle, const View& view);

// Days for which this version takes comment: none for an amendment, unless the rules say so.
int32_t CommentDays(const api::ListRules& rules, const api::ListVersion& version);

// Whether the version has to be released, to comment or to signatures, before it is published.
bool NeedsRelease(const api::ListRules& rules, const api::ListVersion& version);

// The dates of an entry that is new on a version with this effective date, in the order of the rules.
google::protobuf::RepeatedPtrField<api::EffectiveDate> EffectiveDatesOf(const api::ListRules& rules,
                                                                        const std::string& effective_date);

// SHA-256, in hexadecimal, of what the rules say about the content of lists (dates and phase-out); empty when they say
// nothing.
std::string ContentRulesDigest(const api::ListRules& rules);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_RULES_H_
