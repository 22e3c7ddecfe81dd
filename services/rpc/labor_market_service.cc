#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/labor_market.h"
#include "services/domain/labor_market/policy_check.h"
#include "services/domain/labor_market/standing.h"
#include "services/domain/reference/soc.h"
#include "services/domain/stage.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status GetDataset(const CallContext& call, const v1::GetDatasetRequest& request,
                        v1::GetDatasetResponse* response) {
  return ReadRecord(call, domain::DatasetIdOf(request.name()), request.name(), response->mutable_dataset());
}

absl::Status ListDatasets(const CallContext& call, const v1::ListDatasetsRequest& request,
                          v1::ListDatasetsResponse* response) {
  return ReadPage<domain::DatasetId>(call, request, domain::PrefixOf<domain::DatasetId>(), response->mutable_datasets(),
                                     response);
}

// Occupations are stored without their names, which repeat their keys.
void AddName(const CallContext& call, const std::string& dataset, v1::Occupation* occupation) {
  occupation->set_name(
      domain::NameOf(call.state, domain::OccupationId{dataset, occupation->area(), occupation->soc_code()}));
}

absl::Status GetOccupation(const CallContext& call, const v1::GetOccupationRequest& request,
                           v1::GetOccupationResponse* response) {
  std::pair<std::string, std::string> area_and_soc =
      absl::StrSplit(domain::LastPart(request.name()), absl::MaxSplits('~', 1));
  domain::OccupationId id{domain::DatasetIdOf(request.name()).dataset, area_and_soc.first, area_and_soc.second};
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.name(), response->mutable_occupation()));
  AddName(call, id.dataset, response->mutable_occupation());
  return absl::OkStatus();
}

absl::Status ListOccupations(const CallContext& call, const v1::ListOccupationsRequest& request,
                             v1::ListOccupationsResponse* response) {
  std::string dataset = domain::DatasetIdOf(request.parent()).dataset;
  if (call.view->Find(domain::DatasetId{dataset}) == nullptr) return NotFound(request.parent());
  domain::RecordKey prefix = request.area().empty() ? domain::PrefixOf<domain::OccupationId>(dataset)
                                                    : domain::PrefixOf<domain::OccupationId>(dataset, request.area());
  return ListRecords<domain::OccupationId>(request, *call.view, prefix, response,
                                           [&](absl::string_view, const v1::Occupation& occupation) {
                                             v1::Occupation* added = response->add_occupations();
                                             *added = occupation;
                                             AddName(call, dataset, added);
                                             return true;
                                           });
}

absl::StatusOr<domain::LaborMarketFacts> OpenFacts(
    const CallContext& call, const std::string& dataset,
    const google::protobuf::RepeatedPtrField<std::string>& crosswalks = {}) {
  return domain::LaborMarketFacts::Open(dataset, {crosswalks.begin(), crosswalks.end()}, call.view);
}

absl::Status GetArea(const CallContext& call, const v1::GetAreaRequest& request, v1::GetAreaResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(domain::LaborMarketFacts facts, OpenFacts(call, request.dataset()));
  *response->mutable_area() = domain::AreaMessage(request.area(), facts.AreaOf(request.area()));
  ASSAY_RETURN_IF_ERROR(facts.status());
  if (response->area().occupation_count() > 0) return absl::OkStatus();
  return NotFound(absl::StrCat("area ", request.area(), " of ", request.dataset()));
}

absl::StatusOr<v1::LaborMarketPolicy> StoredPolicy(const CallContext& call, const std::string& name) {
  domain::PolicyId id = domain::PolicyIdOf(name);
  uint32_t revision = domain::RevisionOf(name);
  v1::Policy policy;
  ASSAY_RETURN_IF_ERROR(revision == 0 ? ReadRecord(call, id, name, &policy)
                                      : ReadRecord(call, domain::PolicyRevisionId{id.policy, revision}, name, &policy));
  if (policy.has_labor_market()) return std::move(*policy.mutable_labor_market());
  return Refused("POLICY_ASKS_NOTHING",
                 absl::StrCat(name,
                              " asks nothing of the labor market in labor_market; make a revision that does, or "
                              "send labor_market itself to try one"),
                 {{"resource", name}});
}

