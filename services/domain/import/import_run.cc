#include "services/domain/import/import_run.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/apply.h"
#include "services/domain/commands/checks.h"
#include "services/domain/import/import_target.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

bool HasWarning(const RowVerdict& verdict) {
  return absl::c_any_of(verdict.findings, [](const auto& f) { return f.severity() == api::SEVERITY_WARNING; });
}

std::string PlaceOf(const api::ImportFinding& finding) {
  if (finding.column().empty()) return absl::StrCat("line ", finding.line());
  return absl::StrCat("line ", finding.line(), ", column ", finding.column());
}

// Record changes of one written row at most, what the rows of a slice share not counted.
int OperationsPerRow(api::ImportKind kind) {
  constexpr int kRecordAndIndex = 3;  // the record, the index entry it had, the one it has
  bool indexed =
      kind == api::IMPORT_KIND_EMPLOYERS || kind == api::IMPORT_KIND_CREDENTIALS || kind == api::IMPORT_KIND_PROPOSALS;
  return indexed ? kRecordAndIndex : 1;
}

int64_t BytesOf(const Events& events) {
  int64_t bytes = 0;
  for (const ledger::Event& event : events.list()) bytes += static_cast<int64_t>(event.ByteSizeLong());
  return bytes;
}

// A step out of order, or records that changed between two steps.
absl::Status Fault(const api::Import& import, absl::string_view message) {
  return MakeError(absl::StatusCode::kInternal, "IMPORT_FAULT", absl::StrCat(import.name(), " ", message));
}

absl::Status Empty(const api::Import& import, absl::string_view message) {
  return Refused("IMPORT_EMPTY", absl::StrCat(import.name(), " ", message), {{"resource", import.name()}});
}

// Rows of one slice are decided on the records before it. Their ids differ, so all that a row could do to another one
// is take or free an employer's registration number: such a row waits for the next slice.
class Contention {
 public:
  bool IsWithRowBefore(const ImportCandidate& candidate, const View& view) {
    const auto* employer = std::get_if<api::Employer>(&candidate);
    if (employer == nullptr) return false;
    const api::Employer& before = view.FindOrDefault(EmployerIdOf(employer->name()));
    std::string wanted = RegistrationIdOf(employer->registration_id()).registration_id;
    std::string held = RegistrationIdOf(before.registration_id()).registration_id;
    bool found = touched_.contains(wanted) || touched_.contains(held);
    for (std::string* number : {&wanted, &held}) {
      if (!number->empty()) touched_.insert(std::move(*number));
    }
    return found;
  }

 private:
  absl::flat_hash_set<std::string> touched_;  // numbers
};

// Applies events as the engine will, but for their request.
void ApplyTo(Events* events, const Context& context, Records* scratch) {
  for (ledger::Event& event : events->list()) {
    event.set_sequence(scratch->FindOrDefault(StateHeadId{}).event_count());
    event.set_time_micros(absl::ToUnixMicros(context.now));
    Apply(event, event.SerializeAsString(), scratch);
  }
}

}  // namespace

absl::StatusOr<ImportRun> ImportRun::Parse(api::Import import, absl::string_view text, bool skip_invalid) {
  if (text.empty()) return Empty(import, "has no text; upload it first");
  ASSAY_ASSIGN_OR_RETURN(ImportRows rows, ImportRows::Parse(import, text));
  return ImportRun(std::move(import), std::move(rows), absl::BytesToHexString(Sha256(text)), skip_invalid);
}

absl::Status ImportRun::CheckReady(const View& view) const {
  ASSAY_ASSIGN_OR_RETURN(const api::Import* record, FindExisting(view, ImportIdOf(import_.name()), import_.name()));
  ASSAY_RETURN_IF_ERROR(CheckUploading(*record));
  ASSAY_RETURN_IF_ERROR(CheckEtag(import_.etag(), *record));
  return CheckTargetTakesRows(import_, view);
}

absl::StatusOr<bool> ImportRun::CheckNext(int rows_max, const Context& context, Records* scratch) {
  if (next_row_ == 0) {
    ASSAY_RETURN_IF_ERROR(CheckReady(*scratch));
    instant_ = context.now;
  }
  Context at_instant = context;
  at_instant.now = instant_;
  int end = std::min(row_count(), next_row_ + rows_max);
  for (; next_row_ < end; ++next_row_) {
    Events events;
    ASSAY_ASSIGN_OR_RETURN(RowVerdict verdict, DecideRow(import_, rows_, next_row_, at_instant, *scratch, &events));
    ApplyTo(&events, at_instant, scratch);
    Count(verdict);
  }
  return next_row_ == row_count();
}

absl::StatusOr<ImportSummary> ImportRun::Check(const Context& context, Records* scratch) {
  ASSAY_RETURN_IF_ERROR(CheckNext(row_count(), context, scratch).status());
  return summary_;
}

void ImportRun::Count(const RowVerdict& verdict) {
  ++summary_.row_count;
  switch (verdict.outcome) {
    case RowOutcome::kCreate:
      ++summary_.create_count;
      break;
    case RowOutcome::kUpdate:
      ++summary_.update_count;
      break;
    case RowOutcome::kUnchanged:
      ++summary_.unchanged_count;
      break;
    case RowOutcome::kInvalid:
      ++summary_.invalid_count;
      break;
  }
  if (HasWarning(verdict)) ++summary_.warning_count;
  for (const api::ImportFinding& finding : verdict.findings) {
    if (summary_.findings.size() < kImportFindingsMax) summary_.findings.push_back(finding);
  }
}

