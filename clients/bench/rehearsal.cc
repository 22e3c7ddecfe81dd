#include "clients/bench/rehearsal.h"

#include "absl/strings/str_cat.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/cycle_service.pb.h"
#include "assay/v1/employer_service.pb.h"
#include "assay/v1/panel_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/round_service.pb.h"
#include "clients/cpp/client.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "services/base/error.h"

namespace assay::bench {
namespace {

constexpr char kState[] = "states/bench";
constexpr char kCycle[] = "states/bench/cycles/c";
constexpr char kRound[] = "states/bench/cycles/c/rounds/r";

// Calls written as text. The rpc and its request follow from the response: every response belongs to one rpc.
class Maker {
 public:
  Maker(std::string target, const std::string& token) : target_(std::move(target)) { SignIn(token); }

  void SignIn(const std::string& token) {
    ClientOptions options;
    options.target = target_;
    options.token = token;
    client_ = std::make_unique<Client>(options);
  }

  // `text` is the request in text format.
  template <class Response>
  absl::StatusOr<Response> Do(const std::string& text) {
    Response response;
    ASSAY_RETURN_IF_ERROR(Call(text, &response));
    return response;
  }

 private:
  static const google::protobuf::MethodDescriptor* MethodAnswering(const google::protobuf::Descriptor& response) {
    for (int i = 0; i < response.file()->service_count(); ++i) {
      const google::protobuf::ServiceDescriptor* service = response.file()->service(i);
      for (int j = 0; j < service->method_count(); ++j) {
        if (service->method(j)->output_type() == &response) return service->method(j);
      }
    }
    return nullptr;
  }

  absl::Status Call(const std::string& text, google::protobuf::Message* response) {
    const google::protobuf::MethodDescriptor* method = MethodAnswering(*response->GetDescriptor());
    if (method == nullptr) return absl::InternalError(absl::StrCat("no rpc answers ", response->GetTypeName()));
    std::unique_ptr<google::protobuf::Message> request(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->input_type())->New());
    if (!google::protobuf::TextFormat::ParseFromString(text, request.get())) {
      return absl::InternalError(absl::StrCat("not a ", request->GetTypeName(), ": ", text));
    }
    absl::Status status =
        client_->Call(absl::StrCat(method->service()->full_name(), "/", method->name()), *request, response);
    if (status.ok()) return status;
    return absl::Status(status.code(), absl::StrCat(method->name(), ": ", status.message()));
  }

  const std::string target_;
  std::unique_ptr<Client> client_;
};

absl::StatusOr<std::string> MakeToken(Maker* maker, const std::string& user) {
  ASSAY_ASSIGN_OR_RETURN(v1::CreateTokenResponse response,
                         maker->Do<v1::CreateTokenResponse>(
                             absl::StrCat("parent: '", kState, "' token { user: '", kState, "/users/", user, "' }")));
  return response.secret();
}

absl::Status MakeState(Maker* maker) {
  ASSAY_RETURN_IF_ERROR(
      maker
          ->Do<v1::CreateStateResponse>(
              "state_id: 'bench' state { display_name: 'Bench' time_zone: 'America/New_York' wage_area: 'NJ' "
              "rehearsal: true }")
          .status());
  ASSAY_RETURN_IF_ERROR(
      maker
          ->Do<v1::CreateUserResponse>(absl::StrCat("parent: '", kState,
                                                    "' user_id: 'staff' user { display_name: 'Staff' "
                                                    "roles: [ROLE_ADMINISTRATOR, ROLE_AGENCY_STAFF] }"))
          .status());
  ASSAY_ASSIGN_OR_RETURN(std::string token, MakeToken(maker, "staff"));
  maker->SignIn(token);
  return absl::OkStatus();
}

absl::Status MakeCycle(Maker* maker) {
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::CreatePolicyResponse>(absl::StrCat(
                                "parent: '", kState,
                                "' policy_id: 'p' policy { display_name: 'Bench' validation { quorum { numerator: 1 "
                                "denominator: 2 } approval_share { numerator: 1 denominator: 2 } } }"))
                            .status());
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::CreateCycleResponse>(
                                absl::StrCat("parent: '", kState, "' cycle_id: 'c' cycle { display_name: 'Bench' }"))
                            .status());
  ASSAY_RETURN_IF_ERROR(
      maker
          ->Do<v1::CreateCredentialResponse>(absl::StrCat(
              "parent: '", kState, "' credential_id: 'welder' credential { title: 'Welder' soc_codes: '51-4121' }"))
          .status());
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::CreatePanelResponse>(absl::StrCat(
                                "parent: '", kState, "' panel_id: 'panel' panel { display_name: 'Bench' }"))
                            .status());
  ASSAY_RETURN_IF_ERROR(
      maker
          ->Do<v1::CreateRoundResponse>(absl::StrCat("parent: '", kCycle, "' round_id: 'r' round { panel: '", kState,
                                                     "/panels/panel' policy: '", kState, "/policies/p' }"))
          .status());
  return absl::OkStatus();
}

