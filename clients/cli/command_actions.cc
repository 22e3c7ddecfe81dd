// What the actions of the command table take beside fields, and what its nouns stand for.
#include <utility>

#include "clients/cli/command_table.h"

namespace assay::cli {

using A = Action;

std::vector<ActionFlag> ActionFlagsOf(const Command& command) {
  switch (command.action) {
    case A::kImport: {
      std::vector<ActionFlag> flags = {{"skip-invalid", "Take the valid rows and leave the others out.", true},
                                       {"display-name", "For people; the file's name when not given."},
                                       {"soc-version", "Edition of the occupation codes: 2010, 2018, OEWS_HYBRID."}};
      if (command.noun == "dataset") flags.push_back({"dataset", "The empty dataset to fill. (required)"});
      if (command.noun == "crosswalk") flags.push_back({"crosswalk", "The empty crosswalk to fill. (required)"});
      return flags;
    }
    case A::kCastFile:
      return {{"employer", "Only rows whose column employer_id is this."},
              {"round", "The round of every row, when there is no column round_id."},
              {"round-column", "Name of the column with the round; round_id when not given."}};
    case A::kRoundAdd:
      return {{"from-file", "CSV file with the columns round_id and proposal_id; - reads standard input."}};
    case A::kAdopt:
      return {{"from-file", "CSV file with the column credential_id; - reads standard input."}};
    case A::kDownload:
    case A::kNotice:
      return {
          {"output", "Where to write it; - is standard output. (required)"},
          {"list-version", "The version whose notices are printed, when no proposal is named; latest when not given."}};
    case A::kPacket:
      return {{"output", "Where to write it; - is standard output. (required)"}};
    case A::kTokenMake:
      return {{"output-file", "Write the secret there, readable by its owner only, instead of showing it."}};
    case A::kTokenAll:
      return {{"role", "Users with this role. (required)"},
              {"output-dir", "Folder for the files USER.token; those already there are left alone. (required)"}};
    case A::kContextSet:
      return {{"cycle", "The cycle of names that do not say it."}};
    case A::kCall:
    case A::kEach:
    case A::kContextUse:
    case A::kContextList:
    case A::kContextDelete:
    case A::kCompletion:
      return {};
  }
  return {};
}

absl::string_view NounSummary(absl::string_view noun) {
  static const auto* summaries = new std::vector<std::pair<absl::string_view, absl::string_view>>{
      {"state", "States of the installation, and a rehearsal's clock"},
      {"user", "Who may sign in"},
      {"token", "Bearer tokens"},
      {"auth", "Who you are"},
      {"backup", "Copies of the database"},
      {"credential", "The catalogue of credentials"},
      {"dataset", "Labor-market facts, in datasets that never change"},
      {"occupation", "Wages, openings and growth of occupations, and what a policy makes of them"},
      {"crosswalk", "Which codes of one scheme correspond to which of another"},
      {"cycle", "Round trips from proposals to a published list"},
      {"policy", "The rules by which a state decides"},
      {"decision", "What the rules come to, and why"},
      {"override", "What two people decided otherwise than the rules, with a reason"},
      {"proposal", "Proposals to put a credential on the list"},
      {"employer", "Employers and whether their word counts"},
      {"representative", "People who speak for an employer"},
      {"panel", "Panels of employers"},
      {"seat", "Places on a panel"},
      {"round", "A panel's review of a set of proposals"},
      {"endorsement", "How employers value a credential"},
      {"conflict", "Conflicts of interest"},
      {"annulment", "Ballots that are voided, on the word of two people"},
      {"attestation", "Texts that endorsers attest to"},
      {"paper", "Ballots and letters that staff record for an employer"},
      {"meeting", "Meetings of panels"},
      {"ballot", "Votes"},
      {"review", "What is left for you to review"},
      {"tally", "Votes counted"},
      {"list", "The priority credential list, in versions"},
      {"list-action", "What the list is to hold or drop without a vote"},
      {"comment", "Public comments on a preliminary list"},
      {"notice", "What proposers are told of a decision"},
      {"appeal", "Appeals against decisions"},
      {"import", "Bulk imports"},
      {"context", "Servers and states you work with"},
      {"completion", "Completion scripts for shells"},
  };
  for (const auto& [name, summary] : *summaries) {
    if (name == noun) return summary;
  }
  return "";
}

}  // namespace assay::cli
