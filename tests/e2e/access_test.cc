// Every rpc against every role, by the access option of the proto; and what tokens of other kinds are worth.
#include <algorithm>
#include <set>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "assay/v1/options.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/raw_call.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using ::testing::HasSubstr;

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* file : {v1::CreateStateRequest::descriptor()->file(), v1::GetCredentialRequest::descriptor()->file(),
                           v1::GetCycleRequest::descriptor()->file(), v1::GetEmployerRequest::descriptor()->file(),
                           v1::GetImportRequest::descriptor()->file(), v1::GetDatasetRequest::descriptor()->file(),
                           v1::GetPanelRequest::descriptor()->file(), v1::GetPolicyRequest::descriptor()->file(),
                           v1::GetListVersionRequest::descriptor()->file(),
                           v1::GetProposalRequest::descriptor()->file(), v1::GetTallyRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) methods.push_back(file->service(i)->method(j));
    }
  }
  return methods;
}

// Sets the first resource name of the message, of a thing that does not exist in state nj. False when it takes none.
bool NameTheState(Message* message) {
  // The name in it is ignored: the state is yet to be made.
  if (message->GetDescriptor() == v1::CreateStateRequest::descriptor()) return false;
  for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message->GetDescriptor()->field(i);
    const v1::FieldRules& rules = field->options().GetExtension(v1::rules);
    if (rules.output_only() || field->is_repeated()) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (field->message_type()->file()->package() == "assay.v1" &&
          NameTheState(message->GetReflection()->MutableMessage(message, field))) {
        return true;
      }
      continue;
    }
    if (rules.resource().empty()) continue;
    std::vector<std::string> alternatives = absl::StrSplit(rules.resource(), '|');
    std::string name;
    for (const std::string& part : std::vector<std::string>(absl::StrSplit(alternatives[0], '/'))) {
      absl::StrAppend(&name, name.empty() ? "" : "/", part == "{state}" ? "nj" : part[0] == '{' ? "none" : part);
    }
    message->GetReflection()->SetString(message, field, name);
    return true;
  }
  return false;
}

bool IsAccessRefusal(const absl::Status& status) {
  std::string reason = ErrorReason(status);
  return reason == "ROLE_REQUIRED" || reason == "SIGN_IN_REQUIRED" || reason == "TOKEN_INVALID";
}

class AccessTest : public ::testing::Test {
 protected:
  AccessTest() : world_(&server_) { world_.AddEmployer("acme"); }

  absl::Status CallAs(const std::string& token, const MethodDescriptor& method, bool* names_state = nullptr) {
    auto* factory = google::protobuf::MessageFactory::generated_factory();
    std::unique_ptr<Message> request(factory->GetPrototype(method.input_type())->New());
    std::unique_ptr<Message> response(factory->GetPrototype(method.output_type())->New());
    bool named = NameTheState(request.get());
    if (names_state != nullptr) *names_state = named;
    return ClientOf(token).Call(PathOf(method), *request, response.get());
  }

  Client& ClientOf(const std::string& token) {
    std::unique_ptr<Client>& client = clients_[token];
    if (client == nullptr) client = server_.NewClient(token);
    return *client;
  }

  AssayServer server_;
  World world_;
  std::map<std::string, std::unique_ptr<Client>> clients_;
};

TEST_F(AccessTest, ExactlyTheRolesOfTheAccessOptionGetIn) {
  const std::map<std::string, v1::Role> people = {
      {"operator", v1::ROLE_OPERATOR}, {"ada", v1::ROLE_ADMINISTRATOR}, {"sam", v1::ROLE_AGENCY_STAFF},
      {"pat", v1::ROLE_APPROVER},      {"cy", v1::ROLE_CHAIR},          {"acme-1", v1::ROLE_EMPLOYER_REPRESENTATIVE},
      {"pro", v1::ROLE_PROPOSER},      {"aud", v1::ROLE_AUDITOR},       {"", v1::ROLE_PUBLIC}};
  int checked = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const v1::Access& access = method->options().GetExtension(v1::access);
    EXPECT_GT(access.roles_size(), 0) << method->full_name();
    for (const auto& [who, role] : people) {
      bool names_state = false;
      absl::Status status = CallAs(world_.TokenOf(who), *method, &names_state);
      // Where no state is named only an operator is somebody.
      v1::Role effective = names_state || role == v1::ROLE_OPERATOR ? role : v1::ROLE_PUBLIC;
      auto allows = [&access](v1::Role asked) {
        return std::count(access.roles().begin(), access.roles().end(), asked) > 0;
      };
      bool allowed = allows(effective) || allows(v1::ROLE_PUBLIC);
      EXPECT_EQ(IsAccessRefusal(status), !allowed) << method->full_name() << " as " << who << ": " << status;
      if (!allowed) {
        EXPECT_EQ(status.code(), effective == v1::ROLE_PUBLIC ? absl::StatusCode::kUnauthenticated
                                                              : absl::StatusCode::kPermissionDenied)
            << method->full_name() << " as " << who << ": " << status;
      }
      ++checked;
    }
  }
  EXPECT_GT(checked, 700);
}

