#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/text.h"
#include "services/domain/list/basis.h"
#include "services/domain/list/commands.h"
#include "services/domain/list/compute.h"
#include "services/domain/list/diff.h"
#include "services/domain/list/prepare.h"
#include "services/domain/list/reader.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

// The number of a version named in a request; "latest" is the one in force. NOT_FOUND: there is none, or it is a draft
// that the caller may not see.
absl::StatusOr<uint32_t> FindVersion(const CallContext& call, const std::string& name) {
  uint32_t version = domain::ListVersionOf(name);
  if (domain::LastPart(name) == "latest") {
    version = static_cast<uint32_t>(call.view->FindOrDefault(domain::StateHeadId{}).list_version_in_force());
  }
  const v1::ListVersion* record = version == 0 ? nullptr : call.view->Find(domain::ListVersionId(version));
  ASSAY_RETURN_IF_ERROR(call.view->status());
  bool sees_drafts = call.principal.IsStaff() || call.principal.Has(v1::ROLE_APPROVER);
  if (record == nullptr || (record->state() == v1::LIST_VERSION_STATE_DRAFT && !sees_drafts)) return NotFound(name);
  return version;
}

// One item more than fits is read, so that the page knows whether another follows.
template <class Item, class Response>
void FillPage(const Page& page, std::vector<Item> items, google::protobuf::RepeatedPtrField<Item>* answer,
              std::string (*id_of)(const Item&), Response* response) {
  for (Item& item : items) {
    if (answer->size() == page.size()) {
      response->set_next_page_token(page.TokenAfter(id_of(answer->Get(answer->size() - 1))));
      return;
    }
    *answer->Add() = std::move(item);
  }
}

std::string IdOfEntry(const v1::ListEntry& entry) { return domain::LastPart(entry.credential()); }
std::string IdOfDecision(const v1::Decision& decision) { return domain::LastPart(decision.proposal()); }
std::string IdOfDifference(const v1::EntryDifference& difference) { return domain::LastPart(difference.credential()); }

absl::Status Preview(const CallContext& call, const v1::PreviewListRequest& request,
                     v1::PreviewListResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(v1::ListBasis basis,
                         domain::CurrentBasis(request.parent(), request.policy(), call.now, *call.view));
  std::string effective_date = request.effective_date().empty() ? domain::DateOf(call.now) : request.effective_date();
  ASSAY_ASSIGN_OR_RETURN(domain::ListResult result,
                         domain::ComputeList(basis, request.parent(), effective_date, call.now, *call.view));
  *response->mutable_summary() = result.summary;
  *response->mutable_basis() = basis;
  response->set_basis_etag(domain::BasisEtag(basis));
  std::vector<v1::Decision> rest;
  for (v1::Decision& decision : result.decisions) {
    if (IdOfDecision(decision) > page.after()) rest.push_back(std::move(decision));
  }
  FillPage(page, std::move(rest), response->mutable_decisions(), IdOfDecision, response);
  return absl::OkStatus();
}

absl::StatusOr<Prepared> PrepareDraft(const CallContext& call, const v1::DraftListVersionRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(domain::PreparedVersion version, domain::BuildDraft(request, call.now, *call.view));
  Prepared prepared;
  prepared.blobs = std::move(version.blobs);
  prepared.decide = [request, version = std::move(version)](const domain::Context& context, const domain::View& view,
                                                            domain::Events* events) {
    return domain::DecideDraft(request, version, context, view, events);
  };
  return prepared;
}

absl::StatusOr<Prepared> PrepareAdopt(const CallContext& call, const v1::AdoptVersionRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(domain::PreparedVersion version, domain::BuildAdoption(request, *call.view));
  Prepared prepared;
  prepared.blobs = std::move(version.blobs);
  prepared.decide = [request, version = std::move(version)](const domain::Context& context, const domain::View& view,
                                                            domain::Events* events) {
    return domain::DecideAdopt(request, version, context, view, events);
  };
  return prepared;
}

