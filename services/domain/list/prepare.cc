#include "services/domain/list/prepare.h"

#include <map>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/list/basis.h"
#include "services/domain/list/chunk.h"
#include "services/domain/list/compute.h"
#include "services/domain/list/entry.h"
#include "services/domain/list/reader.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

// The version after the one in force; an unpublished draft is replaced by whatever comes next.
int32_t NextVersion(const View& view) { return view.FindOrDefault(StateHeadId{}).list_version_in_force() + 1; }

// A version that stands after the one in force.
api::ListVersion NewVersion(const std::string& state, api::ListOrigin origin, const View& view) {
  api::ListVersion version;
  version.set_version(NextVersion(view));
  version.set_name(ListVersionName(state, static_cast<uint32_t>(version.version())));
  version.set_origin(origin);
  version.set_rehearsal(view.FindOrDefault(StateId{}).rehearsal());
  return version;
}

// What the headers of both kinds of version have in common.
ListHeader HeaderOf(const std::string& state, const api::ListVersion& version, const View& view) {
  ListHeader header;
  header.state = state;
  header.version = version.version();
  header.origin = version.origin();
  header.effective_date = version.effective_date();
  header.rehearsal = version.rehearsal();
  header.previous_version = version.version() - 1;
  if (header.previous_version > 0) {
    header.previous_digest = view.FindOrDefault(ListVersionId(static_cast<uint32_t>(header.previous_version))).digest();
  }
  return header;
}

void Pin(const api::ListVersion& version, const View& view, ListHeader* header) {
  const api::ListBasis& basis = version.basis();
  const api::Policy& policy =
      view.FindOrDefault(PolicyRevisionId{PolicyIdOf(basis.policy()).policy, RevisionOf(basis.policy())});
  header->cycle = version.cycle();
  header->policy = basis.policy();
  header->policy_digest = PolicyDigest(policy);
  header->algorithm_version = policy.algorithm_version();
  header->dataset = basis.dataset();
  if (!basis.dataset().empty()) header->dataset_digest = view.FindOrDefault(DatasetIdOf(basis.dataset())).digest();
}

using Texts = google::protobuf::RepeatedPtrField<std::string>;

void AddChunks(Chunks chunks, Texts* digests, Texts* first_ids, std::vector<std::string>* blobs) {
  *first_ids = Texts(chunks.first_ids.begin(), chunks.first_ids.end());
  for (std::string& blob : chunks.blobs) {
    *digests->Add() = Sha256(blob);
    blobs->push_back(std::move(blob));
  }
}

// Cuts the content and says of the version what follows from it.
PreparedVersion Seal(api::ListVersion version, ListContent content, const std::vector<api::Decision>& decisions,
                     const View& view) {
  PreparedVersion prepared;
  content.header.entry_count = static_cast<int32_t>(content.entries.size());
  version.set_entry_count(content.header.entry_count);
  version.set_decision_count(static_cast<int32_t>(decisions.size()));
  Chunks chunks = CutContent(content);
  std::string bytes = absl::StrJoin(chunks.blobs, "");
  version.set_digest(absl::BytesToHexString(Sha256(bytes)));
  version.set_content_bytes(static_cast<int64_t>(bytes.size()));
  ledger::ListVersionChange& change = prepared.change;
  AddChunks(std::move(chunks), change.mutable_content_chunks(), change.mutable_content_first_ids(), &prepared.blobs);
  AddChunks(CutDecisions(decisions), change.mutable_decision_chunks(), change.mutable_decision_first_ids(),
            &prepared.blobs);
  change.set_computed_at_event_count(view.FindOrDefault(StateHeadId{}).event_count());
  *change.mutable_version() = std::move(version);
  return prepared;
}

