#include <utility>

#include "assay/v1/credential_service.pb.h"
#include "assay/v1/import_service.pb.h"
#include "tests/crash/writer.h"

namespace assay::crash {
namespace {

constexpr int kRowsPerImport = 60;
constexpr int kPage = 1000;

}  // namespace

bool Editor::Step() { return proposals_.empty() || dice_.OneIn(3) ? Create() : Update(); }

bool Editor::Create() {
  v1::CreateProposalRequest request;
  request.set_parent(kCycle);
  request.set_proposal_id(absl::StrCat(label_, "-", proposals_.size()));
  request.mutable_proposal()->set_credential(absl::StrCat(kState, "/credentials/welder"));
  request.mutable_proposal()->set_kind(v1::PROPOSAL_KIND_NEW);
  v1::CreateProposalResponse response;
  if (!caller_.Change(&request, &response)) return false;
  EXPECT_TRUE(proposals_.emplace(response.proposal().name(), response.proposal()).second);
  return true;
}

bool Editor::Update() {
  auto known = std::next(proposals_.begin(), dice_.Below(static_cast<int>(proposals_.size())));
  v1::UpdateProposalRequest request;
  request.mutable_proposal()->set_name(known->first);
  // A repetition names an etag that its own first attempt may have made stale: it must be answered, not refused.
  request.mutable_proposal()->set_etag(known->second.etag());
  request.mutable_proposal()->set_typical_hours(1 + dice_.Below(10000));
  request.mutable_update_mask()->add_paths("typical_hours");
  v1::UpdateProposalResponse response;
  if (!caller_.Change(&request, &response)) return false;
  EXPECT_EQ(response.proposal().typical_hours(), request.proposal().typical_hours());
  EXPECT_NE(response.proposal().etag(), known->second.etag());
  known->second = response.proposal();
  return true;
}

void Editor::Verify() {
  v1::ListProposalsRequest request;
  request.set_parent(kCycle);
  request.set_page_size(kPage);
  std::map<std::string, v1::Proposal> found;
  v1::ListProposalsResponse page;
  do {
    if (!caller_.Call(request, &page)) return;
    for (const v1::Proposal& proposal : page.proposals()) {
      if (proposal.round().empty()) found[proposal.name()] = proposal;
    }
    request.set_page_token(page.next_page_token());
  } while (!page.next_page_token().empty());
  EXPECT_EQ(found.size(), proposals_.size());
  for (const auto& [name, proposal] : proposals_) {
    EXPECT_EQ(found[name].DebugString(), proposal.DebugString()) << name;
  }
}

std::string CredentialsCsv(const std::string& label, int rows) {
  std::string csv = "credential_id,title,soc_codes\n";
  for (int row = 0; row < rows; ++row) absl::StrAppend(&csv, label, "-", row, ",Credential ", row, ",51-4121\n");
  return csv;
}

bool Importer::Step() {
  v1::CreateImportRequest create;
  create.set_parent(kState);
  create.mutable_import()->set_kind(v1::IMPORT_KIND_CREDENTIALS);
  create.mutable_import()->set_target(kState);
  v1::CreateImportResponse created;
  if (!caller_.Change(&create, &created)) return false;
  v1::UploadImportChunkRequest upload;
  upload.set_name(created.import().name());
  upload.set_data(CredentialsCsv(absl::StrCat(label_, "-", imports_), kRowsPerImport));
  v1::UploadImportChunkResponse uploaded;
  if (!caller_.Change(&upload, &uploaded)) return false;
  v1::ApplyImportRequest apply;
  apply.set_name(created.import().name());
  v1::ApplyImportResponse applied;
  if (!caller_.Change(&apply, &applied)) return false;
  EXPECT_EQ(applied.import().state(), v1::IMPORT_STATE_APPLIED);
  EXPECT_EQ(applied.import().applied_count(), kRowsPerImport);
  ++imports_;
  return true;
}

void Importer::Verify() {
  std::map<std::string, int> counts = CountCredentials(&caller_);
  for (int i = 0; i < imports_; ++i) EXPECT_EQ(counts[absl::StrCat(label_, "-", i)], kRowsPerImport) << i;
  EXPECT_EQ(counts.count(absl::StrCat(label_, "-", imports_)), 0u);
}

std::map<std::string, int> CountCredentials(Caller* caller) {
  v1::ListCredentialsRequest request;
  request.set_parent(kState);
  request.set_page_size(kPage);
  std::map<std::string, int> counts;
  v1::ListCredentialsResponse page;
  do {
    if (!caller->Call(request, &page)) return {};
    for (const v1::Credential& credential : page.credentials()) {
      std::string id = credential.name().substr(credential.name().rfind('/') + 1);
      ++counts[id.substr(0, id.rfind('-'))];
    }
    request.set_page_token(page.next_page_token());
  } while (!page.next_page_token().empty());
  return counts;
}

}  // namespace assay::crash
