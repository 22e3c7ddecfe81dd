#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/text.h"
#include "services/domain/commands/credential_link.h"
#include "services/domain/list/basis.h"
#include "services/domain/list/commands.h"
#include "services/domain/list/compute.h"
#include "services/domain/list/diff.h"
#include "services/domain/list/history.h"
#include "services/domain/list/notice.h"
#include "services/domain/list/prepare.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/signing.h"
#include "services/rpc/list_versions.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

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

absl::StatusOr<Prepared> PrepareAmendment(const CallContext& call, const v1::DraftAmendmentRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(domain::PreparedVersion version, domain::BuildAmendment(request, call.now, *call.view));
  Prepared prepared;
  prepared.blobs = std::move(version.blobs);
  prepared.decide = [request, version = std::move(version)](const domain::Context& context, const domain::View& view,
                                                            domain::Events* events) {
    return domain::DecideAmendment(request, version, context, view, events);
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
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindListVersion(call, request.name()));
  *response->mutable_list_version() = Shown(call, call.view->FindOrDefault(domain::ListVersionId(version)));
  return call.view->status();
}

absl::Status ListVersions(const CallContext& call, const v1::ListListVersionsRequest& request,
                          v1::ListListVersionsResponse* response) {
  return ListRecords<domain::ListVersionId>(request, *call.view, domain::PrefixOf<domain::ListVersionId>(), response,
                                            [&](absl::string_view, const v1::ListVersion& version) {
                                              if (!MayRead(call, version)) return false;
                                              *response->add_list_versions() = Shown(call, version);
                                              return true;
                                            });
}

absl::Status ListEntries(const CallContext& call, const v1::ListEntriesRequest& request,
                         v1::ListEntriesResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindListVersion(call, request.parent()));
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
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindListVersion(call, request.parent()));
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
  ASSAY_ASSIGN_OR_RETURN(uint32_t later, FindListVersion(call, request.name()));
  uint32_t earlier = later - 1;
  if (!request.base().empty()) {
    ASSAY_ASSIGN_OR_RETURN(earlier, FindListVersion(call, request.base()));
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<v1::EntryDifference> differences,
                         domain::Diff(*call.view, earlier, later, page.after(), page.size() + 1));
  FillPage(page, std::move(differences), response->mutable_differences(), IdOfDifference, response);
  return absl::OkStatus();
}

absl::Status ReadContent(const CallContext& call, const v1::ReadListContentRequest& request,
                         v1::ReadListContentResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindListVersion(call, request.name()));
  ASSAY_ASSIGN_OR_RETURN(*response, domain::ReadContent(*call.view, version, request.chunk_index()));
  return absl::OkStatus();
}

// Versions looked at for one page of a history at most.
constexpr int kVersionsExamined = 200;

// A place in a history: the version, and the credential in it after which the page begins.
std::string HistoryPlace(uint32_t version, const std::string& id) { return absl::StrCat(version, "/", id); }

absl::Status History(const CallContext& call, const v1::GetCredentialHistoryRequest& request,
                     v1::GetCredentialHistoryResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  domain::CredentialId id = domain::CredentialIdOf(request.name());
  if (call.view->Find(id) == nullptr) return NotFound(request.name());
  std::set<std::string> credentials = {id.credential};
  if (request.include_linked()) credentials = domain::LinkedWith(id.credential, *call.view);
  auto from = static_cast<uint32_t>(call.view->FindOrDefault(domain::StateHeadId{}).list_version_in_force());
  std::vector<std::string> place = absl::StrSplit(page.after(), absl::MaxSplits('/', 1));
  if (!page.after().empty() && (place.size() != 2 || !absl::SimpleAtoi(place[0], &from))) from = 0;
  std::string after = page.after().empty() ? "" : place.back();
  std::string last = after;
  uint32_t next = 0;
  auto visit = [&](const std::string& credential, v1::CredentialEvent event) {
    if (response->events_size() == page.size()) return false;
    last = HistoryPlace(domain::ListVersionOf(event.list_version()), credential);
    *response->add_events() = std::move(event);
    return true;
  };
  ASSAY_RETURN_IF_ERROR(domain::VisitHistory(credentials, from, after, kVersionsExamined, *call.view, visit, &next));
  if (next == 0) return call.view->status();
  bool full = response->events_size() == page.size();
  response->set_next_page_token(page.TokenAfter(full ? last : HistoryPlace(next, "")));
  return call.view->status();
}

}  // namespace

void AddPriorityListService(Api* api) {
  api->Query(Preview, Where::kWorker);
  api->PreparedMutation<v1::DraftListVersionRequest, v1::DraftListVersionResponse>(PrepareDraft);
  api->PreparedMutation<v1::DraftAmendmentRequest, v1::DraftAmendmentResponse>(PrepareAmendment);
  api->Mutation<v1::ReleaseListVersionRequest, v1::ReleaseListVersionResponse>();
  api->Mutation<v1::SignListVersionRequest, v1::SignListVersionResponse>();
  api->Mutation<v1::RequestRevisionsRequest, v1::RequestRevisionsResponse>();
  api->Mutation<v1::PublishListVersionRequest, v1::PublishListVersionResponse>();
  api->Mutation<v1::IssueDecisionNoticesRequest, v1::IssueDecisionNoticesResponse>();
  api->PreparedMutation<v1::AdoptVersionRequest, v1::AdoptVersionResponse>(PrepareAdopt);
  api->Query(Get);
  api->Query(ListVersions);
  api->Query(ListEntries, Where::kWorker);
  api->Query(ListDecisions, Where::kWorker);
  api->Query(Diff, Where::kWorker);
  api->Query(History, Where::kWorker);
  api->Query(ReadContent);
}

}  // namespace assay::rpc
