#include "services/domain/import/decide_row.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"
#include "google/rpc/error_details.pb.h"
#include "services/base/error.h"
#include "services/domain/commands/catalogue.h"
#include "services/domain/commands/employer.h"
#include "services/domain/commands/proposal.h"
#include "services/domain/labor_market/crosswalk.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

api::CreateCredentialRequest CreateRequest(const api::Import& import, const api::Credential& credential) {
  api::CreateCredentialRequest request;
  request.set_parent(import.target());
  request.set_credential_id(LastPart(credential.name()));
  *request.mutable_credential() = credential;
  return request;
}
api::CreateProposalRequest CreateRequest(const api::Import& import, const api::Proposal& proposal) {
  api::CreateProposalRequest request;
  request.set_parent(import.target());
  request.set_proposal_id(LastPart(proposal.name()));
  *request.mutable_proposal() = proposal;
  return request;
}
api::RegisterEmployerRequest CreateRequest(const api::Import& import, const api::Employer& employer) {
  api::RegisterEmployerRequest request;
  request.set_parent(import.target());
  request.set_employer_id(LastPart(employer.name()));
  *request.mutable_employer() = employer;
  return request;
}

api::UpdateCredentialRequest UpdateRequest(api::Credential credential, google::protobuf::FieldMask mask) {
  api::UpdateCredentialRequest request;
  *request.mutable_credential() = std::move(credential);
  *request.mutable_update_mask() = std::move(mask);
  return request;
}
api::UpdateProposalRequest UpdateRequest(api::Proposal proposal, google::protobuf::FieldMask mask) {
  api::UpdateProposalRequest request;
  *request.mutable_proposal() = std::move(proposal);
  *request.mutable_update_mask() = std::move(mask);
  return request;
}
api::UpdateEmployerRequest UpdateRequest(api::Employer employer, google::protobuf::FieldMask mask) {
  api::UpdateEmployerRequest request;
  *request.mutable_employer() = std::move(employer);
  *request.mutable_update_mask() = std::move(mask);
  return request;
}

CredentialId IdOf(const api::Credential& credential) { return CredentialIdOf(credential.name()); }
ProposalId IdOf(const api::Proposal& proposal) { return ProposalIdOf(proposal.name()); }
EmployerId IdOf(const api::Employer& employer) { return EmployerIdOf(employer.name()); }

// Sets the field at `path` in `to` to what it is in `from`, empty or not.
void CopyPath(const Message& from, absl::string_view path, Message* to) {
  std::pair<std::string, std::string> parts = absl::StrSplit(path, absl::MaxSplits('.', 1));
  const FieldDescriptor* field = to->GetDescriptor()->FindFieldByName(parts.first);
  if (parts.second.empty()) {
    google::protobuf::FieldMask mask;
    mask.add_paths(parts.first);
    Violations none;
    ApplyUpdate(from, mask, "", to, &none);
    return;
  }
  Message* nested = to->GetReflection()->MutableMessage(to, field);
  CopyPath(from.GetReflection()->GetMessage(from, field), parts.second, nested);
  if (nested->ByteSizeLong() == 0) to->GetReflection()->ClearField(to, field);
}

// Takes over what the file speaks of; returns the top-level fields that changed by it.
google::protobuf::FieldMask TakeOver(const Message& candidate, const std::vector<std::string>& paths, Message* record) {
  google::protobuf::FieldMask changed;
  std::string before = record->SerializeAsString();
  for (const std::string& path : paths) {
    CopyPath(candidate, path, record);
    std::string after = record->SerializeAsString();
    if (after == before) continue;
    before = std::move(after);
    std::string field = path.substr(0, path.find('.'));
    if (changed.paths().empty() || *changed.paths().rbegin() != field) changed.add_paths(field);
  }
  return changed;
}

// What the rpc layer would refuse: a new record without a field it must have, because the file lacks the column.
void CheckRequired(const Message& record, const ImportRows& rows, ImportRow* row) {
  for (int i = 0; i < record.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = record.GetDescriptor()->field(i);
    if (!field->options().GetExtension(api::rules).required() || record.GetReflection()->HasField(record, field))
      continue;
    row->Add(rows.ColumnOf(field->name()), "is required for a new record; add the column and fill the cell in");
  }
}

void Warn(const api::Credential& credential, ImportRow* row) {
  if (credential.issuer().empty()) row->Add("issuer", "no issuer is known", api::SEVERITY_WARNING);
  if (credential.code().empty()) row->Add("code", "no code is known", api::SEVERITY_WARNING);
  if (credential.soc_codes().empty()) {
    row->Add("soc_codes", "no occupation is known; labor-market gates cannot be applied to it", api::SEVERITY_WARNING);
  }
}
void Warn(const api::Proposal&, ImportRow*) {}
void Warn(const api::Employer&, ImportRow*) {}

// An empty cell of occupations means those of the credential, for a new proposal and for one that is there.
absl::Status Complete(const View& view, api::Proposal* proposal, ImportRow* row) {
  const api::Credential* credential = view.Find(CredentialIdOf(proposal->credential()));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (credential == nullptr) {
    row->Add("credential_id",
             absl::StrCat(LastPart(proposal->credential()), " is not in the catalogue; import the credential first"));
  } else if (proposal->soc_codes().empty()) {
    *proposal->mutable_soc_codes() = credential->soc_codes();
    proposal->set_soc_version(credential->soc_version());
  }
  return absl::OkStatus();
}
absl::Status Complete(const View&, api::Credential*, ImportRow*) { return absl::OkStatus(); }
absl::Status Complete(const View&, api::Employer*, ImportRow*) { return absl::OkStatus(); }

