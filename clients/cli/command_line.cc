#include "clients/cli/command_line.h"

#include <algorithm>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/api.h"
#include "clients/cli/errors.h"
#include "clients/cli/values.h"

namespace assay::cli {
namespace {

constexpr char kDescription[] =
    "Validate credentials with employers and publish a priority list that anyone can recompute.";
constexpr int kMaxRepeats = 1 << 20;

bool Mentions(const std::vector<std::string>& arguments, absl::string_view word) {
  return std::find(arguments.begin(), arguments.end(), word) != arguments.end();
}

std::string Footer() {
  return absl::StrCat(kExitCodesHelp,
                      "\n\nEnvironment: ASSAY_SERVER, ASSAY_TOKEN_FILE, ASSAY_STATE, ASSAY_CYCLE, ASSAY_TLS_CA, "
                      "ASSAY_CONFIG, NO_COLOR\n"
                      "Names may be short: with --state nj, 2027/welder is states/nj/cycles/2027/proposals/welder.\n"
                      "\"assay NOUN --help\" lists the verbs of a noun, \"assay NOUN VERB --help\" every flag.");
}

void AddGlobals(CLI::App* app, Globals* globals) {
  app->add_option("--server", globals->server, "host:port (127.0.0.1:7401)");
  app->add_option("--token-file", globals->token_file, "File with your bearer token");
  app->add_option("--tls-ca", globals->tls_ca,
                  "PEM file of the authorities to trust, or \"system\"; plain text without");
  app->add_option("--context", globals->context, "Use this context instead of the current one");
  app->add_option("--state", globals->state, "The state to work in, such as nj; - is the installation itself");
  app->add_option("-o,--output", globals->output, "table, json, csv, yaml, or value=FIELD for one field (table)");
  app->add_option("--columns", globals->columns, "Columns of a table or CSV, such as name,title");
  app->add_flag("--dry-run", globals->dry_run, "Say what would happen and change nothing");
  app->add_flag("--all", globals->all, "Follow a list to its last page");
  app->add_option("--page-size", globals->page_size, "Rows of a page, at most 1000");
  app->add_option("--page-token", globals->page_token, "Begin with this page");
  app->add_option("--timeout", globals->timeout, "Of a call with its retries (60s)");
  app->add_option("--request-id", globals->request_id, "Makes a repeated change the same change");
  app->add_flag("--no-color", globals->no_color, "Plain output on a terminal too");
}

// Who may call, from the method's option.
std::string WhoMay(const Command& command) {
  if (command.methods.empty()) return "";
  const auto& access = FindMethod(MethodsOf(command).front())->options().GetExtension(v1::access);
  std::vector<std::string> roles;
  for (int role : access.roles()) {
    const auto* value = v1::Role_descriptor()->FindValueByNumber(role);
    roles.push_back(absl::AsciiStrToLower(absl::StrReplaceAll(ShortEnumName(*value), {{"_", "-"}})));
  }
  return absl::StrCat("\nWho may: ", absl::StrJoin(roles, ", "));
}

std::string SummaryOf(const Command& command) {
  if (!command.summary.empty()) return std::string(command.summary);
  return CommentOf(*FindMethod(MethodsOf(command).front()));
}

bool TakesEach(const Command& command) {
  if (command.action != Action::kCall) return false;
  return FindMethod(MethodsOf(command).front())->input_type()->FindFieldByName("request_id") != nullptr;
}

// CLI11's options of one command, beside the flags they stand for.
class VerbOptions {
 public:
  VerbOptions(CLI::App* verb, const Command& command, CommandLine* line) : line_(line) {
    line_->flags = FlagsOf(command);
    for (const Flag& flag : line_->flags) options_.push_back(Add(verb, flag));
    const google::protobuf::FieldDescriptor* body = nullptr;
    if (TakesFile(command, &body)) {
      verb->add_option(
          "--from-file", line_->from_file,
          absl::StrCat("YAML or JSON file with the ", body->name(), "; flags go over it; - reads standard input"));
    }
    if (TakesEach(command)) {
      verb->add_option(
          "--each", line_->each,
          "Do it for every row of a CSV file, columns filling the fields of their names; repeating the same "
          "file does nothing twice, a --request-id begins anew");
    }
    verb->footer(absl::StrCat("\nExample:\n  assay ", command.noun, " ", command.verb, " ", command.example,
                              WhoMay(command), "\nGlobal flags: assay --help"));
  }

