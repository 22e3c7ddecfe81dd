#include "services/domain/review/endorsement_rules.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/domain/apply_cycle.h"
#include "services/domain/name.h"
#include "services/domain/reference/soc.h"
#include "services/domain/resource.h"
#include "services/domain/review/voice.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

// What stands against an endorser: ids of the rules, and what they say.
struct Objections {
  std::vector<std::string> rules;
  std::vector<std::string> texts;

  void Add(std::string rule, std::string text) {
    rules.push_back(std::move(rule));
    texts.push_back(std::move(text));
  }
};

api::EmployerKind KindOf(const api::Employer& employer) {
  return employer.kind() == api::EMPLOYER_KIND_UNSPECIFIED ? api::EMPLOYER_KIND_BUSINESS : employer.kind();
}

void CheckKind(const api::EndorsementRules& rules, const api::Employer& employer, Objections* objections) {
  const auto& refused = rules.refused_kinds();
  if (std::find(refused.begin(), refused.end(), KindOf(employer)) == refused.end()) return;
  objections->Add("kind", absl::StrCat("it is a ", absl::AsciiStrToLower(StateText(KindOf(employer)))));
}

bool IssuesAs(const api::Employer& employer, const std::string& issuer) {
  return IssuerKey(employer.legal_name()) == issuer ||
         std::any_of(employer.issuer_names().begin(), employer.issuer_names().end(),
                     [&issuer](const auto& name) { return IssuerKey(name) == issuer; });
}

void CheckIssuer(const std::string& employer, const api::Credential& credential, const View& view,
                 Objections* objections) {
  std::string issuer = IssuerKey(credential.issuer());
  if (issuer.empty()) return;
  for (const std::string& member : EmployersUnder(VoiceOf(employer, view), view)) {
    if (!IssuesAs(view.FindOrDefault(EmployerId{member}), issuer)) continue;
    objections->Add("issuer", absl::StrCat("it or an affiliate issues the credential as ", credential.issuer()));
    return;
  }
}

void CheckRegion(const api::Employer& employer, const api::Proposal& proposal, Objections* objections) {
  if (proposal.region().empty()) return;
  bool hires = std::any_of(employer.regions().begin(), employer.regions().end(), [&proposal](const auto& region) {
    return absl::EqualsIgnoreCase(region, proposal.region());
  });
  if (!hires) objections->Add("region", absl::StrCat("it does not hire in ", proposal.region()));
}

void CheckSector(const api::EndorsementRules& rules, const api::Employer& employer, const api::Credential& credential,
                 Objections* objections) {
  for (const api::SectorIndustries& sector : rules.sectors()) {
    if (!absl::EqualsIgnoreCase(sector.sector(), credential.cluster())) continue;
    bool belongs = std::any_of(sector.naics_prefixes().begin(), sector.naics_prefixes().end(),
                               [&employer](const auto& prefix) { return absl::StartsWith(employer.naics(), prefix); });
    if (belongs) return;
    objections->Add("sector",
                    absl::StrCat("its industry, NAICS ", employer.naics().empty() ? "unknown" : employer.naics(),
                                 ", is none of ", sector.sector()));
  }
}

void CheckAttestation(const api::EndorsementRules& rules, const std::string& version, absl::string_view field,
                      const View& view, Violations* violations) {
  std::string wanted = AttestationIdOf(rules.attestation()).attestation;
  if (!wanted.empty() && version != wanted) {
    violations->Add(absl::StrCat(field, ".attestation_version"),
                    absl::StrCat("is not ", wanted, "; read and attest to ", rules.attestation()));
  } else if (!version.empty() && view.Find(AttestationId{version}) == nullptr) {
    violations->Add(
        absl::StrCat(field, ".attestation_version"),
        absl::StrCat("\"", version, "\" is none of the state's attestations; list them to see which exist"));
  }
}

void CheckLastDay(const api::EndorsementRules& rules, const std::string& date, absl::Time now, absl::string_view field,
                  Violations* violations) {
  std::string where = absl::StrCat(field, ".valid_through_date");
  std::string today = DateOf(now);
  if (!date.empty() && date < today) {
    violations->Add(where, absl::StrCat("is past; name ", today, " or a later day"));
  }
  if (rules.valid_days_max() == 0) return;
  std::string latest = DateOf(now + absl::Hours(24) * rules.valid_days_max());
  if (date.empty() || date > latest) violations->Add(where, absl::StrCat("must be named, and at latest ", latest));
}

