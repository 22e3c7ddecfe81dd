#include "clients/cli/flags.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/api.h"
#include "clients/cli/names.h"
#include "clients/cli/values.h"

namespace assay::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

std::string Dashed(absl::string_view name) { return absl::StrReplaceAll(name, {{"_", "-"}}); }

// What global flags set.
bool IsSetElsewhere(const FieldDescriptor& field) {
  for (absl::string_view name : {"request_id", "validate_only", "update_mask", "page_size", "page_token"}) {
    if (field.name() == name) return true;
  }
  return false;
}

bool IsNested(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !field.is_repeated() && !IsTextMessage(*field.message_type());
}

// --cycle for a parent that is a cycle: parent says nothing to a person.
std::string FlagName(const FieldDescriptor& field) {
  if (field.name() == "parent") {
    std::vector<std::string> variables = VariablesOf(PatternOf(field));
    if (!variables.empty()) return Dashed(variables.back());
  }
  const auto& taken = GlobalFlagNames();
  std::string name = Dashed(field.name());
  if (std::find(taken.begin(), taken.end(), name) == taken.end()) return name;
  // A filter on a proposal's state must not be mistaken for --state nj: EmployerState is --employer-state.
  if (field.enum_type() == nullptr) return absl::StrCat("field-", name);
  std::string dashed;
  for (char c : field.enum_type()->name()) {
    if (absl::ascii_isupper(c) && !dashed.empty()) dashed.push_back('-');
    dashed.push_back(absl::ascii_tolower(c));
  }
  return dashed;
}

std::string HelpOf(const FieldDescriptor& field) {
  std::string help = CommentOf(field);
  if (field.enum_type() != nullptr) {
    absl::StrAppend(&help, " [", absl::AsciiStrToLower(absl::StrJoin(ShortEnumNames(*field.enum_type()), "|")), "]");
  } else if (field.message_type() != nullptr && field.message_type()->name() == "Money") {
    absl::StrAppend(&help, " [dollars, such as 45000, 45000.50 or 21/hour]");
  } else if (field.message_type() != nullptr && field.message_type()->name() == "Ratio") {
    absl::StrAppend(&help, " [such as 2/3 or 66.7%]");
  } else if (field.message_type() != nullptr && field.message_type()->name() == "Timestamp") {
    absl::StrAppend(&help, " [RFC 3339, such as 2027-01-31T17:00:00-05:00]");
  } else if (field.message_type() != nullptr) {
    absl::StrAppend(&help, " [a mapping, such as '{field: value}'; or --from-file]");
  }
  if (RulesOf(field).required()) absl::StrAppend(&help, " (required)");
  return help;
}

Flag FlagFor(const FieldDescriptor& field, const std::string& path) {
  Flag flag;
  flag.name = FlagName(field);
  flag.path = path;
  flag.field = &field;
  flag.repeated = field.is_repeated();
  flag.is_switch = field.type() == FieldDescriptor::TYPE_BOOL && !field.is_repeated();
  return flag;
}

// Collects the flags of a message's fields, those of nested ones included.
void Collect(const Descriptor& type, const std::string& prefix, std::vector<Flag>* flags) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (RulesOf(field).output_only() || IsSetElsewhere(field)) continue;
    std::string path = absl::StrCat(prefix, field.name());
    if (IsNested(field)) {
      Collect(*field.message_type(), path + ".", flags);
    } else {
      flags->push_back(FlagFor(field, path));
    }
  }
}

// `spec` as in Command::positionals: name, name?, name=default or name...
Flag Positional(absl::string_view spec, std::vector<Flag>* fields) {
  Flag flag;
  size_t end = spec.find_first_of("?=");
  absl::string_view path = spec.substr(0, end);
  bool repeated = absl::ConsumeSuffix(&path, "...");
  auto found = std::find_if(fields->begin(), fields->end(), [&](const Flag& field) { return field.path == path; });
  if (found != fields->end()) {
    flag = *found;
    fields->erase(found);
  } else {
    flag.kind = Flag::Kind::kAction;
    flag.path = std::string(path);
  }
  flag.name = absl::AsciiStrToUpper(Dashed(path.substr(path.rfind('.') + 1)));
  if (flag.field != nullptr && (flag.field->name() == "name" || flag.field->name() == "parent")) {
    std::vector<std::string> variables = VariablesOf(PatternOf(*flag.field));
    if (!variables.empty()) flag.name = absl::AsciiStrToUpper(variables.back());
  }
  flag.positional = true;
  flag.is_switch = false;
  flag.repeated = repeated;
  flag.required = end == absl::string_view::npos && !repeated;
  if (end != absl::string_view::npos && spec[end] == '=') flag.default_text = std::string(spec.substr(end + 1));
  return flag;
}

// The last `count` segments of a path as a flag: 2 of policy.roll_up.share is roll-up-share.
std::string TailOf(const std::string& path, size_t count) {
  std::vector<std::string> segments = absl::StrSplit(path, '.');
  size_t first = segments.size() > count ? segments.size() - count : 0;
  return Dashed(absl::StrJoin(segments.begin() + static_cast<std::ptrdiff_t>(first), segments.end(), "-"));
}

