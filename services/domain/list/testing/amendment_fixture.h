// A published list of cna and welder, on which phlebotomy was denied; what comes after, and why.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_TESTING_AMENDMENT_FIXTURE_H_
#define ASSAY_SERVICES_DOMAIN_LIST_TESTING_AMENDMENT_FIXTURE_H_

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/diff.h"
#include "services/domain/list/lifecycle.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {

class AmendmentFixture : public testing::Test {
 protected:
  AmendmentFixture() {
    for (const char* id : {"cna", "welder", "phlebotomy"}) world_.PutCredential(id, id, {"31-1131"});
    world_.Approved("cna");     // item 0
    world_.Approved("welder");  // item 1
    world_.Denied("phlebotomy");
    EXPECT_THAT(world_.DraftAndPublish(), IsOk());
  }

  MaybeEntry Entry(int version, const std::string& id) {
    auto entry = FindItem<EntryFormat>(world_.state.scan, static_cast<uint32_t>(version), id);
    EXPECT_THAT(entry.status(), IsOk());
    return *entry;
  }

  absl::Status AmendAndPublish(api::AmendmentCause cause, const std::string& date = "2027-08-01") {
    ASSAY_RETURN_IF_ERROR(world_.Amend(ListWorld::AmendmentRequest(cause, date)));
    return world_.Publish(world_.state.records.FindOrDefault(StateHeadId{}).newest_list_version());
  }

  // "REMOVED cna: PROPOSAL ..., ROUND ..." for each difference.
  std::vector<std::string> Differences(uint32_t from, uint32_t to) {
    auto differences = Diff(world_.state.scan, from, to, "", 100);
    EXPECT_THAT(differences.status(), IsOk());
    std::vector<std::string> texts;
    for (const api::EntryDifference& difference : *differences) {
      std::string text = absl::StrCat(StateText(difference.change()), " ", LastPart(difference.credential()), ":");
      for (const api::ChangeCause& cause : difference.causes()) {
        absl::StrAppend(&text, " ", StateText(cause.kind()), "=", LastPart(cause.resource()));
        if (!cause.detail().empty()) absl::StrAppend(&text, "(", cause.detail(), ")");
      }
      texts.push_back(text);
    }
    return texts;
  }

  static api::ListAction ActionOn(const std::string& id, api::ListActionKind kind) {
    api::ListAction action;
    action.set_kind(kind);
    action.set_credential(ListWorld::Credential(id));
    return action;
  }

  ListWorld world_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_TESTING_AMENDMENT_FIXTURE_H_
