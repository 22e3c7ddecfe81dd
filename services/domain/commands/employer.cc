#include "services/domain/commands/employer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/person_event.h"

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
  employer.set_state(api::EMPLOYER_STATE_PENDING);
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Employer& change = request.employer();
  EmployerId id = EmployerIdOf(change.name());
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer, MakeChanged(context, view, id, change.name(), change.etag()));
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &employer, &violations);
  CheckEmployer(employer, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckRegistrationFree(context, view, employer, id));
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::VerifyEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer,
                         MakeChanged(context, view, EmployerIdOf(request.name()), request.name(), request.etag()));
  if (employer.state() == api::EMPLOYER_STATE_VERIFIED) {
    return WrongState(employer.name(), "VERIFIED", "verifying", "PENDING, SUSPENDED");
  }
  employer.set_state(api::EMPLOYER_STATE_VERIFIED);
  employer.set_state_reason(request.evidence());
  AddEvent(std::move(employer), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::SuspendEmployerRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Employer employer,
                         MakeChanged(context, view, EmployerIdOf(request.name()), request.name(), request.etag()));
  if (employer.state() == api::EMPLOYER_STATE_SUSPENDED) {
    return WrongState(employer.name(), "SUSPENDED", "suspending", "PENDING, VERIFIED");
  }
  employer.set_state(api::EMPLOYER_STATE_SUSPENDED);
  employer.set_state_reason(request.reason());
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