// The column of a violated field such as credential.soc_codes[2].
absl::string_view ColumnOfField(const ImportRows& rows, absl::string_view field) {
  size_t dot = field.find('.');
  absl::string_view path = dot == absl::string_view::npos ? field : field.substr(dot + 1);
  return rows.ColumnOf(path.substr(0, path.find('[')));
}

// A refusal becomes findings of the row; any other error is returned.
absl::Status TakeRefusal(const absl::Status& status, const ImportRows& rows, ImportRow* row) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kNotFound:
      break;
    default:
      return status;
  }
  google::rpc::BadRequest bad_request;
  absl::optional<absl::Cord> payload = status.GetPayload(kBadRequestUrl);
  if (payload.has_value()) bad_request.ParseFromString(std::string(*payload));
  for (const auto& violation : bad_request.field_violations()) {
    row->Add(ColumnOfField(rows, violation.field()), violation.description());
  }
  if (bad_request.field_violations().empty()) row->Add("", status.message());
  return absl::OkStatus();
}

// One row being decided.
class RowDecision {
 public:
  RowDecision(const api::Import& import, const ImportRows& rows, const Context& context, const View& view,
              Events* events)
      : import_(import), rows_(rows), context_(context), view_(view), events_(events) {}

  template <class Record>
  absl::StatusOr<RowOutcome> Decide(Record candidate, ImportRow* row) const {
    ASSAY_RETURN_IF_ERROR(Complete(view_, &candidate, row));
    const Record* before = view_.Find(IdOf(candidate));
    ASSAY_RETURN_IF_ERROR(view_.status());
    if (before == nullptr) {
      CheckRequired(candidate, rows_, row);
      Warn(candidate, row);
      return Finish(RowOutcome::kCreate, CreateRequest(import_, candidate), row);
    }
    Record after = *before;
    google::protobuf::FieldMask mask = TakeOver(candidate, rows_.paths(), &after);
    Warn(after, row);
    if (mask.paths().empty()) return row->HasErrors() ? RowOutcome::kInvalid : RowOutcome::kUnchanged;
    after.clear_etag();
    return Finish(RowOutcome::kUpdate, UpdateRequest(std::move(after), std::move(mask)), row);
  }

  absl::StatusOr<RowOutcome> Decide(const api::Occupation& candidate, ImportRow*) const {
    bool joins = !events_->empty() && events_->list().back().decision().has_occupations() &&
                 events_->list().back().decision().occupations().rows_size() < kOccupationsPerEventMax;
    ledger::DecisionPart* decision = joins ? events_->list().back().mutable_decision() : events_->AddDecision();
    decision->mutable_occupations()->set_dataset_id(DatasetIdOf(import_.target()).dataset);
    *decision->mutable_occupations()->add_rows() = candidate;
    return RowOutcome::kCreate;
  }

  absl::StatusOr<RowOutcome> Decide(const api::CrosswalkRow& candidate, ImportRow* row) const {
    CrosswalkId id = CrosswalkIdOf(import_.target());
    const api::Crosswalk& crosswalk = view_.FindOrDefault(id);
    ASSAY_RETURN_IF_ERROR(view_.status());
    std::string from_problem = CodeProblem(crosswalk.from_scheme(), candidate.from_code());
    std::string to_problem = CodeProblem(crosswalk.to_scheme(), candidate.to_code());
    if (!from_problem.empty()) row->Add("from_code", from_problem);
    if (!to_problem.empty()) row->Add("to_code", to_problem);
    if (row->HasErrors()) return RowOutcome::kInvalid;
    bool joins = !events_->empty() && events_->list().back().decision().has_crosswalk_rows() &&
                 events_->list().back().decision().crosswalk_rows().rows_size() < kOccupationsPerEventMax;
    ledger::DecisionPart* decision = joins ? events_->list().back().mutable_decision() : events_->AddDecision();
    decision->mutable_crosswalk_rows()->set_crosswalk_id(id.crosswalk);
    *decision->mutable_crosswalk_rows()->add_rows() = candidate;
    return RowOutcome::kCreate;
  }

 private:
  template <class Request>
  absl::StatusOr<RowOutcome> Finish(RowOutcome outcome, const Request& request, ImportRow* row) const {
    if (row->HasErrors()) return RowOutcome::kInvalid;
    absl::Status status = domain::Decide(request, context_, view_, events_);
    if (status.ok()) return outcome;
    ASSAY_RETURN_IF_ERROR(TakeRefusal(status, rows_, row));
    return RowOutcome::kInvalid;
  }

  const api::Import& import_;
  const ImportRows& rows_;
  const Context& context_;
  const View& view_;
  Events* events_;
};

}  // namespace

absl::StatusOr<RowVerdict> DecideRow(const api::Import& import, const ImportRows& rows, int index,
                                     const Context& context, const View& view, Events* events) {
  const ImportRow& source = rows.rows()[index];
  if (source.HasErrors()) return RowVerdict{RowOutcome::kInvalid, source.findings};
  ImportRow row;
  row.line = source.line;
  RowDecision decision(import, rows, context, view, events);
  ASSAY_ASSIGN_OR_RETURN(
      RowOutcome outcome,
      std::visit([&](const auto& candidate) { return decision.Decide(candidate, &row); }, source.candidate));
  return RowVerdict{outcome, std::move(row.findings)};
}

}  // namespace assay::domain