absl::Status Get(const CallContext& call, const v1::GetListVersionRequest& request,
                 v1::GetListVersionResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindVersion(call, request.name()));
  return ReadRecord(call, domain::ListVersionId(version), request.name(), response->mutable_list_version());
}

absl::Status ListVersions(const CallContext& call, const v1::ListListVersionsRequest& request,
                          v1::ListListVersionsResponse* response) {
  return ListRecords<domain::ListVersionId>(request, *call.view, domain::PrefixOf<domain::ListVersionId>(), response,
                                            [&](absl::string_view, const v1::ListVersion& version) {
                                              if (!FindVersion(call, version.name()).ok()) return false;
                                              *response->add_list_versions() = version;
                                              return true;
                                            });
}

absl::Status ListEntries(const CallContext& call, const v1::ListEntriesRequest& request,
                         v1::ListEntriesResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindVersion(call, request.parent()));
  ASSAY_ASSIGN_OR_RETURN(
      std::vector<v1::ListEntry> entries,
      domain::ReadEntries(*call.view, version, page.after(), page.size() + 1, [&request](const v1::ListEntry& entry) {
        return ContainsWords(absl::StrCat(entry.title(), "\n", entry.issuer(), "\n", entry.code()), request.query());
      }));
  FillPage(page, std::move(entries), response->mutable_entries(), IdOfEntry, response);
  return absl::OkStatus();
}

absl::Status ListDecisions(const CallContext& call, const v1::ListDecisionsRequest& request,
                           v1::ListDecisionsResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindVersion(call, request.parent()));
  if (!request.proposal().empty()) {
    ASSAY_ASSIGN_OR_RETURN(auto decision,
                           domain::FindDecision(*call.view, version, domain::LastPart(request.proposal())));
    if (!decision.has_value() || decision->proposal() != request.proposal()) {
      return NotFound(absl::StrCat("a decision on ", request.proposal()));
    }
    *response->add_decisions() = *std::move(decision);
    return absl::OkStatus();
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<v1::Decision> decisions,
                         domain::ReadDecisions(*call.view, version, page.after(), page.size() + 1));
  FillPage(page, std::move(decisions), response->mutable_decisions(), IdOfDecision, response);
  return absl::OkStatus();
}

absl::Status Diff(const CallContext& call, const v1::DiffListVersionsRequest& request,
                  v1::DiffListVersionsResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(uint32_t later, FindVersion(call, request.name()));
  uint32_t earlier = later - 1;
  if (!request.base().empty()) {
    ASSAY_ASSIGN_OR_RETURN(earlier, FindVersion(call, request.base()));
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<v1::EntryDifference> differences,
                         domain::Diff(*call.view, earlier, later, page.after(), page.size() + 1));
  FillPage(page, std::move(differences), response->mutable_differences(), IdOfDifference, response);
  return absl::OkStatus();
}

absl::Status ReadContent(const CallContext& call, const v1::ReadListContentRequest& request,
                         v1::ReadListContentResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindVersion(call, request.name()));
  ASSAY_ASSIGN_OR_RETURN(*response, domain::ReadContent(*call.view, version, request.chunk_index()));
  return absl::OkStatus();
}

}  // namespace

void AddPriorityListService(Api* api) {
  api->Query(Preview, Where::kWorker);
  api->PreparedMutation<v1::DraftListVersionRequest, v1::DraftListVersionResponse>(PrepareDraft);
  api->Mutation<v1::PublishListVersionRequest, v1::PublishListVersionResponse>();
  api->PreparedMutation<v1::AdoptVersionRequest, v1::AdoptVersionResponse>(PrepareAdopt);
  api->Query(Get);
  api->Query(ListVersions);
  api->Query(ListEntries, Where::kWorker);
  api->Query(ListDecisions, Where::kWorker);
  api->Query(Diff, Where::kWorker);
  api->Query(ReadContent);
}

}  // namespace assay::rpc
