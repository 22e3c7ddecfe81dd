// A state that imports are run in, for tests: uploads and applies as the engine does.
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_TESTING_IMPORT_FIXTURE_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_TESTING_IMPORT_FIXTURE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/domain/commands/cycle.h"
#include "services/domain/commands/labor_market.h"
#include "services/domain/import/import_commands.h"
#include "services/domain/import/import_run.h"
#include "services/domain/memory_records.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {

// line|column|message, as one text.
inline std::string Text(const api::ImportFinding& finding) {
  return absl::StrCat(finding.line(), "|", finding.column(), "|", finding.message());
}
inline std::vector<std::string> Texts(const std::vector<api::ImportFinding>& findings) {
  std::vector<std::string> texts;
  for (const api::ImportFinding& finding : findings) texts.push_back(Text(finding));
  return texts;
}

// The records, byte for byte.
inline std::map<RecordKey, std::string> BytesOf(const MemoryRecords& records) {
  std::map<RecordKey, std::string> bytes;
  for (const auto& [key, record] : records.map()) bytes[key] = record->SerializeAsString();
  return bytes;
}

class ImportState : public FakeState {
 public:
  ImportState() {
    api::CreateDatasetRequest dataset;
    dataset.set_parent("states/nj");
    dataset.set_dataset_id("oews");
    dataset.mutable_dataset()->set_soc_version(api::SOC_VERSION_OEWS_HYBRID);
    EXPECT_TRUE(Do(dataset, administrator).ok());
    api::CreateCrosswalkRequest crosswalk;
    crosswalk.set_parent("states/nj");
    crosswalk.set_crosswalk_id("soc");
    crosswalk.mutable_crosswalk()->set_from_scheme(api::CODE_SCHEME_SOC_2010);
    crosswalk.mutable_crosswalk()->set_to_scheme(api::CODE_SCHEME_SOC_2018);
    EXPECT_TRUE(Do(crosswalk, administrator).ok());
    api::CreateCycleRequest cycle;
    cycle.set_parent("states/nj");
    cycle.set_cycle_id("2027");
    absl::Status status = Do(cycle, administrator);
    EXPECT_TRUE(status.ok()) << status;
  }

  static std::string TargetOf(api::ImportKind kind) {
    if (kind == api::IMPORT_KIND_OCCUPATIONS) return "states/nj/datasets/oews";
    if (kind == api::IMPORT_KIND_CROSSWALK) return "states/nj/crosswalks/soc";
    return kind == api::IMPORT_KIND_PROPOSALS ? "states/nj/cycles/2027" : "states/nj";
  }

  absl::Status Create(api::ImportKind kind, const std::string& target,
                      api::SocVersion version = api::SOC_VERSION_UNSPECIFIED) {
    api::CreateImportRequest request;
    request.set_parent("states/nj");
    request.mutable_import()->set_kind(kind);
    request.mutable_import()->set_target(target);
    request.mutable_import()->set_soc_version(version);
    return Do(request, staff);
  }

  // The import of the last command.
  api::Import Last() const { return records.FindOrDefault(ImportIdOf(last.back().decision().import().name())); }

  absl::Status UploadChunk(const std::string& name, int32_t index, const std::string& data) {
    api::UploadImportChunkRequest request;
    request.set_name(name);
    request.set_chunk_index(index);
    request.set_data(data);
    std::vector<std::string> digests;
    for (absl::string_view blob : CutBlobs(data)) {
      PutBlob(std::string(blob));
      digests.push_back(Sha256(blob));
    }
    Events decided;
    Context context{"nj", now, &staff, &random};
    ASSAY_RETURN_IF_ERROR(DecideUploadChunk(request, digests, context, records, &decided));
    Commit(&decided, staff);
    return absl::OkStatus();
  }

  // A new import with its text.
  api::Import Upload(api::ImportKind kind, const std::string& text) {
    EXPECT_TRUE(Create(kind, TargetOf(kind)).ok());
    std::string name = Last().name();
    constexpr size_t kChunkBytes = 512 * 1024;
    for (size_t begin = 0; begin < text.size(); begin += kChunkBytes) {
      EXPECT_TRUE(UploadChunk(name, static_cast<int32_t>(begin / kChunkBytes), text.substr(begin, kChunkBytes)).ok());
    }
    return records.FindOrDefault(ImportIdOf(name));
  }

  absl::StatusOr<ImportRun> Read(const api::Import& import, bool skip_invalid) {
    ASSAY_ASSIGN_OR_RETURN(std::string text, ReadImportText(import, scan));
    return ImportRun::Parse(import, text, skip_invalid);
  }

  absl::StatusOr<ImportSummary> Preview(const api::Import& import) {
    ASSAY_ASSIGN_OR_RETURN(ImportRun run, Read(import, false));
    ScratchRecords scratch(&records);
    return run.Check(Context{"nj", now, &staff, &random}, &scratch);
  }

  absl::Status Accept(ImportRun* run) {
    Context context{"nj", now, &staff, &random};
    ScratchRecords scratch(&records);
    bool done = false;
    while (!done) {
      ASSAY_ASSIGN_OR_RETURN(done, run->CheckNext(500, context, &scratch));
    }
    Events decided;
    ASSAY_RETURN_IF_ERROR(run->Accept(context, records, &decided));
    Commit(&decided, staff);
    return absl::OkStatus();
  }

  absl::StatusOr<bool> Slice(const ImportRun& run) {
    Events decided;
    ASSAY_ASSIGN_OR_RETURN(bool done, run.Slice(Context{"nj", now, &staff, &random}, records, &decided));
    slice_event_counts.push_back(decided.size());
    Commit(&decided, staff);
    return done;
  }

  // Applies an uploaded import to the end.
  absl::StatusOr<api::Import> Apply(const api::Import& import, bool skip_invalid = false) {
    ASSAY_ASSIGN_OR_RETURN(ImportRun run, Read(import, skip_invalid));
    ASSAY_RETURN_IF_ERROR(Accept(&run));
    bool done = false;
    while (!done) {
      ASSAY_ASSIGN_OR_RETURN(done, Slice(run));
    }
    return records.FindOrDefault(ImportIdOf(import.name()));
  }

  absl::StatusOr<api::Import> Import(api::ImportKind kind, const std::string& text, bool skip_invalid = false) {
    return Apply(Upload(kind, text), skip_invalid);
  }

  std::vector<size_t> slice_event_counts;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_TESTING_IMPORT_FIXTURE_H_