// Adopted entries by credential id.
absl::StatusOr<std::map<std::string, api::ListEntry>> AdoptedEntries(const api::AdoptVersionRequest& request,
                                                                     const ScanView& scan) {
  Figures no_figures(&scan, "");
  std::map<std::string, api::ListEntry> entries;
  std::map<std::string, int> first_places;
  Violations violations;
  for (int i = 0; i < request.entries_size(); ++i) {
    const std::string& name = request.entries(i).credential();
    std::string field = absl::StrCat("entries[", i, "].credential");
    auto [first, is_new] = first_places.try_emplace(CredentialIdOf(name).credential, i);
    const api::Credential* credential = is_new ? scan.Find(CredentialIdOf(name)) : nullptr;
    if (!is_new) {
      violations.Add(field,
                     absl::StrCat(name, " is named twice, first in entries[", first->second, "]; leave one out"));
    } else if (credential == nullptr) {
      violations.Add(field, absl::StrCat(name, " is not in the catalogue; create or import it first"));
    } else {
      api::ListEntry entry = MakeEntry(*credential, credential->soc_codes(), "", &no_figures);
      entry.set_origin(api::LIST_ORIGIN_ADOPTED);
      entries[first->first] = std::move(entry);
    }
  }
  ASSAY_RETURN_IF_ERROR(scan.status());
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  return entries;
}

// Marks each entry against the version before.
absl::Status MarkChanges(int32_t version, const ScanView& scan, std::map<std::string, api::ListEntry>* entries) {
  std::map<std::string, api::ListEntry> before;
  EntryReader reader(&scan, static_cast<uint32_t>(version - 1), "");
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(absl::optional<api::ListEntry> entry, reader.Next());
    if (!entry.has_value()) break;
    std::string id = EntryFormat::IdOf(*entry);
    before[std::move(id)] = *std::move(entry);
  }
  for (auto& [id, entry] : *entries) {
    auto found = before.find(id);
    MarkChange(found == before.end() ? nullptr : &found->second, version, &entry);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PreparedVersion> BuildDraft(const api::DraftListVersionRequest& request, absl::Time now,
                                           const ScanView& scan) {
  ASSAY_ASSIGN_OR_RETURN(api::ListBasis basis, CurrentBasis(request.parent(), request.policy(), now, scan));
  ASSAY_ASSIGN_OR_RETURN(ListResult result, ComputeList(basis, request.parent(), request.effective_date(), now, scan));
  std::string state = StateOf(request.parent());
  api::ListVersion version = NewVersion(state, api::LIST_ORIGIN_COMPUTED, scan);
  version.set_state(api::LIST_VERSION_STATE_DRAFT);
  version.set_cycle(request.parent());
  version.set_effective_date(request.effective_date());
  *version.mutable_basis() = std::move(basis);
  ListContent content{HeaderOf(state, version, scan), std::move(result.entries)};
  Pin(version, scan, &content.header);
  PreparedVersion prepared = Seal(std::move(version), std::move(content), result.decisions, scan);
  *prepared.change.mutable_summary() = result.summary;
  prepared.change.set_policy_revision_named(RevisionOf(request.policy()) != 0);
  ASSAY_RETURN_IF_ERROR(scan.status());
  return prepared;
}

absl::StatusOr<PreparedVersion> BuildAdoption(const api::AdoptVersionRequest& request, const ScanView& scan) {
  using Entries = std::map<std::string, api::ListEntry>;
  ASSAY_ASSIGN_OR_RETURN(Entries entries, AdoptedEntries(request, scan));
  std::string state = StateOf(request.parent());
  api::ListVersion version = NewVersion(state, api::LIST_ORIGIN_ADOPTED, scan);
  version.set_state(api::LIST_VERSION_STATE_PUBLISHED);
  version.set_adoption_date(request.adoption_date());
  version.set_authority(request.authority());
  version.set_source(request.source());
  bool dated = !request.effective_date().empty();
  version.set_effective_date(dated ? request.effective_date() : request.adoption_date());
  ASSAY_RETURN_IF_ERROR(MarkChanges(version.version(), scan, &entries));
  ListContent content{HeaderOf(state, version, scan), {}};
  content.header.adoption_date = version.adoption_date();
  content.header.authority = version.authority();
  content.header.source = version.source();
  for (auto& [id, entry] : entries) content.entries.push_back(std::move(entry));
  PreparedVersion prepared = Seal(std::move(version), std::move(content), {}, scan);
  ASSAY_RETURN_IF_ERROR(scan.status());
  return prepared;
}

}  // namespace assay::domain
