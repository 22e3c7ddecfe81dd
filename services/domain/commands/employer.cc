#include "services/domain/commands/employer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/domain/apply_cycle.h"
#include "services/domain/commands/affiliation.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/person_event.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

constexpr size_t kNaicsDigitsMin = 2;
constexpr size_t kNaicsDigitsMax = 6;

bool IsNaics(absl::string_view code) {
  return code.size() >= kNaicsDigitsMin && code.size() <= kNaicsDigitsMax &&
         std::all_of(code.begin(), code.end(), [](char c) { return absl::ascii_isdigit(c); });
}

void CheckEmployer(const api::Employer& employer, Violations* violations) {
  if (RegistrationIdOf(employer.registration_id()).registration_id.empty()) {
    violations->Add("employer.registration_id", "has no letter or digit; give the FEIN or unemployment account");
  }
  if (!employer.naics().empty() && !IsNaics(employer.naics())) {
    violations->Add("employer.naics", absl::StrCat("\"", employer.naics(), "\" is not 2 to 6 digits"));
  }
  for (int i = 0; i < employer.issuer_names_size(); ++i) {
    if (!IssuerKey(employer.issuer_names(i)).empty()) continue;
    violations->Add(absl::StrCat("employer.issuer_names[", i, "]"), "has no letter or digit");
  }
  CheckEnumsDefined(employer, "employer", violations);
}

absl::Status CheckRegistrationFree(const Context& context, const View& view, const api::Employer& employer,
                                   const EmployerId& id) {
  const ledger::UniqueRecord* taken = view.Find(RegistrationIdOf(employer.registration_id()));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (taken == nullptr || taken->holder_id() == id.employer) return absl::OkStatus();
  std::string holder = NameOf(context.state, EmployerId{taken->holder_id()});
  return MakeError(absl::StatusCode::kAlreadyExists, "REGISTRATION_TAKEN",
                   absl::StrCat("registration number ", employer.registration_id(), " belongs to ", holder,
                                "; use that employer, or correct the number"),
                   {{"resource", holder}});
}

void AddEvent(api::Employer employer, Events* events) {
  *events->AddDecision()->mutable_employer() = std::move(employer);
}

// What the verification rested on is no longer so.
void ForgetVerification(api::Employer* employer) {
  employer->set_state_reason("registration number changed; to be verified again");
  employer->clear_evidence();
  employer->clear_decide_time();
}

// Moves the employer and says what it rests on.
absl::Status Move(EmployerCommand command, const std::string& reason, const Context& context, api::Employer* employer) {
  ASSAY_ASSIGN_OR_RETURN(api::EmployerState next,
                         NextState(kEmployerMachine, employer->name(), employer->state(), command));
  employer->set_state(next);
  employer->set_state_reason(reason);
  *employer->mutable_decide_time() = ToProto(context.now);
  return absl::OkStatus();
}

using EvidenceItems = google::protobuf::RepeatedPtrField<api::EmployerEvidence>;

absl::Status CheckEvidence(const EvidenceItems& items) {
  Violations violations;
  for (int i = 0; i < items.size(); ++i) {
    CheckEnumsDefined(items[i], absl::StrCat("evidence_items[", i, "]"), &violations);
  }
  return violations.ToStatus();
}

}  // namespace

absl::Status Decide(const api::RegisterEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  Violations violations;
  CheckEmployer(request.employer(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  EmployerId id{request.employer_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer,
                         MakeNew(context, view, id, NameOf(context.state, id), request.employer()));
  ASSAY_RETURN_IF_ERROR(CheckRegistrationFree(context, view, employer, id));
  if (!employer.affiliate_of().empty()) {
    ASSAY_RETURN_IF_ERROR(
        CheckMayBelong(id.employer, employer.affiliate_of(), "employer.affiliate_of", context.state, view));
  }
  employer.set_state(api::EMPLOYER_STATE_PENDING);
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Employer& change = request.employer();
  EmployerId id = EmployerIdOf(change.name());
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer, MakeChanged(context, view, id, change.name(), change.etag()));
  const api::Employer before = employer;
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &employer, &violations);
  CheckEmployer(employer, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckRegistrationFree(context, view, employer, id));
  bool renumbered = RegistrationIdOf(employer.registration_id()).registration_id !=
                    RegistrationIdOf(before.registration_id()).registration_id;
  EmployerCommand command = renumbered ? EmployerCommand::kRenumber : EmployerCommand::kUpdate;
  ASSAY_ASSIGN_OR_RETURN(api::EmployerState next,
                         NextState(kEmployerMachine, employer.name(), before.state(), command));
  if (!employer.affiliate_of().empty() && employer.affiliate_of() != before.affiliate_of()) {
    ASSAY_RETURN_IF_ERROR(
        CheckMayBelong(id.employer, employer.affiliate_of(), "employer.affiliate_of", context.state, view));
  }
  if (next != before.state()) ForgetVerification(&employer);
  employer.set_state(next);
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::VerifyEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckEvidence(request.evidence_items()));
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer,
                         MakeChanged(context, view, EmployerIdOf(request.name()), request.name(), request.etag()));
  ASSAY_RETURN_IF_ERROR(Move(EmployerCommand::kVerify, request.evidence(), context, &employer));
  *employer.mutable_evidence() = request.evidence_items();
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RejectEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckEvidence(request.evidence_items()));
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer,
                         MakeChanged(context, view, EmployerIdOf(request.name()), request.name(), request.etag()));
  ASSAY_RETURN_IF_ERROR(Move(EmployerCommand::kReject, request.reason(), context, &employer));
  *employer.mutable_evidence() = request.evidence_items();
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::SuspendEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer,
                         MakeChanged(context, view, EmployerIdOf(request.name()), request.name(), request.etag()));
  ASSAY_RETURN_IF_ERROR(Move(EmployerCommand::kSuspend, request.reason(), context, &employer));
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::MergeEmployersRequest& request, const Context& context, const View& view,
                    Events* events) {
  EmployerId id = EmployerIdOf(request.name());
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer, MakeChanged(context, view, id, request.name(), request.etag()));
  ASSAY_RETURN_IF_ERROR(Move(EmployerCommand::kMerge, request.reason(), context, &employer));
  ASSAY_RETURN_IF_ERROR(CheckMayBelong(id.employer, request.into(), "into", context.state, view));
  employer.set_merged_into(request.into());
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::CreateRepresentativeRequest& request, const Context& context, const View& view,
                    Events* events) {
  EmployerId employer_id = EmployerIdOf(request.parent());
  ASSAY_RETURN_IF_ERROR(FindExisting(view, employer_id, request.parent()).status());
  RepresentativeId id{employer_id.employer, request.representative_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Representative representative,
                         MakeNew(context, view, id, NameOf(context.state, id), request.representative()));
  api::User sent;
  sent.set_display_name(representative.display_name());
  sent.set_email(representative.email());
  sent.add_roles(api::ROLE_EMPLOYER_REPRESENTATIVE);
  sent.set_representative(representative.name());
  UserId user_id{request.representative_id()};
  ASSAY_ASSIGN_OR_RETURN(api::User user,
                         MakeNew(context, view, user_id, UserName(context.state, user_id.user), std::move(sent)));
  representative.set_user(user.name());
  AddRepresentativeEvent(std::move(representative), events);
  AddUserEvent(std::move(user), events);
  return absl::OkStatus();
}

}  // namespace assay::domain
