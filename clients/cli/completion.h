// Completion of command lines: one function that knows the candidates, and three small scripts that ask it.
#ifndef ASSAY_CLIENTS_CLI_COMPLETION_H_
#define ASSAY_CLIENTS_CLI_COMPLETION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace assay::cli {

// What the last word may become, given the words after "assay": nouns, verbs, flags, values of an enum. Empty leaves it
// to the shell, which offers files.
std::vector<std::string> Candidates(const std::vector<std::string>& words);

// The script for bash, zsh or fish.
std::string CompletionScript(absl::string_view shell);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_COMPLETION_H_
