#include "clients/cli/names.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/api.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

// A collection and its variable: cycles and cycle.
using Part = std::pair<std::string, std::string>;

struct Pattern {
  bool state_optional = false;
  std::vector<Part> parts;
};

Pattern ParsePattern(absl::string_view text) {
  Pattern pattern;
  pattern.state_optional = absl::ConsumePrefix(&text, "[");
  std::vector<std::string> segments = absl::StrSplit(text, '/');
  for (size_t i = 0; i + 1 < segments.size(); i += 2) {
    absl::string_view collection = segments[i], variable = segments[i + 1];
    absl::ConsumePrefix(&collection, "]");
    absl::ConsumePrefix(&variable, "{");
    absl::ConsumeSuffix(&variable, "}");
    pattern.parts.emplace_back(std::string(collection), std::string(variable));
  }
  return pattern;
}

// How many parts at the end of the pattern the segments spell with their collections; 0 when they do not.
size_t SpelledParts(const Pattern& pattern, const std::vector<std::string>& segments) {
  if (segments.size() % 2 != 0 || segments.size() / 2 > pattern.parts.size()) return 0;
  size_t count = segments.size() / 2, first = pattern.parts.size() - count;
  for (size_t i = 0; i < count; ++i) {
    if (segments[2 * i] != pattern.parts[first + i].first) return 0;
  }
  return count;
}

absl::Status Missing(absl::string_view variable, absl::string_view text, absl::string_view pattern) {
  absl::string_view how = variable == "state" ? "--state, ASSAY_STATE or a context" : "";
  return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" names no ", variable, "; give it with ",
                                                 how.empty() ? absl::StrCat("--", variable) : std::string(how),
                                                 ", or write ", pattern));
}

}  // namespace

std::string PatternOf(const google::protobuf::FieldDescriptor& field) {
  const std::string& pattern = RulesOf(field).resource();
  std::pair<absl::string_view, absl::string_view> choice = absl::StrSplit(pattern, absl::MaxSplits('|', 1));
  if (choice.second.empty()) return pattern;
  // Of a thing and one below it a short name means the thing; the other one is written in full.
  if (absl::StartsWith(choice.second, absl::StrCat(choice.first, "/")) && !absl::StrContains(choice.second, '|')) {
    return std::string(choice.first);
  }
  // Users and tokens may stand outside a state. Of other alternatives a short name could mean any, so it means none.
  bool state_may_lack = choice.first == absl::StrCat("states/{state}/", choice.second);
  return state_may_lack ? absl::StrCat("[states/{state}/]", choice.second) : "";
}

std::vector<std::string> VariablesOf(absl::string_view pattern) {
  std::vector<std::string> variables;
  for (const Part& part : ParsePattern(pattern).parts) variables.push_back(part.second);
  return variables;
}

absl::StatusOr<std::string> CompleteName(absl::string_view pattern_text, absl::string_view text, const Scope& scope) {
  Pattern pattern = ParsePattern(pattern_text);
  std::vector<std::string> segments = absl::StrSplit(text, '/');
  size_t spelled = SpelledParts(pattern, segments);
  bool lies_below = segments[0] == pattern.parts[0].first && segments.size() > 2 * pattern.parts.size();
  if (spelled == pattern.parts.size() || lies_below) return std::string(text);
  std::vector<std::string> ids;
  if (spelled > 0) {
    for (size_t i = 1; i < segments.size(); i += 2) ids.push_back(segments[i]);
  } else {
    ids = segments;
  }
  if (ids.size() > pattern.parts.size()) {
    return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" has too many parts for ", pattern_text));
  }
  size_t given = pattern.parts.size() - ids.size();
  std::string name;
  for (size_t i = 0; i < pattern.parts.size(); ++i) {
    const auto& [collection, variable] = pattern.parts[i];
    std::string id;
    if (i >= given) {
      id = ids[i - given];
    } else if (auto found = scope.find(variable); found != scope.end()) {
      id = found->second;
    }
    if (id.empty() && i == 0 && pattern.state_optional) continue;
    if (id.empty()) return Missing(variable, text, pattern_text);
    absl::StrAppend(&name, name.empty() ? "" : "/", collection, "/", id);
  }
  return name;
}

void LearnFrom(absl::string_view pattern_text, absl::string_view name, Scope* scope) {
  Pattern pattern = ParsePattern(pattern_text);
  std::vector<std::string> segments = absl::StrSplit(name, '/');
  if (SpelledParts(pattern, segments) != pattern.parts.size()) return;
  for (size_t i = 0; i < pattern.parts.size(); ++i) (*scope)[pattern.parts[i].second] = segments[2 * i + 1];
}

std::string Shorten(absl::string_view name, const Scope& scope) {
  auto state = scope.find("state");
  if (state != scope.end()) absl::ConsumePrefix(&name, absl::StrCat("states/", state->second, "/"));
  return std::string(name);
}

}  // namespace assay::cli
