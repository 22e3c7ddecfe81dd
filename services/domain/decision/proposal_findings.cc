#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/domain/decision/exact.h"
#include "services/domain/decision/finding.h"

namespace assay::domain {
namespace {

absl::optional<bool> Stated(bool stated, bool value) { return stated ? absl::make_optional(value) : absl::nullopt; }

std::string TypeText(api::CredentialType type) {
  return absl::AsciiStrToLower(absl::StripPrefix(api::CredentialType_Name(type), "CREDENTIAL_TYPE_"));
}

// Letters and digits in lower case, with one space before, between and after words.
std::string WordsOf(absl::string_view text) {
  std::string words = " ";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool inside = absl::ascii_isalnum(byte) || byte >= 0x80;
    if (inside) words.push_back(absl::ascii_tolower(byte));
    if (!inside && words.back() != ' ') words.push_back(' ');
  }
  if (words.back() != ' ') words.push_back(' ');
  return words;
}

}  // namespace

Finding YesOrNo(std::string subject, absl::optional<bool> answer) {
  Finding finding{std::move(subject), "", "yes", answer};
  if (answer.has_value()) finding.input = *answer ? "yes" : "no";
  return finding;
}

Finding CheckFact(api::Fact fact, const api::Proposal& proposal) {
  const api::Assessment& assessment = proposal.assessment();
  switch (fact) {
    case api::FACT_PROCTORED:
      return YesOrNo("proctored", Stated(assessment.has_proctored(), assessment.proctored()));
    case api::FACT_STANDARDIZED:
      return YesOrNo("standardized", Stated(assessment.has_standardized(), assessment.standardized()));
    case api::FACT_INDEPENDENTLY_GRADED:
      return YesOrNo("independently graded",
                     Stated(assessment.has_independently_graded(), assessment.independently_graded()));
    case api::FACT_RENEWABLE:
      return YesOrNo("renewable", Stated(assessment.has_renewable(), assessment.renewable()));
    case api::FACT_PORTABLE:
      return YesOrNo("portable", Stated(proposal.has_portable(), proposal.portable()));
    case api::FACT_STACKABLE:
      return YesOrNo("stackable", Stated(proposal.has_stackable(), proposal.stackable()));
    case api::FACT_ATTAINABLE_IN_HIGH_SCHOOL:
      return YesOrNo("attainable in high school",
                     Stated(proposal.has_attainable_in_high_school(), proposal.attainable_in_high_school()));
    case api::FACT_LEADS_TO_FURTHER_EDUCATION:
      return YesOrNo("leads to further education",
                     Stated(proposal.has_leads_to_further_education(), proposal.leads_to_further_education()));
    case api::FACT_DOCUMENTED:
      return YesOrNo("documented", !proposal.documents().empty());
    case api::FACT_UNSPECIFIED:
    case api::Fact_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::Fact_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return YesOrNo("no fact", absl::nullopt);
}

Finding CheckAnswer(const std::string& question, const api::Proposal& proposal) {
  for (const api::ChecklistAnswer& answer : proposal.answers()) {
    if (answer.question() == question) return YesOrNo(absl::StrCat("answer to ", question), answer.yes());
  }
  return YesOrNo(absl::StrCat("answer to ", question), absl::nullopt);
}

Finding CheckTypes(const api::CredentialTypes& types, api::CredentialType type) {
  std::vector<std::string> wanted;
  bool found = false;
  for (int each : types.types()) {
    wanted.push_back(TypeText(static_cast<api::CredentialType>(each)));
    found = found || each == type;
  }
  Finding finding{"type of the credential", "", absl::StrJoin(wanted, " or "), absl::nullopt};
  if (type == api::CREDENTIAL_TYPE_UNSPECIFIED) return finding;
  finding.answer = found;
  finding.input = TypeText(type);
  return finding;
}

Finding CheckCost(const api::CostCeiling& ceiling, const api::Proposal& proposal) {
  Finding finding{"cost", "", absl::StrCat("at most ", CentsText(ceiling.at_most().cents())), absl::nullopt};
  if (!proposal.has_cost()) return finding;
  int64_t cents = proposal.cost().cents();
  for (const api::Fee& fee : proposal.fees()) cents += fee.amount().cents();
  finding.answer = cents <= ceiling.at_most().cents();
  finding.input = absl::StrCat(CentsText(cents), proposal.fees().empty() ? "" : ", fees included");
  return finding;
}

Finding CheckHours(const api::HoursRange& range, int32_t hours) {
  Finding finding{"typical duration", "", "", absl::nullopt};
  std::vector<std::string> bounds;
  if (range.has_at_least()) bounds.push_back(absl::StrCat("at least ", Plural(range.at_least(), "hour")));
  if (range.has_at_most()) bounds.push_back(absl::StrCat("at most ", Plural(range.at_most(), "hour")));
  finding.threshold = absl::StrJoin(bounds, " and ");
  if (hours == 0) return finding;
  finding.answer =
      (!range.has_at_least() || hours >= range.at_least()) && (!range.has_at_most() || hours <= range.at_most());
  finding.input = Plural(hours, "hour");
  return finding;
}

Finding CheckExclusion(const api::Exclusion& exclusion, const api::Credential& credential) {
  Finding finding{"exclusions", "not among them", "not excluded", true};
  const auto& named = exclusion.credentials();
  if (std::find(named.begin(), named.end(), credential.name()) != named.end()) {
    finding.answer = false;
    finding.input = absl::StrCat(credential.name(), " is excluded");
    return finding;
  }
  std::string title = WordsOf(credential.title());
  for (const std::string& word : exclusion.words()) {
    if (title.find(WordsOf(word)) == std::string::npos) continue;
    finding.answer = false;
    finding.input = absl::StrCat("its title holds \"", word, "\"");
    return finding;
  }
  return finding;
}

}  // namespace assay::domain