absl::Status MakeProposal(Maker* maker, const std::string& id) {
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::CreateProposalResponse>(absl::StrCat(
                                "parent: '", kCycle, "' proposal_id: '", id, "' proposal { credential: '", kState,
                                "/credentials/welder' kind: PROPOSAL_KIND_NEW demand_scope: DEMAND_SCOPE_STATEWIDE "
                                "evidence_summary: 'Asked for.' }"))
                            .status());
  const std::string name = absl::StrCat("name: '", kCycle, "/proposals/", id, "'");
  ASSAY_RETURN_IF_ERROR(maker->Do<v1::SubmitProposalResponse>(name).status());
  ASSAY_RETURN_IF_ERROR(maker->Do<v1::ScreenProposalResponse>(name).status());
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::AddRoundItemsResponse>(
                                absl::StrCat("name: '", kRound, "' proposals: '", kCycle, "/proposals/", id, "'"))
                            .status());
  return absl::OkStatus();
}

absl::StatusOr<std::string> MakeVoter(Maker* maker, const std::string& id) {
  const std::string name = absl::StrCat(kState, "/employers/", id);
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::RegisterEmployerResponse>(absl::StrCat("parent: '", kState, "' employer_id: '", id,
                                                                            "' employer { legal_name: '", id,
                                                                            "' registration_id: '", id, "' }"))
                            .status());
  ASSAY_RETURN_IF_ERROR(
      maker->Do<v1::VerifyEmployerResponse>(absl::StrCat("name: '", name, "' evidence: 'bench'")).status());
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::CreateRepresentativeResponse>(
                                absl::StrCat("parent: '", name, "' representative_id: '", id,
                                             "-rep' representative { display_name: 'Rep' email: 'rep@example.org' }"))
                            .status());
  ASSAY_RETURN_IF_ERROR(maker
                            ->Do<v1::CreateSeatResponse>(absl::StrCat("parent: '", kState, "/panels/panel' seat_id: '",
                                                                      id, "' seat { employer: '", name, "' }"))
                            .status());
  return MakeToken(maker, id + "-rep");
}

}  // namespace

absl::StatusOr<Rehearsal> MakeRehearsal(const std::string& target, const std::string& operator_token, int employers,
                                        int proposals) {
  Maker made(target, operator_token);
  Maker* maker = &made;
  Rehearsal rehearsal;
  rehearsal.round = kRound;
  ASSAY_RETURN_IF_ERROR(MakeState(maker));
  ASSAY_RETURN_IF_ERROR(MakeCycle(maker));
  for (int i = 0; i < proposals; ++i) {
    const std::string id = absl::StrCat("item-", i);
    ASSAY_RETURN_IF_ERROR(MakeProposal(maker, id));
    rehearsal.proposals.push_back(absl::StrCat(kCycle, "/proposals/", id));
  }
  for (int i = 0; i < employers; ++i) {
    ASSAY_ASSIGN_OR_RETURN(std::string token, MakeVoter(maker, absl::StrCat("employer-", i)));
    rehearsal.voter_tokens.push_back(std::move(token));
  }
  ASSAY_RETURN_IF_ERROR(maker->Do<v1::OpenRoundResponse>(absl::StrCat("name: '", kRound, "'")).status());
  return rehearsal;
}

}  // namespace assay::bench