absl::Status ImportRun::CheckRowsValid() const {
  if (summary_.invalid_count == 0 || skip_invalid_) return absl::OkStatus();
  Violations violations;
  violations.Add("text", absl::StrCat(summary_.invalid_count, " of ", summary_.row_count,
                                      " rows cannot be taken: preview the import to see all of them"));
  for (const api::ImportFinding& finding : summary_.findings) {
    if (finding.severity() == api::SEVERITY_ERROR) violations.Add(PlaceOf(finding), finding.message());
  }
  return violations.ToStatus();
}

absl::Status ImportRun::Accept(const Context& context, const View& view, Events* events) const {
  if (next_row_ < row_count()) return Fault(import_, "cannot be accepted before every row was decided");
  ASSAY_RETURN_IF_ERROR(CheckReady(view));
  ASSAY_RETURN_IF_ERROR(CheckRowsValid());
  if (summary_.invalid_count == summary_.row_count) return Empty(import_, "has no row that can be taken");
  Context at_instant = context;
  at_instant.now = instant_;
  api::Import accepted = import_;
  StampChanged(at_instant, &accepted);
  accepted.set_state(api::IMPORT_STATE_APPLYING);
  accepted.set_skip_invalid(skip_invalid_);
  accepted.set_skipped_count(summary_.invalid_count);
  accepted.set_warning_count(summary_.warning_count);
  *events->AddDecision()->mutable_import() = std::move(accepted);
  return absl::OkStatus();
}

absl::StatusOr<bool> ImportRun::Slice(const Context& context, const View& view, Events* events) const {
  ImportId id = ImportIdOf(import_.name());
  ASSAY_ASSIGN_OR_RETURN(const api::Import* record, FindExisting(view, id, import_.name()));
  if (record->state() != api::IMPORT_STATE_APPLYING) {
    return Fault(import_, "was not accepted");
  }
  Context at_instant = context;
  at_instant.now = FromProto(record->update_time());
  const ledger::ImportProgress& progress = view.FindOrDefault(ImportProgressId{id.import});
  ledger::ImportSlice slice;
  slice.set_import_id(id.import);
  slice.set_next_row(progress.next_row());
  slice.set_applied_count(progress.applied_count());
  slice.set_unchanged_count(progress.unchanged_count());
  ASSAY_RETURN_IF_ERROR(view.status());
  ASSAY_RETURN_IF_ERROR(AddRows(at_instant, view, &slice, events));
  *events->AddDecision()->mutable_import_slice() = slice;
  if (slice.next_row() < row_count()) return false;
  Complete(at_instant, *record, slice, view, events);
  return true;
}

absl::Status ImportRun::AddRows(const Context& context, const View& view, ledger::ImportSlice* slice,
                                Events* events) const {
  int first_row = slice->next_row();
  int operations = 0;
  Contention contention;
  while (slice->next_row() < row_count() && slice->next_row() - first_row < kImportSliceRowsMax &&
         operations + OperationsPerRow(import_.kind()) <= kImportSliceOperationsMax &&
         BytesOf(*events) < kImportSliceBytesMax) {
    int row = slice->next_row();
    if (contention.IsWithRowBefore(rows_.rows()[row].candidate, view)) break;
    ASSAY_ASSIGN_OR_RETURN(RowVerdict verdict, DecideRow(import_, rows_, row, context, view, events));
    if (verdict.outcome == RowOutcome::kInvalid && !skip_invalid_) {
      return Fault(import_, absl::StrCat("was accepted with the row on line ", rows_.rows()[row].line,
                                         ", which now is invalid"));
    }
    bool writes = verdict.outcome == RowOutcome::kCreate || verdict.outcome == RowOutcome::kUpdate;
    if (writes) operations += OperationsPerRow(import_.kind());
    slice->set_applied_count(slice->applied_count() + (writes ? 1 : 0));
    slice->set_unchanged_count(slice->unchanged_count() + (verdict.outcome == RowOutcome::kUnchanged ? 1 : 0));
    slice->set_next_row(row + 1);
  }
  return absl::OkStatus();
}

template <class Record>
void ImportRun::Seal(const Context& context, const ledger::ImportSlice& slice, Record* record) const {
  StampChanged(context, record);
  record->set_state(api::DATASET_STATE_SEALED);
  record->set_row_count(slice.applied_count());
  record->set_digest(digest_);
}

void ImportRun::Complete(const Context& context, const api::Import& record, const ledger::ImportSlice& slice,
                         const View& view, Events* events) const {
  if (import_.kind() == api::IMPORT_KIND_OCCUPATIONS) {
    api::Dataset dataset = view.FindOrDefault(DatasetIdOf(import_.target()));
    Seal(context, slice, &dataset);
    *events->AddDecision()->mutable_dataset() = std::move(dataset);
  }
  if (import_.kind() == api::IMPORT_KIND_CROSSWALK) {
    api::Crosswalk crosswalk = view.FindOrDefault(CrosswalkIdOf(import_.target()));
    Seal(context, slice, &crosswalk);
    *events->AddDecision()->mutable_crosswalk() = std::move(crosswalk);
  }
  api::Import applied = record;
  StampChanged(context, &applied);
  applied.set_state(api::IMPORT_STATE_APPLIED);
  applied.set_applied_count(slice.applied_count());
  applied.set_unchanged_count(slice.unchanged_count());
  *events->AddDecision()->mutable_import() = std::move(applied);
}

}  // namespace assay::domain
