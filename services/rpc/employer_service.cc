#include <utility>

#include "services/domain/commands/employer.h"
#include "services/domain/commands/employer_flags.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Get(const CallContext& call, const v1::GetEmployerRequest& request, v1::GetEmployerResponse* response) {
  return ReadRecord(call, domain::EmployerIdOf(request.name()), request.name(), response->mutable_employer());
}

absl::Status List(const CallContext& call, const v1::ListEmployersRequest& request,
                  v1::ListEmployersResponse* response) {
  return ListRecords<domain::EmployerId>(request, *call.view, domain::PrefixOf<domain::EmployerId>(), response,
                                         [&](absl::string_view, const v1::Employer& employer) {
                                           bool wanted = request.state() == v1::EMPLOYER_STATE_UNSPECIFIED ||
                                                         request.state() == employer.state();
                                           if (wanted) *response->add_employers() = employer;
                                           return wanted;
                                         });
}

absl::Status ListFlags(const CallContext& call, const v1::ListEmployerFlagsRequest& request,
                       v1::ListEmployerFlagsResponse* response) {
  v1::Cycle cycle;
  domain::CycleId id = domain::CycleIdOf(request.parent());
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.parent(), &cycle));
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(
      std::vector<v1::EmployerFlag> flags,
      domain::ComputeEmployerFlags(cycle.cycle_rules().employers(), id.cycle, call.state, *call.view));
  std::string last;
  for (v1::EmployerFlag& flag : flags) {
    std::string key = domain::FlagKey(flag);
    if (key <= page.after()) continue;
    if (response->flags_size() == page.size()) {
      response->set_next_page_token(page.TokenAfter(last));
      break;
    }
    last = std::move(key);
    *response->add_flags() = std::move(flag);
  }
  return absl::OkStatus();
}

absl::Status GetRepresentative(const CallContext& call, const v1::GetRepresentativeRequest& request,
                               v1::GetRepresentativeResponse* response) {
  return ReadRecord(call, domain::RepresentativeIdOf(request.name()), request.name(),
                    response->mutable_representative());
}

absl::Status ListRepresentatives(const CallContext& call, const v1::ListRepresentativesRequest& request,
                                 v1::ListRepresentativesResponse* response) {
  domain::EmployerId employer = domain::EmployerIdOf(request.parent());
  if (call.view->Find(employer) == nullptr) return NotFound(request.parent());
  return ReadPage<domain::RepresentativeId>(call, request,
                                            domain::PrefixOf<domain::RepresentativeId>(employer.employer),
                                            response->mutable_representatives(), response);
}

}  // namespace

void AddEmployerService(Api* api) {
  api->Mutation<v1::RegisterEmployerRequest, v1::RegisterEmployerResponse>();
  api->Mutation<v1::UpdateEmployerRequest, v1::UpdateEmployerResponse>();
  api->Mutation<v1::VerifyEmployerRequest, v1::VerifyEmployerResponse>();
  api->Mutation<v1::SuspendEmployerRequest, v1::SuspendEmployerResponse>();
  api->Mutation<v1::RejectEmployerRequest, v1::RejectEmployerResponse>();
  api->Mutation<v1::MergeEmployersRequest, v1::MergeEmployersResponse>();
  api->Query(ListFlags, Where::kWorker);
  api->Query(Get);
  api->Query(List);
  api->Mutation<v1::CreateRepresentativeRequest, v1::CreateRepresentativeResponse>();
  api->Query(GetRepresentative);
  api->Query(ListRepresentatives);
}

}  // namespace assay::rpc
