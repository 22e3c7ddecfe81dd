// Links between credentials that follow one another. Each decision adds one event: the later credential as linked.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CREDENTIAL_LINK_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CREDENTIAL_LINK_H_

#include <set>
#include <string>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Links of one credential at most.
inline constexpr int kPredecessorsMax = 20;
// Credentials that are linked together at most.
inline constexpr size_t kLinkedMax = 200;

// NOT_FOUND: either credential. ABORTED STALE_ETAG. INVALID_ARGUMENT: to itself, or no kind.
// FAILED_PRECONDITION LINK_CIRCLE: the earlier one comes, perhaps over others, after this one; TOO_MANY_LINKS.
absl::Status Decide(const api::LinkCredentialsRequest& request, const Context& context, const View& view,
                    Events* events);

// NOT_FOUND: the credential, or the link. ABORTED STALE_ETAG.
absl::Status Decide(const api::UnlinkCredentialsRequest& request, const Context& context, const View& view,
                    Events* events);

// Ids of all credentials that come, directly or over others, before `credential`; at most kLinkedMax.
std::set<std::string> PredecessorsOf(const std::string& credential, const View& view);

// The same with those that come after it, and itself.
std::set<std::string> LinkedWith(const std::string& credential, const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CREDENTIAL_LINK_H_
