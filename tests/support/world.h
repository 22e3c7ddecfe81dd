// A state on a real server, its people, and calls written as text:
//
//   AssayServer server;
//   World world(&server);                                        // the rehearsal state "nj"
//   auto answer = world.Call<v1::CreateCycleResponse>("sam", R"pb(
//     parent: "states/nj" cycle_id: "2027" cycle { display_name: "Cycle 2027" })pb");
//
// The rpc and its request type follow from the response type: every response belongs to one rpc.
#ifndef ASSAY_TESTS_SUPPORT_WORLD_H_
#define ASSAY_TESTS_SUPPORT_WORLD_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/cycle_service.pb.h"
#include "assay/v1/employer_service.pb.h"
#include "assay/v1/import_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/panel_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "assay/v1/round_service.pb.h"
#include "gtest/gtest.h"
#include "tests/support/assay_server.h"

namespace assay::testing {

// The rpc that answers with this message, and a call's path ("assay.v1.CycleService/CreateCycle").
const google::protobuf::MethodDescriptor& MethodAnswering(const google::protobuf::Descriptor& response);
std::string PathOf(const google::protobuf::MethodDescriptor& method);

// A message of the type written as text format. Aborts when the text is none.
std::unique_ptr<google::protobuf::Message> ParseText(const google::protobuf::Descriptor& type, const std::string& text);

// A state and its people. Fixed users: operator (of the installation), ada administrator, sam agency staff, pat
// approver, cy chair, pro proposer, aud auditor; "" is the public. Representatives are added by AddEmployer.
class World {
 public:
  // Makes the state and the fixed users. The server must outlive it.
  explicit World(AssayServer* server, std::string state = "nj", bool rehearsal = true,
                 const std::string& time_zone = "America/New_York");

  const std::string& state() const { return state_; }
  std::string StateName() const { return absl::StrCat("states/", state_); }
  // "states/nj/" + rest.
  std::string Name(const std::string& rest) const { return absl::StrCat("states/", state_, "/", rest); }

  Client& As(const std::string& who);
  const std::string& TokenOf(const std::string& who) const { return tokens_.at(who); }
  // Makes a token for an existing user of the state, and keeps it as that user's.
  void AddToken(const std::string& user);
  // After a restart: new connections, the same tokens.
  void Reconnect() { clients_.clear(); }

  template <class Response>
  absl::StatusOr<Response> Call(const std::string& who, const google::protobuf::Message& request) {
    Response response;
    absl::Status status = As(who).Call(PathOf(MethodAnswering(*Response::descriptor())), request, &response);
    if (!status.ok()) return status;
    return response;
  }
  // `text` is the request in text format; "$nj" in it stands for "states/{state}".
  template <class Response>
  absl::StatusOr<Response> Call(const std::string& who, const std::string& text) {
    return Call<Response>(who, *Request(*Response::descriptor(), text));
  }
  // The same for what must succeed; otherwise the test fails and the answer is empty.
  template <class Response>
  Response Must(const std::string& who, const std::string& text) {
    absl::StatusOr<Response> response = Call<Response>(who, text);
    EXPECT_TRUE(response.ok()) << who << ": " << Response::descriptor()->name() << ": " << response.status() << "\n"
                               << text;
    return response.ok() ? *std::move(response) : Response();
  }

  // Imports CSV: makes an import, uploads it in chunks, applies it.
  absl::StatusOr<v1::Import> ImportCsv(v1::ImportKind kind, const std::string& target, const std::string& text,
                                       v1::SocVersion soc_version = v1::SOC_VERSION_UNSPECIFIED,
                                       bool skip_invalid = false);
  absl::StatusOr<v1::Import> UploadCsv(v1::ImportKind kind, const std::string& target, const std::string& text,
                                       v1::SocVersion soc_version = v1::SOC_VERSION_UNSPECIFIED);

  void AddUser(const std::string& user, const std::string& role);
  // A verified employer with representatives {employer}-1, {employer}-2, ... and their tokens.
  void AddEmployer(const std::string& employer, int representatives = 1);

  // Credentials welder, nurse, clerk; dataset oews (NJ wages 50,000, 90,000 and 20,000); policy standard (median wage
  // of at least 30,000; 1 endorsement, quorum 1/2, share 1/2, tallies hidden until close); cycle 2027 with screened
  // proposals welder, nurse, clerk; employers acme (acme-1, acme-2), bolt (bolt-1), core (core-1); panel trades with
  // seats acme, bolt, core; round 2027/r1 on it with the three proposals, open, without a deadline.
  void MakeOpenRound();
  // The employers and the panel of it.
  void MakePanel();
  absl::Status Cast(const std::string& who, const std::string& proposal, v1::BallotChoice choice,
                    const std::string& round = "r1");
  absl::Status Endorse(const std::string& who, const std::string& proposal);
  // In the round of MakeOpenRound: welder and nurse are endorsed and approved by all, clerk too; closes the round.
  // By the policy welder and nurse go on the list, and clerk does not (wage).
  void VoteAndClose();
  // Drafts (sam) and publishes (pat); the published version.
  v1::ListVersion DraftAndPublish(const std::string& effective_date = "2027-07-01");
  // All canonical bytes of a version, over ReadListContent.
  std::string Content(const std::string& version, const std::string& who = "");

 private:
  std::unique_ptr<google::protobuf::Message> Request(const google::protobuf::Descriptor& response,
                                                     const std::string& text) const;
  void MakeCatalogue();
  void MakeProposals();

  AssayServer* const server_;
  const std::string state_;
  std::map<std::string, std::string> tokens_;
  std::map<std::string, std::unique_ptr<Client>> clients_;
};

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_WORLD_H_