// The policy that a request names or brings along. Trying one may cost much, and nobody has approved of it: staff only.
template <class Request>
absl::StatusOr<v1::LaborMarketPolicy> PolicyOf(const CallContext& call, const Request& request) {
  if (request.has_labor_market() && !call.principal.IsStaff()) {
    return Denied(
        "STAFF_TRIES_POLICIES",
        "labor_market tries a policy that nobody adopted, which only agency staff and administrators may; name "
        "a policy instead");
  }
  Violations violations;
  if (request.policy().empty() != request.has_labor_market()) {
    violations.Add("policy", "give exactly one of policy and labor_market");
  }
  if (request.has_labor_market()) {
    domain::CheckLaborMarketPolicy(request.labor_market(), "labor_market", &violations);
    domain::CheckEnumsDefined(request.labor_market(), "labor_market", &violations);
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  if (request.has_labor_market()) return request.labor_market();
  return StoredPolicy(call, request.policy());
}

template <class Request>
domain::LaborMarketQuestion QuestionIn(const CallContext& call, const Request& request) {
  domain::LaborMarketQuestion question;
  question.region = request.region();
  question.date = request.date();
  if (question.date.empty()) {
    question.date = absl::FormatTime("%E4Y-%m-%d", call.now, domain::StateTimeZone(*call.view));
  }
  return question;
}

absl::Status ListPriorityOccupations(const CallContext& call, const v1::ListPriorityOccupationsRequest& request,
                                     v1::ListPriorityOccupationsResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(v1::LaborMarketPolicy policy, PolicyOf(call, request));
  ASSAY_ASSIGN_OR_RETURN(domain::LaborMarketFacts facts, OpenFacts(call, request.parent(), request.crosswalks()));
  domain::LaborMarketQuestion question = QuestionIn(call, request);
  question.soc_version = facts.edition();
  std::string dataset = domain::DatasetIdOf(request.parent()).dataset;
  ASSAY_RETURN_IF_ERROR(ListRecords<domain::OccupationId>(
      request, *call.view, domain::PrefixOf<domain::OccupationId>(dataset, policy.area()), response,
      [&](absl::string_view, const v1::Occupation& row) {
        if (row.soc_code() == domain::kAllOccupations) return false;
        question.soc_codes = {row.soc_code()};
        domain::Trace trace;
        domain::LaborMarketVerdict verdict = domain::EvaluateOccupation(policy, question, &facts, &trace);
        if (request.standing() != v1::OCCUPATION_STANDING_UNSPECIFIED &&
            request.standing() != domain::StandingOf(verdict)) {
          return false;
        }
        *response->add_occupations() =
            domain::PriorityOccupationOf(policy, verdict, facts.edition(), row.soc_code(), row.title());
        return true;
      }));
  return facts.status();
}

absl::Status ExplainOccupation(const CallContext& call, const v1::ExplainOccupationRequest& request,
                               v1::ExplainOccupationResponse* response) {
  Violations violations;
  if (!domain::IsKnownSoc(request.soc_version(), request.soc_code())) {
    violations.Add("soc_code", domain::UnknownSocMessage(request.soc_version(), request.soc_code()));
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(v1::LaborMarketPolicy policy, PolicyOf(call, request));
  ASSAY_ASSIGN_OR_RETURN(domain::LaborMarketFacts facts, OpenFacts(call, request.dataset(), request.crosswalks()));
  domain::LaborMarketQuestion question = QuestionIn(call, request);
  question.soc_codes = {request.soc_code()};
  question.soc_version = request.soc_version();
  question.cip_codes.assign(request.cip_codes().begin(), request.cip_codes().end());
  domain::LaborMarketVerdict verdict = domain::EvaluateOccupation(policy, question, &facts, response->mutable_trace());
  *response->mutable_occupation() =
      domain::PriorityOccupationOf(policy, verdict, request.soc_version(), request.soc_code(), "");
  return facts.status();
}

absl::Status GetCrosswalk(const CallContext& call, const v1::GetCrosswalkRequest& request,
                          v1::GetCrosswalkResponse* response) {
  return ReadRecord(call, domain::CrosswalkIdOf(request.name()), request.name(), response->mutable_crosswalk());
}

absl::Status ListCrosswalks(const CallContext& call, const v1::ListCrosswalksRequest& request,
                            v1::ListCrosswalksResponse* response) {
  return ReadPage<domain::CrosswalkId>(call, request, domain::PrefixOf<domain::CrosswalkId>(),
                                       response->mutable_crosswalks(), response);
}

absl::Status ListCrosswalkRows(const CallContext& call, const v1::ListCrosswalkRowsRequest& request,
                               v1::ListCrosswalkRowsResponse* response) {
  std::string crosswalk = domain::CrosswalkIdOf(request.parent()).crosswalk;
  if (call.view->Find(domain::CrosswalkId{crosswalk}) == nullptr) return NotFound(request.parent());
  domain::RecordKey prefix = request.from_code().empty()
                                 ? domain::PrefixOf<domain::CrosswalkRowId>(crosswalk)
                                 : domain::PrefixOf<domain::CrosswalkRowId>(crosswalk, request.from_code());
  return ReadPage<domain::CrosswalkRowId>(call, request, prefix, response->mutable_rows(), response);
}

}  // namespace

void AddLaborMarketService(Api* api) {
  api->Mutation<v1::CreateDatasetRequest, v1::CreateDatasetResponse>();
  api->Query(GetDataset);
  api->Query(ListDatasets);
  api->Query(GetOccupation);
  api->Query(ListOccupations);
  api->Query(GetArea, Where::kWorker);
  api->Query(ListPriorityOccupations, Where::kWorker);
  api->Query(ExplainOccupation, Where::kWorker);
  api->Mutation<v1::CreateCrosswalkRequest, v1::CreateCrosswalkResponse>();
  api->Query(GetCrosswalk);
  api->Query(ListCrosswalks);
  api->Query(ListCrosswalkRows);
}

}  // namespace assay::rpc
