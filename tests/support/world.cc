#include "tests/support/world.h"

#include <cstdlib>
#include <iostream>

#include "absl/strings/str_replace.h"
#include "google/protobuf/text_format.h"

namespace assay::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

[[noreturn]] void Abort(const std::string& what) {
  std::cerr << what << std::endl;
  std::abort();
}

}  // namespace

const MethodDescriptor& MethodAnswering(const Descriptor& response) {
  const google::protobuf::FileDescriptor* file = response.file();
  for (int i = 0; i < file->service_count(); ++i) {
    for (int j = 0; j < file->service(i)->method_count(); ++j) {
      if (file->service(i)->method(j)->output_type() == &response) return *file->service(i)->method(j);
    }
  }
  Abort(response.full_name() + " is the answer of no rpc");
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat(method.service()->full_name(), "/", method.name());
}

std::unique_ptr<Message> ParseText(const Descriptor& type, const std::string& text) {
  std::unique_ptr<Message> message(google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  if (!google::protobuf::TextFormat::ParseFromString(text, message.get())) {
    Abort(absl::StrCat("not a ", type.full_name(), ":\n", text));
  }
  return message;
}

World::World(AssayServer* server, std::string state, bool rehearsal, const std::string& time_zone)
    : server_(server), state_(std::move(state)) {
  tokens_[""] = "";
  tokens_["operator"] = server_->OperatorToken();
  Must<v1::CreateStateResponse>("operator",
                                absl::StrCat("state_id: '", state_, R"(' state {
      display_name: "New Jersey" wage_area: "NJ" time_zone: ")",
                                             time_zone, "\" rehearsal: ", rehearsal ? "true" : "false", "}"));
  AddUser("ada", "ROLE_ADMINISTRATOR");
  AddUser("sam", "ROLE_AGENCY_STAFF");
  AddUser("pat", "ROLE_APPROVER");
  AddUser("cy", "ROLE_CHAIR");
  AddUser("pro", "ROLE_PROPOSER");
  AddUser("aud", "ROLE_AUDITOR");
}

std::unique_ptr<Message> World::Request(const Descriptor& response, const std::string& text) const {
  return ParseText(*MethodAnswering(response).input_type(),
                   absl::StrReplaceAll(text, {{"$nj", absl::StrCat("states/", state_)}}));
}

Client& World::As(const std::string& who) {
  std::unique_ptr<Client>& client = clients_[who];
  if (client == nullptr) client = server_->NewClient(TokenOf(who));
  return *client;
}

void World::AddUser(const std::string& user, const std::string& role) {
  Must<v1::CreateUserResponse>("operator", absl::StrCat("parent: '$nj' user_id: '", user, "' user { display_name: '",
                                                        user, "' roles: ", role, "}"));
  AddToken(user);
}

void World::AddToken(const std::string& user) {
  auto response =
      Must<v1::CreateTokenResponse>("operator", absl::StrCat("parent: '$nj' token { user: '$nj/users/", user, "' }"));
  tokens_[user] = response.secret();
  clients_.erase(user);
}

absl::StatusOr<v1::Import> World::UploadCsv(v1::ImportKind kind, const std::string& target, const std::string& text,
                                            v1::SocVersion soc_version) {
  v1::CreateImportRequest create;
  create.set_parent(absl::StrCat("states/", state_));
  create.mutable_import()->set_kind(kind);
  create.mutable_import()->set_target(target);
  create.mutable_import()->set_soc_version(soc_version);
  auto created = Call<v1::CreateImportResponse>("sam", create);
  if (!created.ok()) return created.status();
  v1::Import import = created->import();
  constexpr size_t kChunkBytes = 512 * 1024;
  for (size_t at = 0; at < text.size(); at += kChunkBytes) {
    v1::UploadImportChunkRequest upload;
    upload.set_name(import.name());
    upload.set_chunk_index(import.chunk_count());
    upload.set_data(text.substr(at, kChunkBytes));
    auto uploaded = Call<v1::UploadImportChunkResponse>("sam", upload);
    if (!uploaded.ok()) return uploaded.status();
    import = uploaded->import();
  }
  return import;
}

absl::StatusOr<v1::Import> World::ImportCsv(v1::ImportKind kind, const std::string& target, const std::string& text,
                                            v1::SocVersion soc_version, bool skip_invalid) {
  absl::StatusOr<v1::Import> import = UploadCsv(kind, target, text, soc_version);
  if (!import.ok()) return import;
  v1::ApplyImportRequest apply;
  apply.set_name(import->name());
  apply.set_skip_invalid(skip_invalid);
  auto applied = Call<v1::ApplyImportResponse>("sam", apply);
  if (!applied.ok()) return applied.status();
  return applied->import();
}

void World::AddEmployer(const std::string& employer, int representatives) {
  Must<v1::RegisterEmployerResponse>(
      "sam", absl::StrCat("parent: '$nj' employer_id: '", employer, "' employer { legal_name: '", employer,
                          "' registration_id: 'R-", employer, "' }"));
  Must<v1::VerifyEmployerResponse>("sam",
                                   absl::StrCat("name: '$nj/employers/", employer, "' evidence: 'state record' "));
  for (int i = 1; i <= representatives; ++i) {
    std::string id = absl::StrCat(employer, "-", i);
    Must<v1::CreateRepresentativeResponse>(
        "sam", absl::StrCat("parent: '$nj/employers/", employer, "' representative_id: '", id,
                            "' representative { display_name: '", id, "' email: '", id, "@example.org' }"));
    AddToken(id);
  }
}

void World::MakeCatalogue() {
  absl::StatusOr<v1::Import> credentials = ImportCsv(v1::IMPORT_KIND_CREDENTIALS, StateName(),
                                                     "credential_id,title,issuer,code,soc_codes\n"
                                                     "welder,Certified Welder,AWS,W1,51-4121\n"
                                                     "nurse,Registered Nurse,NCLEX,N1,29-1141\n"
                                                     "clerk,File Clerk,Clerks,C1,43-4071\n");
  EXPECT_TRUE(credentials.ok()) << credentials.status();
  Must<v1::CreateDatasetResponse>("sam", R"(parent: "$nj" dataset_id: "oews"
      dataset { display_name: "OEWS" source: "BLS" reference_year: 2025 })");
  absl::StatusOr<v1::Import> wages = ImportCsv(v1::IMPORT_KIND_OCCUPATIONS, Name("datasets/oews"),
                                               "area,soc,title,annual_median_wage\n"
                                               "NJ,51-4121,Welders,50000\n"
                                               "NJ,29-1141,Registered Nurses,90000\n"
                                               "NJ,43-4071,File Clerks,20000\n");
  EXPECT_TRUE(wages.ok()) << wages.status();
  Must<v1::CreatePolicyResponse>("ada", R"(parent: "$nj" policy_id: "standard" policy {
      display_name: "Standard"
      gates { id: "wage" area: "NJ" wage_floor { floor { cents: 3000000 period: PERIOD_YEAR } } }
      validation { minimum_endorsements: 1 quorum { numerator: 1 denominator: 2 }
                   approval_share { numerator: 1 denominator: 2 } } })");
}