  // Takes over what was given. False, with a message, when something is missing.
  bool Collect(std::string* missing) {
    for (size_t i = 0; i < options_.size(); ++i) {
      const Flag& flag = line_->flags[i];
      std::vector<std::string> texts = options_[i]->results();
      if (texts.empty() && !flag.default_text.empty()) texts = {flag.default_text};
      bool off = flag.is_switch && flag.kind == Flag::Kind::kAction && !texts.empty() && texts.back() == "false";
      if (!texts.empty() && !off) line_->values.given[flag.path] = std::move(texts);
      if (flag.required && !line_->values.Has(flag.path) && line_->each.empty() && missing->empty()) {
        *missing = flag.name;
      }
    }
    return missing->empty();
  }

 private:
  static CLI::Option* Add(CLI::App* verb, const Flag& flag) {
    std::string name = flag.positional ? flag.name : absl::StrCat("--", flag.name);
    if (flag.is_switch) return verb->add_flag(name, flag.help);
    CLI::Option* option = verb->add_option(
                                  name, [](const CLI::results_t&) { return true; }, flag.help)
                              ->type_name("TEXT");
    if (flag.positional && flag.repeated) return option->expected(1, kMaxRepeats)->allow_extra_args();
    option->expected(1)->allow_extra_args(false);
    if (flag.repeated) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    return option;
  }

  CommandLine* const line_;
  std::vector<CLI::Option*> options_;
};

}  // namespace

CommandLine ParseCommandLine(const std::vector<std::string>& arguments, const Environment& environment) {
  CommandLine line;
  CLI::App app(kDescription, "assay");
  AddGlobals(&app, &line.globals);
  app.set_version_flag("--version", "assay " ASSAY_VERSION " (API assay.v1)");
  app.footer(Footer());
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  std::unique_ptr<VerbOptions> options;
  const Command* mentioned = nullptr;
  for (absl::string_view noun : Nouns()) {
    CLI::App* noun_app = app.add_subcommand(std::string(noun), std::string(NounSummary(noun)))->fallthrough();
    bool noun_mentioned = Mentions(arguments, noun);
    if (noun_mentioned) noun_app->require_subcommand(1);
    for (const Command& command : Commands()) {
      if (command.noun != noun || !noun_mentioned) continue;
      CLI::App* verb = noun_app->add_subcommand(std::string(command.verb), SummaryOf(command))->fallthrough();
      verb->callback([&line, &command] { line.command = &command; });
      // Flags of other commands would only cost time: their words are not on this line.
      if (Mentions(arguments, command.verb) && options == nullptr && arguments.size() > 1) {
        mentioned = &command;
        options = std::make_unique<VerbOptions>(verb, command, &line);
      }
    }
  }
  CLI::App* version = app.add_subcommand("version", "Says which version this is");
  std::string missing;
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
    if (version->parsed()) *environment.out << app.version() << "\n";
    if (line.command != mentioned) line.command = nullptr;
    if (line.command != nullptr && !options->Collect(&missing)) {
      *environment.err << "error: " << missing << " is missing\nhint: --help explains the command\n";
      line.command = nullptr;
      line.exit_code = kExitUsage;
    }
  } catch (const CLI::ParseError& error) {
    line.command = nullptr;
    line.exit_code = app.exit(error, *environment.out, *environment.err) == 0 ? kExitOk : kExitUsage;
  }
  return line;
}

}  // namespace assay::cli
