#include "services/domain/commands/credential_link.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/commands/checks.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

// The link to a predecessor; end() when there is none.
auto FindLink(api::Credential* credential, const std::string& predecessor) {
  auto* links = credential->mutable_predecessors();
  return std::find_if(links->begin(), links->end(),
                      [&](const api::CredentialLink& link) { return link.predecessor() == predecessor; });
}

void CheckLink(const api::LinkCredentialsRequest& request, Violations* violations) {
  const api::CredentialLink& link = request.link();
  if (link.predecessor() == request.name()) {
    violations->Add("link.predecessor", "a credential does not follow itself; name the one before it");
  }
  if (link.kind() == api::CREDENTIAL_LINK_KIND_UNSPECIFIED) {
    violations->Add("link.kind", "is missing; say how it follows, such as CREDENTIAL_LINK_KIND_REPLACES");
  }
  CheckEnumsDefined(link, "link", violations);
}

// Visits what is reached from `from` by `next`, each once.
template <class Next>
std::set<std::string> Reach(const std::string& from, const Next& next) {
  std::set<std::string> reached;
  std::vector<std::string> open = {from};
  while (!open.empty() && reached.size() < kLinkedMax) {
    std::string id = std::move(open.back());
    open.pop_back();
    for (std::string& found : next(id)) {
      if (reached.insert(found).second) open.push_back(std::move(found));
    }
  }
  return reached;
}

std::vector<std::string> DirectPredecessors(const std::string& id, const View& view) {
  std::vector<std::string> ids;
  for (const api::CredentialLink& link : view.FindOrDefault(CredentialId{id}).predecessors()) {
    ids.push_back(CredentialIdOf(link.predecessor()).credential);
  }
  return ids;
}

}  // namespace

std::set<std::string> PredecessorsOf(const std::string& credential, const View& view) {
  return Reach(credential, [&view](const std::string& id) { return DirectPredecessors(id, view); });
}

std::set<std::string> LinkedWith(const std::string& credential, const ScanView& scan) {
  std::set<std::string> linked = Reach(credential, [&scan](const std::string& id) {
    std::vector<std::string> ids = DirectPredecessors(id, scan);
    // A read error shows in the view's status, which whoever uses the answer looks at.
    (void)scan.Scan<CredentialSuccessorId>(PrefixOf<CredentialSuccessorId>(id), "",
                                           [&ids](absl::string_view, const ledger::UniqueRecord& successor) {
                                             ids.push_back(successor.holder_id());
                                             return ids.size() < kLinkedMax;
                                           });
    return ids;
  });
  linked.insert(credential);
  return linked;
}

absl::Status Decide(const api::LinkCredentialsRequest& request, const Context& context, const View& view,
                    Events* events) {
  Violations violations;
  CheckLink(request, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  CredentialId id = CredentialIdOf(request.name());
  ASSAY_ASSIGN_OR_RETURN(api::Credential credential, MakeChanged(context, view, id, request.name(), request.etag()));
  const api::CredentialLink& link = request.link();
  CredentialId earlier = CredentialIdOf(link.predecessor());
  ASSAY_RETURN_IF_ERROR(FindExisting(view, earlier, link.predecessor()).status());
  if (PredecessorsOf(earlier.credential, view).count(id.credential) > 0) {
    return Refused(
        "LINK_CIRCLE",
        absl::StrCat(link.predecessor(), " comes after ", request.name(), " already; take the other link away first"),
        {{"resource", request.name()}, {"predecessor", link.predecessor()}});
  }
  auto there = FindLink(&credential, link.predecessor());
  if (there != credential.mutable_predecessors()->end()) {
    *there = link;
  } else if (credential.predecessors_size() == kPredecessorsMax) {
    return Refused("TOO_MANY_LINKS", absl::StrCat(request.name(), " follows ", kPredecessorsMax,
                                                  " credentials, which is all that can be linked"));
  } else {
    *credential.add_predecessors() = link;
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  *events->AddDecision()->mutable_credential() = std::move(credential);
  return absl::OkStatus();
}

absl::Status Decide(const api::UnlinkCredentialsRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Credential credential,
                         MakeChanged(context, view, CredentialIdOf(request.name()), request.name(), request.etag()));
  auto there = FindLink(&credential, request.predecessor());
  if (there == credential.mutable_predecessors()->end()) {
    return NotFound(absl::StrCat("a link from ", request.name(), " to ", request.predecessor()));
  }
  credential.mutable_predecessors()->erase(there);
  *events->AddDecision()->mutable_credential() = std::move(credential);
  return absl::OkStatus();
}

}  // namespace assay::domain