void World::MakeProposals() {
  Must<v1::CreateCycleResponse>("sam", R"(parent: "$nj" cycle_id: "2027"
      cycle { display_name: "Cycle 2027" dataset: "$nj/datasets/oews" })");
  for (const char* id : {"welder", "nurse", "clerk"}) {
    Must<v1::CreateProposalResponse>("sam", absl::StrCat(R"(parent: "$nj/cycles/2027" proposal { kind: PROPOSAL_KIND_NEW
        demand_scope: DEMAND_SCOPE_STATEWIDE evidence_summary: "Employers ask for it."
        assessment { proctored: true standardized: true independently_graded: true renewable: true }
        credential: "$nj/credentials/)",
                                                         id, "\" }"));
    std::string name = absl::StrCat("name: '$nj/cycles/2027/proposals/", id, "'");
    Must<v1::SubmitProposalResponse>("sam", name);
    Must<v1::ScreenProposalResponse>("sam", name);
  }
}

void World::MakePanel() {
  AddEmployer("acme", 2);
  AddEmployer("bolt");
  AddEmployer("core");
  Must<v1::CreatePanelResponse>("sam", "parent: '$nj' panel_id: 'trades' panel { display_name: 'Trades' }");
  for (const char* employer : {"acme", "bolt", "core"}) {
    Must<v1::CreateSeatResponse>("sam", absl::StrCat("parent: '$nj/panels/trades' seat_id: '", employer,
                                                     "' seat { employer: '$nj/employers/", employer, "' }"));
  }
}

