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
#include "services/domain/list/outcome.h"
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

// What stands beside the entries of a version.
struct Reasons {
  std::vector<api::Decision> decisions;
  std::vector<api::EntryHistory> histories;
};

// Cuts the content and says of the version what follows from it.
PreparedVersion Seal(api::ListVersion version, ListContent content, const Reasons& reasons, const View& view) {
  PreparedVersion prepared;
  content.header.entry_count = static_cast<int32_t>(content.entries.size());
  version.set_entry_count(content.header.entry_count);
  version.set_decision_count(static_cast<int32_t>(reasons.decisions.size()));
  Chunks chunks = CutContent(content);
  std::string bytes = absl::StrJoin(chunks.blobs, "");
  version.set_digest(absl::BytesToHexString(Sha256(bytes)));
  version.set_content_bytes(static_cast<int64_t>(bytes.size()));
  ledger::ListVersionChange& change = prepared.change;
  AddChunks(std::move(chunks), change.mutable_content_chunks(), change.mutable_content_first_ids(), &prepared.blobs);
  AddChunks(CutDecisions(reasons.decisions), change.mutable_decision_chunks(), change.mutable_decision_first_ids(),
            &prepared.blobs);
  AddChunks(CutHistories(reasons.histories), change.mutable_history_chunks(), change.mutable_history_first_ids(),
            &prepared.blobs);
  change.set_computed_at_event_count(view.FindOrDefault(StateHeadId{}).event_count());
  *change.mutable_version() = std::move(version);
  return prepared;
}

// Adopted entries by credential id.
absl::StatusOr<std::map<std::string, api::ListEntry>> AdoptedEntries(const api::AdoptVersionRequest& request,
                                                                     const ScanView& scan) {
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
      api::ListEntry entry = MakeEntry(*credential, credential->soc_codes());
      entry.set_origin(api::LIST_ORIGIN_ADOPTED);
      entries[first->first] = std::move(entry);
    }
  }
  ASSAY_RETURN_IF_ERROR(scan.status());
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  return entries;
}

api::EntryHistory AdoptionOf(const std::string& credential, api::EntryChange change, const std::string& authority) {
  api::EntryHistory history;
  history.set_credential(credential);
  history.set_change(change);
  api::ChangeCause* cause = history.add_causes();
  cause->set_kind(api::CHANGE_CAUSE_KIND_ADOPTION);
  cause->set_detail(authority);
  return history;
}

// Marks each entry against the version before, and says what differs.
absl::StatusOr<std::vector<api::EntryHistory>> MarkChanges(const api::ListVersion& version, const ScanView& scan,
                                                           std::map<std::string, api::ListEntry>* entries) {
  std::map<std::string, api::ListEntry> before;
  EntryReader reader(&scan, static_cast<uint32_t>(version.version() - 1), "");
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(absl::optional<api::ListEntry> entry, reader.Next());
    if (!entry.has_value()) break;
    std::string id = EntryFormat::IdOf(*entry);
    before[std::move(id)] = *std::move(entry);
  }
  std::map<std::string, api::EntryHistory> histories;
  for (auto& [id, entry] : before) {
    if (entries->count(id) == 0) {
      histories[id] = AdoptionOf(entry.credential(), api::ENTRY_CHANGE_REMOVED, version.authority());
    }
  }
  for (auto& [id, entry] : *entries) {
    auto found = before.find(id);
    MarkChange(found == before.end() ? nullptr : &found->second, version.version(), &entry);
    if (entry.change() == api::ENTRY_CHANGE_UNCHANGED) continue;
    histories[id] = AdoptionOf(entry.credential(), entry.change(), version.authority());
  }
  std::vector<api::EntryHistory> in_order;
  for (auto& [id, history] : histories) in_order.push_back(std::move(history));
  return in_order;
}

