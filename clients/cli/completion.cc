#include "clients/cli/completion.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/command_table.h"
#include "clients/cli/flags.h"
#include "clients/cli/values.h"

namespace assay::cli {
namespace {

constexpr char kBash[] = R"(# bash completion for assay
_assay() {
  local cur="${COMP_WORDS[COMP_CWORD]}"
  mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -F _assay assay
)";

constexpr char kZsh[] = R"(#compdef assay
_assay() {
  local -a candidates
  candidates=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "${candidates[1]}" ]]; then
    compadd -a candidates
  else
    _files
  fi
}
compdef _assay assay
)";

constexpr char kFish[] = R"(# fish completion for assay
function __assay_candidates
  set -l words (commandline -opc) (commandline -ct)
  $words[1] __complete $words[2..-1] 2>/dev/null
end
complete -c assay -a '(__assay_candidates)'
)";

bool IsFlag(const std::string& word) { return absl::StartsWith(word, "-"); }

std::vector<std::string> FlagWords(const Command& command) {
  std::vector<std::string> words;
  for (const Flag& flag : FlagsOf(command)) {
    if (!flag.positional) words.push_back(absl::StrCat("--", flag.name));
  }
  for (absl::string_view global : GlobalFlagNames()) words.push_back(absl::StrCat("--", global));
  return words;
}

// Values of the enum that the flag before takes.
std::vector<std::string> EnumWords(const Command& command, absl::string_view flag_word) {
  std::vector<std::string> words;
  for (const Flag& flag : FlagsOf(command)) {
    bool meant = !flag.positional && flag_word == absl::StrCat("--", flag.name);
    if (!meant || flag.field == nullptr || flag.field->enum_type() == nullptr) continue;
    for (const std::string& name : ShortEnumNames(*flag.field->enum_type())) {
      words.push_back(absl::AsciiStrToLower(name));
    }
  }
  return words;
}

std::vector<std::string> Verbs(absl::string_view noun) {
  std::vector<std::string> verbs;
  for (const Command& command : Commands()) {
    if (command.noun == noun) verbs.emplace_back(command.verb);
  }
  return verbs;
}

std::vector<std::string> AllCandidates(const std::vector<std::string>& words) {
  const std::string& last = words.back();
  // Values of flags before the noun are not told apart from nouns; nobody types them there.
  std::vector<std::string> plain;
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (!IsFlag(words[i])) plain.push_back(words[i]);
  }
  if (plain.empty()) {
    std::vector<absl::string_view> known = Nouns();
    std::vector<std::string> nouns(known.begin(), known.end());
    nouns.emplace_back("version");
    return IsFlag(last) ? std::vector<std::string>{"--help", "--version"} : nouns;
  }
  if (plain.size() == 1) return Verbs(plain[0]);
  const Command* command = FindCommand(plain[0], plain[1]);
  if (command == nullptr) return {};
  if (IsFlag(last)) return FlagWords(*command);
  return words.size() > 1 ? EnumWords(*command, words[words.size() - 2]) : std::vector<std::string>();
}

}  // namespace

std::vector<std::string> Candidates(const std::vector<std::string>& words) {
  std::vector<std::string> matching;
  if (words.empty()) return matching;
  for (const std::string& candidate : AllCandidates(words)) {
    if (absl::StartsWith(candidate, words.back())) matching.push_back(candidate);
  }
  return matching;
}

std::string CompletionScript(absl::string_view shell) {
  if (shell == "bash") return kBash;
  return shell == "zsh" ? kZsh : kFish;
}

}  // namespace assay::cli
