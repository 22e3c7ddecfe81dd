// A state with a list on its way, for the tests of every cell.
#ifndef ASSAY_TESTS_MODEL_WORKFLOW_LIST_WORLD_H_
#define ASSAY_TESTS_MODEL_WORKFLOW_LIST_WORLD_H_

#include <string>

#include "gtest/gtest.h"
#include "services/domain/list/commands.h"
#include "services/domain/list/signing.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::model {

namespace api = ::assay::v1;
using domain::ListWorld;

inline void Must(const absl::Status& status) { EXPECT_TRUE(status.ok()) << status; }

// CNA was approved; two agencies sign its list. The public comments for ten days where `comments` is asked for.
struct WholeListWorld : ListWorld {
  WholeListWorld() {
    PutCredential("cna", "CNA");
    Approved("cna");
    for (const char* agency : {"tea", "twc"}) rules.add_signatures()->set_agency(agency);
    SetListRules(rules);
    for (const char* user : {"ann", "bob"}) {
      ledger::v1::DecisionPart decision;
      decision.mutable_user()->set_name(absl::StrCat("states/nj/users/", user));
      decision.mutable_user()->add_roles(api::ROLE_APPROVER);
      Put(decision);
    }
  }

  domain::Principal Approver(const std::string& user) {
    domain::Principal principal = state.approver;
    principal.user = user;
    return principal;
  }

  template <class Request>
  Request OfVersion() {
    Request request;
    request.set_name(Version(1));
    request.set_etag(FindVersion(1).etag());
    return request;
  }

  absl::Status Release() { return state.Do(OfVersion<api::ReleaseListVersionRequest>(), state.staff); }
  absl::Status Sign(const std::string& agency, const std::string& user) {
    auto request = OfVersion<api::SignListVersionRequest>();
    request.set_agency(agency);
    return state.Do(request, Approver(user));
  }

  // Without an event: what a command comes to is counted in events.
  void ChangeRules(const api::ListRules& changed) {
    *state.records.Mutable(domain::CycleIdOf(kCycle))->mutable_cycle_rules()->mutable_list() = changed;
  }

  api::ListRules rules;
};

}  // namespace assay::model

#endif  // ASSAY_TESTS_MODEL_WORKFLOW_LIST_WORLD_H_