void World::MakeOpenRound() {
  MakeCatalogue();
  MakeProposals();
  MakePanel();
  Must<v1::CreateRoundResponse>("sam", R"(parent: "$nj/cycles/2027" round_id: "r1"
      round { panel: "$nj/panels/trades" policy: "$nj/policies/standard" })");
  Must<v1::AddRoundItemsResponse>("sam", R"(name: "$nj/cycles/2027/rounds/r1"
      proposals: "$nj/cycles/2027/proposals/welder" proposals: "$nj/cycles/2027/proposals/nurse"
      proposals: "$nj/cycles/2027/proposals/clerk")");
  Must<v1::OpenRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'");
}

absl::Status World::Cast(const std::string& who, const std::string& proposal, v1::BallotChoice choice,
                         const std::string& round) {
  return Call<v1::CastBallotResponse>(who, absl::StrCat("round: '$nj/cycles/2027/rounds/", round,
                                                        "' paper { proposal: '$nj/cycles/2027/proposals/", proposal,
                                                        "' choice: ", v1::BallotChoice_Name(choice), " }"))
      .status();
}

absl::Status World::Endorse(const std::string& who, const std::string& proposal) {
  return Call<v1::EndorseProposalResponse>(
             who, absl::StrCat("proposal: '$nj/cycles/2027/proposals/", proposal,
                               "' endorsement { level: ENDORSEMENT_LEVEL_REQUIRED signer_name: 'A. Signer' }"))
      .status();
}

void World::VoteAndClose() {
  for (const char* proposal : {"welder", "nurse", "clerk"}) {
    EXPECT_TRUE(Endorse("acme-1", proposal).ok());
    for (const char* who : {"acme-1", "bolt-1", "core-1"}) {
      EXPECT_TRUE(Cast(who, proposal, v1::BALLOT_CHOICE_APPROVE).ok());
    }
  }
  Must<v1::CloseRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'");
}

v1::ListVersion World::DraftAndPublish(const std::string& effective_date) {
  auto draft = Must<v1::DraftListVersionResponse>(
      "sam",
      absl::StrCat("parent: '$nj/cycles/2027' policy: '$nj/policies/standard' effective_date: '", effective_date, "'"));
  const v1::ListVersion& version = draft.list_version();
  return Must<v1::PublishListVersionResponse>("pat",
                                              absl::StrCat("name: '", version.name(), "' etag: '", version.etag(), "'"))
      .list_version();
}

std::string World::Content(const std::string& version, const std::string& who) {
  std::string bytes;
  int count = 1;
  for (int i = 0; i < count; ++i) {
    auto chunk =
        Must<v1::ReadListContentResponse>(who, absl::StrCat("name: '$nj/listVersions/", version, "' chunk_index: ", i));
    count = chunk.chunk_count();
    bytes += chunk.data();
  }
  return bytes;
}

}  // namespace assay::testing