// The draft of a version whose content follows from `basis`.
absl::StatusOr<PreparedVersion> ComputeVersion(api::ListVersion version, absl::Time now, const ScanView& scan) {
  ASSAY_ASSIGN_OR_RETURN(ListResult result,
                         ComputeList(version.basis(), version.cycle(), version.effective_date(), now, scan));
  version.set_state(api::LIST_VERSION_STATE_DRAFT);
  ListContent content{HeaderOf(StateOf(version.name()), version, scan), std::move(result.entries)};
  if (!version.cycle().empty()) Pin(version, scan, &content.header);
  content.header.amends = version.amends();
  Reasons reasons{std::move(result.decisions), std::move(result.histories)};
  PreparedVersion prepared = Seal(std::move(version), std::move(content), reasons, scan);
  *prepared.change.mutable_summary() = result.summary;
  ASSAY_RETURN_IF_ERROR(scan.status());
  return prepared;
}

// The version whose decisions an amendment takes again; null when list actions alone are to be carried out.
absl::StatusOr<const api::ListVersion*> FindAmended(const api::DraftAmendmentRequest& request, const ScanView& scan) {
  int32_t in_force = scan.FindOrDefault(StateHeadId{}).list_version_in_force();
  if (in_force == 0) {
    return Refused("NOTHING_TO_AMEND", "no list is in force in this state; draft, sign and publish the first one");
  }
  auto number = static_cast<uint32_t>(in_force);
  if (!request.cycle().empty()) {
    ASSAY_ASSIGN_OR_RETURN(number, DecidingVersion(request.cycle(), scan));
    if (number == 0) {
      return Refused("CYCLE_NOT_PUBLISHED",
                     absl::StrCat("no list of ", request.cycle(), " was published; draft a regular version of it"),
                     {{"resource", request.cycle()}});
    }
  }
  const api::ListVersion* amended = scan.Find(ListVersionId(number));
  ASSAY_RETURN_IF_ERROR(scan.status());
  return amended == nullptr || amended->cycle().empty() ? nullptr : amended;
}

}  // namespace

absl::StatusOr<PreparedVersion> BuildDraft(const api::DraftListVersionRequest& request, absl::Time now,
                                           const ScanView& scan) {
  ASSAY_ASSIGN_OR_RETURN(api::ListBasis basis, CurrentBasis(request.parent(), request.policy(), now, scan));
  api::ListVersion version = NewVersion(StateOf(request.parent()), api::LIST_ORIGIN_COMPUTED, scan);
  version.set_cycle(request.parent());
  version.set_effective_date(request.effective_date());
  *version.mutable_basis() = std::move(basis);
  ASSAY_ASSIGN_OR_RETURN(PreparedVersion prepared, ComputeVersion(std::move(version), now, scan));
  prepared.change.set_policy_revision_named(RevisionOf(request.policy()) != 0);
  return prepared;
}

absl::StatusOr<PreparedVersion> BuildAmendment(const api::DraftAmendmentRequest& request, absl::Time now,
                                               const ScanView& scan) {
  ASSAY_ASSIGN_OR_RETURN(const api::ListVersion* amended, FindAmended(request, scan));
  std::string cycle = amended == nullptr ? "" : amended->cycle();
  std::string policy = amended == nullptr ? "" : amended->basis().policy();
  ASSAY_ASSIGN_OR_RETURN(api::ListBasis basis, CurrentBasis(cycle, policy, now, scan));
  if (amended != nullptr) {
    basis.set_dataset(amended->basis().dataset());
    *basis.mutable_crosswalks() = amended->basis().crosswalks();
  }
  api::ListVersion version = NewVersion(StateOf(request.parent()), api::LIST_ORIGIN_COMPUTED, scan);
  version.set_cycle(cycle);
  version.set_amends(basis.previous_version());
  version.set_amendment_cause(request.cause());
  version.set_amendment_reason(request.reason());
  version.set_effective_date(request.effective_date());
  *version.mutable_basis() = std::move(basis);
  return ComputeVersion(std::move(version), now, scan);
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
  Reasons reasons;
  ASSAY_ASSIGN_OR_RETURN(reasons.histories, MarkChanges(version, scan, &entries));
  ListContent content{HeaderOf(state, version, scan), {}};
  content.header.adoption_date = version.adoption_date();
  content.header.authority = version.authority();
  content.header.source = version.source();
  for (auto& [id, entry] : entries) content.entries.push_back(std::move(entry));
  PreparedVersion prepared = Seal(std::move(version), std::move(content), reasons, scan);
  ASSAY_RETURN_IF_ERROR(scan.status());
  return prepared;
}

}  // namespace assay::domain