bool IsNaicsPrefix(absl::string_view prefix) {
  return prefix.size() >= 2 && std::all_of(prefix.begin(), prefix.end(), [](char c) { return absl::ascii_isdigit(c); });
}

}  // namespace

absl::Status CheckMayEndorse(const api::EndorsementRules& rules, const std::string& employer,
                             const api::Proposal& proposal, const std::string& state, const View& view) {
  const api::Employer& record = view.FindOrDefault(EmployerId{employer});
  const api::Credential& credential = view.FindOrDefault(CredentialIdOf(proposal.credential()));
  Objections objections;
  CheckKind(rules, record, &objections);
  if (rules.issuer_refused()) CheckIssuer(employer, credential, view, &objections);
  if (rules.region_required()) CheckRegion(record, proposal, &objections);
  CheckSector(rules, record, credential, &objections);
  ASSAY_RETURN_IF_ERROR(view.status());
  if (objections.rules.empty()) return absl::OkStatus();
  return Refused("ENDORSER_NOT_ELIGIBLE",
                 absl::StrCat(NameOf(state, EmployerId{employer}), " may not endorse ", proposal.name(), ": ",
                              absl::StrJoin(objections.texts, "; "),
                              ". The rules of the cycle say who may; ask the agency when a fact is wrong"),
                 {{"employer", NameOf(state, EmployerId{employer})},
                  {"proposal", proposal.name()},
                  {"rules", absl::StrJoin(objections.rules, ",")}});
}

void CheckContent(const api::EndorsementRules& rules, const api::Endorsement& endorsement,
                  const api::Proposal& proposal, absl::Time now, absl::string_view field, const View& view,
                  Violations* violations) {
  if (endorsement.level() == api::ENDORSEMENT_LEVEL_UNSPECIFIED ||
      !api::EndorsementLevel_IsValid(endorsement.level())) {
    violations->Add(absl::StrCat(field, ".level"), "is not stated; say how you value holders of the credential");
  }
  CheckAttestation(rules, endorsement.attestation_version(), field, view, violations);
  if (rules.signer_required() && endorsement.signer_name().empty()) {
    violations->Add(absl::StrCat(field, ".signer_name"), "is required by the rules of the cycle");
  }
  if (rules.signer_required() && endorsement.signer_title().empty()) {
    violations->Add(absl::StrCat(field, ".signer_title"), "is required by the rules of the cycle");
  }
  if (rules.letter_required() && endorsement.letter_sha256().empty()) {
    violations->Add(absl::StrCat(field, ".letter_sha256"), "a signed letter is required by the rules of the cycle");
  }
  if (rules.hiring_preference_required() && !endorsement.has_hiring_preference()) {
    violations->Add(absl::StrCat(field, ".hiring_preference"), "say whether holders are preferred in hiring");
  }
  CheckLastDay(rules, endorsement.valid_through_date(), now, field, violations);
  for (int i = 0; i < endorsement.soc_codes_size(); ++i) {
    const std::string& code = endorsement.soc_codes(i);
    if (IsKnownSoc(proposal.soc_version(), code)) continue;
    violations->Add(absl::StrCat(field, ".soc_codes[", i, "]"), UnknownSocMessage(proposal.soc_version(), code));
  }
}

void CheckEndorsementRules(const api::EndorsementRules& rules, absl::string_view field, const View& view,
                           Violations* violations) {
  if (!rules.attestation().empty() && view.Find(AttestationIdOf(rules.attestation())) == nullptr) {
    violations->Add(absl::StrCat(field, ".attestation"), "does not exist; create it first");
  }
  for (int i = 0; i < rules.refused_kinds_size(); ++i) {
    if (api::EmployerKind_IsValid(rules.refused_kinds(i)) && rules.refused_kinds(i) != 0) continue;
    violations->Add(absl::StrCat(field, ".refused_kinds[", i, "]"), "is no kind of employer");
  }
  std::set<std::string> seen;
  for (int i = 0; i < rules.sectors_size(); ++i) {
    std::string where = absl::StrCat(field, ".sectors[", i, "]");
    if (!seen.insert(absl::AsciiStrToLower(rules.sectors(i).sector())).second) {
      violations->Add(where + ".sector", "is named twice; name each once");
    }
    for (int j = 0; j < rules.sectors(i).naics_prefixes_size(); ++j) {
      if (IsNaicsPrefix(rules.sectors(i).naics_prefixes(j))) continue;
      violations->Add(absl::StrCat(where, ".naics_prefixes[", j, "]"), "is not 2 to 6 digits");
    }
  }
}

}  // namespace assay::domain
