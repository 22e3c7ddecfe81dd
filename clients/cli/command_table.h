// Every command of the program, on one page: what it calls, what it takes by position, what a table of it shows. Flags
// are not listed: they follow from the request's message (clients/cli/flags.h).
#ifndef ASSAY_CLIENTS_CLI_COMMAND_TABLE_H_
#define ASSAY_CLIENTS_CLI_COMMAND_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace assay::cli {

// How a command is carried out.
enum class Action {
  kCall,        // One call; lists follow pages.
  kEach,        // One call for every row of a CSV file.
  kImport,      // Upload, preview, apply.
  kRoundAdd,    // Any number of proposals, 40 a call.
  kCastFile,    // Ballots, conflicts and endorsements of a CSV file.
  kAdopt,       // One call, with entries of a CSV file.
  kDownload,    // All chunks of a version, checked by digest.
  kNotice,      // Decision notices as a page to print.
  kPacket,      // A meeting's papers as a page.
  kTokenMake,   // One call; the secret goes into a file.
  kTokenAll,    // A token for every user of a role.
  kContextSet,  // Local from here on.
  kContextUse,
  kContextList,
  kContextDelete,
  kCompletion,
};

struct Command {
  absl::string_view noun;
  absl::string_view verb;
  Action action;
  // Service/Method; several, separated by spaces, when the action calls more than one. Empty for local ones.
  absl::string_view methods;
  // Fields of the request, or words of the action, that are taken by position. "name" must be given, "name?" may be,
  // "name=latest" has a default, "names..." takes the rest.
  absl::string_view positionals;
  // Columns of a table, as paths into a row. Empty shows every field that is set.
  absl::string_view columns;
  // What is written after "assay noun verb".
  absl::string_view example;
  // What it does; empty takes the method's comment.
  absl::string_view summary = "";
};

const std::vector<Command>& Commands();

// Null when there is none.
const Command* FindCommand(absl::string_view noun, absl::string_view verb);

// What a noun stands for, for help.
absl::string_view NounSummary(absl::string_view noun);
std::vector<absl::string_view> Nouns();

// The methods a command calls, and the one its flags follow from.
std::vector<absl::string_view> MethodsOf(const Command& command);

// A flag that an action takes beside those of the request.
struct ActionFlag {
  absl::string_view name;
  absl::string_view help;
  bool is_switch = false;  // Takes no value.
};
std::vector<ActionFlag> ActionFlagsOf(const Command& command);

// Whether the flags of the command follow from its method's request.
bool TakesRequestFlags(const Command& command);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_COMMAND_TABLE_H_
