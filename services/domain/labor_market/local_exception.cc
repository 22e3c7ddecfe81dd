#include "services/domain/labor_market/local_exception.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace assay::domain {
namespace {

template <class Codes>
bool Holds(const Codes& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool FitsProgram(const api::LocalException& exception, const LaborMarketQuestion& question) {
  return exception.cip_code().empty() || Holds(question.cip_codes, exception.cip_code());
}

bool FitsRegion(const api::LocalException& exception, const LaborMarketQuestion& question) {
  return exception.region().empty() || question.region.empty() ||
         absl::EqualsIgnoreCase(exception.region(), question.region);
}

bool IsOver(const api::LocalException& exception, const LaborMarketQuestion& question) {
  return !exception.until_date().empty() && exception.until_date() < question.date;
}

std::string CodesText(const api::LocalException& exception) {
  std::string text = exception.soc_code().empty() ? "" : absl::StrCat("occupation ", exception.soc_code());
  if (exception.cip_code().empty()) return text;
  return absl::StrCat(text, text.empty() ? "" : ", ", "program ", exception.cip_code());
}

void TraceException(const api::LocalException& exception, bool over, Trace* trace) {
  std::string place = exception.region().empty() ? "the whole state" : exception.region();
  std::string until =
      exception.until_date().empty() ? "" : absl::StrCat(over ? ", ended after " : ", until ", exception.until_date());
  AddStep(kLocalExceptionCriterion, absl::StrCat(CodesText(exception), ", ", place),
          absl::StrCat(exception.reason(), " (", exception.source(), until, ")"), "an exception that is in force",
          VerdictOf(!over), trace);
}

void Take(const api::LocalException& exception, const LaborMarketQuestion& question, ExceptionFinding* found,
          Trace* trace) {
  if (!FitsProgram(exception, question) || !FitsRegion(exception, question)) return;
  bool over = IsOver(exception, question);
  if (found->step_count < kExceptionStepsMax) {
    TraceException(exception, over, trace);
    ++found->step_count;
  }
  if (over) return;
  if (exception.region().empty() || !question.region.empty()) {
    found->here = true;
  } else {
    found->regions.insert(exception.region());
  }
}

}  // namespace

ExceptionFinding OccupationExceptions(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                      const std::string& asked_code, const std::string& soc_code,
                                      const LaborMarketFacts& facts, Trace* trace) {
  ExceptionFinding found;
  for (const api::LocalException& exception : policy.local_exceptions()) {
    const std::string& code = exception.soc_code();
    if (code.empty()) continue;
    bool same = code == asked_code && SchemeOf(exception.soc_version()) == SchemeOf(question.soc_version);
    if (same || Holds(facts.ToEdition(exception.soc_version(), code).codes, soc_code)) {
      Take(exception, question, &found, trace);
    }
  }
  return found;
}

ExceptionFinding ProgramExceptions(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                   Trace* trace) {
  ExceptionFinding found;
  for (const api::LocalException& exception : policy.local_exceptions()) {
    if (exception.soc_code().empty()) Take(exception, question, &found, trace);
  }
  return found;
}

}  // namespace assay::domain
