// Resource names in short forms. With the state nj and the cycle 2027 known, a proposal may be written as welder,
// 2027/welder, cycles/2027/proposals/welder or states/nj/cycles/2027/proposals/welder.
#ifndef ASSAY_CLIENTS_CLI_NAMES_H_
#define ASSAY_CLIENTS_CLI_NAMES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace assay::cli {

// What is known without being written: pattern variable to id, such as state to nj.
using Scope = std::map<std::string, std::string>;

// The pattern of the names that a field holds, such as states/{state}/panels/{panel}; empty when it holds no name. A
// part in brackets at the front may be missing: [states/{state}/]users/{user} for
// "states/{state}/users/{user}|users/{user}". Of "A|A/rounds/{round}" it is A.
std::string PatternOf(const google::protobuf::FieldDescriptor& field);

// Variables of a pattern in order: state, panel.
std::vector<std::string> VariablesOf(absl::string_view pattern);

// The full name that `text` stands for; a full name of what lies below the pattern is left as it is. INVALID_ARGUMENT
// when it has more parts than the pattern, or a part is neither written nor in `scope`; the message says which flag
// gives it.
absl::StatusOr<std::string> CompleteName(absl::string_view pattern, absl::string_view text, const Scope& scope);

// Puts the ids that a full name holds into the scope, over those already there.
void LearnFrom(absl::string_view pattern, absl::string_view name, Scope* scope);

// The name as it is shown on a terminal: without the leading states/{state}/ when that is the scope's.
std::string Shorten(absl::string_view name, const Scope& scope);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_NAMES_H_
