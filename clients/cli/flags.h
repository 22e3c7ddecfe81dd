// Flags of a command, from the message that it sends. A field of a nested message becomes a flag of its own name
// (CreateCredentialRequest.credential.title is --title); fields that the server sets never do.
#ifndef ASSAY_CLIENTS_CLI_FLAGS_H_
#define ASSAY_CLIENTS_CLI_FLAGS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/command_table.h"
#include "google/protobuf/descriptor.h"

namespace assay::cli {

struct Flag {
  enum class Kind {
    kField,   // Sets a field of the request.
    kScope,   // Gives an id that short resource names lack, such as --cycle.
    kAction,  // Means something to the action.
  };
  Kind kind = Kind::kField;
  std::string name;  // soc-codes, without dashes; of a positional, how help shows it.
  std::string path;  // credential.soc_codes; otherwise the name.
  const google::protobuf::FieldDescriptor* field = nullptr;  // Of kField.
  std::string help;
  std::string default_text;  // Of a positional.
  bool positional = false;
  bool required = false;   // Without it the command line is wrong. Of positionals only: the server judges fields.
  bool repeated = false;   // May be given several times, or as a comma list.
  bool is_switch = false;  // Takes no value, or =false.
};

// Positionals first, in order.
std::vector<Flag> FlagsOf(const Command& command);

// Null when there is none. `path` as in Flag.
const Flag* FindFlag(const std::vector<Flag>& flags, absl::string_view path);

// Flags that every command takes; a field of that name gets another one.
const std::vector<absl::string_view>& GlobalFlagNames();

// Whether the message can be filled from a file, and which field of the request the file holds: the resource, such as
// policy, or null for the whole request. False when it has nothing to fill.
bool TakesFile(const Command& command, const google::protobuf::FieldDescriptor** body);

// The nested resource that a create or update carries; null without one.
const google::protobuf::FieldDescriptor* BodyOf(const google::protobuf::Descriptor& request);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_FLAGS_H_