// Fields of one name in several nested messages take the names of these messages before theirs; the one that lies least
// deep keeps its own.
void TellApart(std::vector<Flag>* flags) {
  auto depth = [](const Flag& flag) { return std::count(flag.path.begin(), flag.path.end(), '.'); };
  std::set<std::string> taken;
  std::vector<Flag*> by_depth;
  for (Flag& flag : *flags) {
    if (!flag.positional) by_depth.push_back(&flag);
  }
  std::stable_sort(by_depth.begin(), by_depth.end(), [&](Flag* a, Flag* b) { return depth(*a) < depth(*b); });
  for (Flag* flag : by_depth) {
    auto segments_max = static_cast<size_t>(depth(*flag)) + 1;
    for (size_t segments = 2; !taken.insert(flag->name).second && segments <= segments_max; ++segments) {
      flag->name = TailOf(flag->path, segments);
    }
  }
}

// --cycle and the like for every id that a short name of one of the fields would lack.
void AddScopeFlags(const std::vector<std::string>& patterns, std::vector<Flag>* flags) {
  std::set<std::string> taken = {"state"};
  for (const Flag& flag : *flags) {
    if (!flag.positional) taken.insert(flag.name);
  }
  for (const std::string& pattern : patterns) {
    std::vector<std::string> variables = VariablesOf(pattern);
    if (!variables.empty()) variables.pop_back();
    for (const std::string& variable : variables) {
      if (!taken.insert(variable).second) continue;
      Flag flag;
      flag.kind = Flag::Kind::kScope;
      flag.name = flag.path = variable;
      flag.help = absl::StrCat("The ", variable, " of names that do not say it.");
      flags->push_back(flag);
    }
  }
}

// Patterns of the names a command takes.
std::vector<std::string> PatternsOf(const Command& command, const std::vector<Flag>& flags) {
  std::vector<std::string> patterns;
  for (const Flag& flag : flags) {
    if (flag.field != nullptr) patterns.push_back(PatternOf(*flag.field));
  }
  bool of_cycle = command.action == Action::kCastFile || command.action == Action::kRoundAdd ||
                  (command.action == Action::kImport && command.noun == "proposal");
  if (of_cycle) patterns.push_back("states/{state}/cycles/{cycle}/proposals/{proposal}");
  return patterns;
}

void AddHelp(std::vector<Flag>* flags) {
  for (Flag& flag : *flags) {
    if (flag.field != nullptr) flag.help = HelpOf(*flag.field);
    if (flag.field == nullptr && flag.positional && flag.path == "FILE") {
      flag.help = "CSV file with a header row; - reads standard input.";
    }
  }
}

}  // namespace

const std::vector<absl::string_view>& GlobalFlagNames() {
  static const auto* names = new std::vector<absl::string_view>{
      "server", "token-file", "tls-ca",     "context", "state",    "output",     "dry-run",   "all",
      "help",   "page-size",  "page-token", "timeout", "no-color", "request-id", "from-file", "each"};
  return *names;
}

const FieldDescriptor* BodyOf(const Descriptor& request) {
  for (int i = 0; i < request.field_count(); ++i) {
    if (IsNested(*request.field(i))) return request.field(i);
  }
  return nullptr;
}

bool TakesFile(const Command& command, const FieldDescriptor** body) {
  *body = nullptr;
  bool fits = command.action == Action::kCall || command.action == Action::kEach;
  if (!fits || command.methods.empty()) return false;
  *body = BodyOf(*FindMethod(MethodsOf(command).front())->input_type());
  return *body != nullptr;
}

std::vector<Flag> FlagsOf(const Command& command) {
  std::vector<Flag> fields;
  if (TakesRequestFlags(command)) Collect(*FindMethod(MethodsOf(command).front())->input_type(), "", &fields);
  std::vector<Flag> flags;
  for (absl::string_view spec : absl::StrSplit(command.positionals, ' ', absl::SkipEmpty())) {
    flags.push_back(Positional(spec, &fields));
  }
  for (const Flag& field : fields) {
    // What is made has neither a name nor an etag yet.
    bool nested = absl::StrContains(field.path, '.');
    bool is_own_name =
        nested && (field.field->name() == "name" || (field.field->name() == "etag" && command.verb != "update"));
    bool is_state = field.field->name() == "parent" && field.name == "state";
    // The server makes the name of what is created; a parent that is a state comes from --state.
    if (!is_own_name && !is_state) flags.push_back(field);
  }
  TellApart(&flags);
  for (const ActionFlag& extra : ActionFlagsOf(command)) {
    Flag flag;
    flag.kind = Flag::Kind::kAction;
    flag.name = flag.path = std::string(extra.name);
    flag.help = std::string(extra.help);
    flag.is_switch = extra.is_switch;
    flags.push_back(flag);
  }
  AddScopeFlags(PatternsOf(command, flags), &flags);
  AddHelp(&flags);
  return flags;
}

const Flag* FindFlag(const std::vector<Flag>& flags, absl::string_view path) {
  for (const Flag& flag : flags) {
    if (flag.path == path) return &flag;
  }
  return nullptr;
}

}  // namespace assay::cli