TEST_F(AccessTest, ATokenOfAnotherStateIsWorthNothingHere) {
  World other(&server_, "pa");
  for (const char* who : {"ada", "sam", "pat", "cy", "pro", "aud"}) {
    for (const MethodDescriptor* method : AllMethods()) {
      const v1::Access& access = method->options().GetExtension(v1::access);
      bool is_public = std::count(access.roles().begin(), access.roles().end(), v1::ROLE_PUBLIC) > 0;
      absl::Status status = CallAs(other.TokenOf(who), *method);
      EXPECT_EQ(IsAccessRefusal(status), !is_public) << method->full_name() << " as " << who << ": " << status;
    }
  }
  EXPECT_EQ(other.Must<v1::WhoAmIResponse>("sam", "parent: 'states/nj'").user(), "");
}

TEST_F(AccessTest, TokensThatAreOverAreRefusedEverywhere) {
  auto token = world_.Must<v1::CreateTokenResponse>("ada", "parent: '$nj' token { user: '$nj/users/sam' }");
  auto who_am_i = [&](const std::string& secret) {
    v1::WhoAmIResponse response;
    return ClientOf(secret).Call("assay.v1.AdminService/WhoAmI", v1::WhoAmIRequest(), &response);
  };
  EXPECT_TRUE(who_am_i(token.secret()).ok());
  world_.Must<v1::RevokeTokenResponse>("ada", "name: '" + token.token().name() + "'");
  EXPECT_THAT(who_am_i(token.secret()), HasReason("TOKEN_INVALID"));

  int64_t now = world_.Must<v1::GetStateResponse>("sam", "name: '$nj'").state().rehearsal_time().seconds();
  auto expiring = world_.Must<v1::CreateTokenResponse>(
      "ada", absl::StrCat("parent: '$nj' token { user: '$nj/users/sam' expire_time { seconds: ", now + 60, " } }"));
  EXPECT_TRUE(who_am_i(expiring.secret()).ok());
  world_.Must<v1::SetRehearsalTimeResponse>("ada", absl::StrCat("name: '$nj' time { seconds: ", now + 60, " }"));
  EXPECT_THAT(who_am_i(expiring.secret()), HasReason("TOKEN_INVALID"));

  auto of_disabled = world_.Must<v1::CreateTokenResponse>("ada", "parent: '$nj' token { user: '$nj/users/aud' }");
  world_.Must<v1::UpdateUserResponse>(
      "ada", "user { name: '$nj/users/aud' disabled: true } update_mask { paths: 'disabled' }");
  EXPECT_THAT(who_am_i(of_disabled.secret()), HasReason("TOKEN_INVALID"));

  std::string changed = world_.TokenOf("sam");
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  changed[changed.size() - 2] = changed[changed.size() - 2] == 'A' ? 'B' : 'A';
  for (const std::string& garbage :
       {changed, std::string("x"), std::string("assay.nj.none.none"), std::string("assay..."), std::string(5000, 'a'),
        absl::StrReplaceAll(world_.TokenOf("sam"), {{"assay.nj.", "assay.pa."}})}) {
    absl::Status status = who_am_i(garbage);
    EXPECT_THAT(status, HasCode(absl::StatusCode::kUnauthenticated)) << garbage;
    EXPECT_THAT(status, HasReason("TOKEN_INVALID")) << garbage;
  }
}

TEST_F(AccessTest, HealthIsAnswered) {
  auto health = RawCall(world_.As(""), "grpc.health.v1.Health/Check", "");
  ASSERT_TRUE(health.ok()) << health.status();
  EXPECT_EQ(*health, std::string("\x08\x01", 2));  // status: SERVING
}

TEST_F(AccessTest, ReflectionListsTheServices) {
  grpc::GenericStub stub(world_.As("").channel());
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool ok = false;
  auto stream = stub.PrepareCall(&context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  stream->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::Slice list_services(std::string("\x3a\x01*", 3));
  stream->Write(grpc::ByteBuffer(&list_services, 1), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer answer;
  stream->Read(&answer, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  std::vector<grpc::Slice> slices;
  ASSERT_TRUE(answer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  std::set<std::string> services;
  for (const MethodDescriptor* method : AllMethods()) services.insert(method->service()->full_name());
  EXPECT_EQ(services.size(), 11u);
  for (const std::string& service : services) EXPECT_THAT(bytes, HasSubstr(service));
  context.TryCancel();
  grpc::Status status;
  stream->Finish(&status, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
}

}  // namespace
}  // namespace assay::testing
