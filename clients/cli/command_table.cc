#include "clients/cli/command_table.h"

#include "absl/strings/str_split.h"

namespace assay::cli {
namespace {

constexpr absl::string_view kCredential = "name,title,issuer,type,code,soc_codes,cluster,lifecycle";
constexpr absl::string_view kCycle = "name,display_name,submission_open_time,submission_close_time,dataset";
constexpr absl::string_view kDataset = "name,display_name,soc_version,reference_year,state,row_count,source";
constexpr absl::string_view kOccupation =
    "area,soc_code,title,employment,annual_median_wage,annual_openings,growth,typical_education,job_zone";
constexpr absl::string_view kEmployer = "name,legal_name,state,naics,size_band,regions";
constexpr absl::string_view kRepresentative = "name,display_name,title,email,user";
constexpr absl::string_view kPanel = "name,display_name,sector,region";
constexpr absl::string_view kSeat = "name,employer,chair,term_start_date,term_end_date";
constexpr absl::string_view kRound = "name,panel,policy,state,deadline,item_count,seat_count";
constexpr absl::string_view kPolicy = "name,display_name,revision,algorithm_version,source";
constexpr absl::string_view kProposal = "name,credential,kind,state,demand_scope,soc_codes,round";
constexpr absl::string_view kEndorsement = "name,level,hires_last_year,expected_openings,revoked,endorse_time";
constexpr absl::string_view kBallot = "proposal,choice,employer,reason,revision,cast_time";
constexpr absl::string_view kDecision = "proposal,credential,kind,outcome";
constexpr absl::string_view kVersion = "version,state,origin,effective_date,entry_count,publish_time,rehearsal,digest";
constexpr absl::string_view kEntry =
    "credential,title,issuer,type,soc_codes,annual_median_wage,annual_openings,origin,change,listed_since_version";
constexpr absl::string_view kState = "name,display_name,time_zone,wage_area,rehearsal,rehearsal_time";
constexpr absl::string_view kUser = "name,display_name,email,roles,representative,disabled";
constexpr absl::string_view kToken = "name,user,display_name,expire_time,revoked";
constexpr absl::string_view kImport =
    "name,kind,target,state,applied_count,skipped_count,unchanged_count,warning_count";
constexpr absl::string_view kImportMethods =
    "ImportService/CreateImport ImportService/UploadImportChunk ImportService/PreviewImport ImportService/ApplyImport";
constexpr absl::string_view kCastMethods =
    "ReviewService/BatchCastBallots ReviewService/DeclareConflict ReviewService/EndorseProposal";
constexpr absl::string_view kTokenAllMethods = "AdminService/ListUsers AdminService/CreateToken";

using A = Action;

// clang-format off: one command, one or two lines
const std::vector<Command>& Table() {  // NOLINT(readability-function-size): a table
  static const auto* table = new std::vector<Command>{
      {"state", "create", A::kCall, "AdminService/CreateState", "state_id", kState,
       "nj --display-name 'New Jersey' --time-zone America/New_York --wage-area NJ --rehearsal"},
      {"state", "get", A::kCall, "AdminService/GetState", "name?", kState, "nj"},
      {"state", "list", A::kCall, "AdminService/ListStates", "", kState, ""},
      {"state", "set-time", A::kCall, "AdminService/SetRehearsalTime", "name time", kState,
       "nj 2027-02-01T09:00:00-05:00"},
      {"user", "create", A::kCall, "AdminService/CreateUser", "user_id", kUser,
       "ada --display-name 'Ada Moss' --roles agency-staff,approver"},
      {"user", "update", A::kCall, "AdminService/UpdateUser", "user.name", kUser, "ada --disabled"},
      {"user", "get", A::kCall, "AdminService/GetUser", "name", kUser, "ada"},
      {"user", "list", A::kCall, "AdminService/ListUsers", "", kUser, "--all"},
      {"token", "create", A::kTokenMake, "AdminService/CreateToken", "token.user", kToken,
       "ada --output-file ada.token"},
      {"token", "create-all", A::kTokenAll, kTokenAllMethods, "", "",
       "--role employer-representative --output-dir tokens",
       "Makes a token for every user of a role, each in a file of its own."},
      {"token", "revoke", A::kCall, "AdminService/RevokeToken", "name", kToken, "k3q7x2m5a9b4c6d8"},
      {"token", "list", A::kCall, "AdminService/ListTokens", "", kToken, ""},
      {"auth", "whoami", A::kCall, "AdminService/WhoAmI", "", "", ""},
      {"backup", "create", A::kCall, "AdminService/CreateBackup", "backup_id", "", "before-upgrade"},

      {"credential", "create", A::kCall, "CredentialService/CreateCredential", "credential_id?", kCredential,
       "comptia-a --title 'CompTIA A+' --issuer CompTIA --type industry-certification --soc-codes 15-1232"},
      {"credential", "update", A::kCall, "CredentialService/UpdateCredential", "credential.name", kCredential,
       "comptia-a --lifecycle retired"},
      {"credential", "get", A::kCall, "CredentialService/GetCredential", "name", kCredential, "comptia-a"},
      {"credential", "list", A::kCall, "CredentialService/ListCredentials", "", kCredential,
       "--soc-code 15-1232 -o csv"},
      {"credential", "search", A::kCall, "CredentialService/SearchCredentials", "query", kCredential,
       "'network security'"},
      {"credential", "import", A::kImport, kImportMethods, "FILE", "", "credentials.csv",
       "Adds and changes credentials from a CSV file; every bad row is shown first."},

      {"dataset", "create", A::kCall, "LaborMarketService/CreateDataset", "dataset_id", kDataset,
       "oews-2025 --display-name 'OEWS May 2025' --source 'BLS OEWS, May 2025' --soc-version 2018 --reference-year "
       "2025"},
      {"dataset", "get", A::kCall, "LaborMarketService/GetDataset", "name", kDataset, "oews-2025"},
      {"dataset", "list", A::kCall, "LaborMarketService/ListDatasets", "", kDataset, ""},
      {"dataset", "import", A::kImport, kImportMethods, "FILE", "", "occupations.csv --dataset oews-2025",
       "Fills a dataset from a CSV file, once, and seals it."},
      {"occupation", "get", A::kCall, "LaborMarketService/GetOccupation", "name", kOccupation, "oews-2025/NJ~15-1232"},
      {"occupation", "list", A::kCall, "LaborMarketService/ListOccupations", "", kOccupation,
       "--dataset oews-2025 --area NJ"},

      {"cycle", "create", A::kCall, "CycleService/CreateCycle", "cycle_id", kCycle,
       "2027 --display-name 'Cycle 2027' --dataset oews-2025"},
      {"cycle", "update", A::kCall, "CycleService/UpdateCycle", "cycle.name", kCycle,
       "2027 --submission-close-time 2027-03-01T00:00:00-05:00"},
      {"cycle", "get", A::kCall, "CycleService/GetCycle", "name", kCycle, "2027"},
      {"cycle", "list", A::kCall, "CycleService/ListCycles", "", kCycle, ""},

      {"policy", "create", A::kCall, "PolicyService/CreatePolicy", "policy_id", kPolicy,
       "standard --from-file policy.yaml"},
      {"policy", "update", A::kCall, "PolicyService/UpdatePolicy", "policy.name", kPolicy,
       "standard --from-file policy.yaml --etag abc"},
      {"policy", "get", A::kCall, "PolicyService/GetPolicy", "name", kPolicy, "standard@2"},
      {"policy", "list", A::kCall, "PolicyService/ListPolicies", "", kPolicy, ""},

      {"proposal", "create", A::kCall, "ProposalService/CreateProposal", "proposal_id?", kProposal,
       "comptia-a --cycle 2027 --credential comptia-a --kind new --cost 253"},
      {"proposal", "update", A::kCall, "ProposalService/UpdateProposal", "proposal.name", kProposal,
       "2027/comptia-a --proctored"},
      {"proposal", "submit", A::kCall, "ProposalService/SubmitProposal", "name", kProposal, "2027/comptia-a"},
      {"proposal", "return", A::kCall, "ProposalService/ReturnProposal", "name", kProposal,
       "2027/comptia-a --comment 'Add a SOC code.'"},
      {"proposal", "screen", A::kCall, "ProposalService/ScreenProposal", "name", kProposal, "2027/comptia-a"},
      {"proposal", "withdraw", A::kCall, "ProposalService/WithdrawProposal", "name", kProposal,
       "2027/comptia-a --comment 'No longer offered.'"},
      {"proposal", "get", A::kCall, "ProposalService/GetProposal", "name", kProposal, "2027/comptia-a"},
      {"proposal", "list", A::kCall, "ProposalService/ListProposals", "", kProposal,
       "--cycle 2027 --proposal-state screened"},
      {"proposal", "import", A::kImport, kImportMethods, "FILE", "", "proposals.csv --cycle 2027",
       "Adds and changes proposals from a CSV file; every bad row is shown first."},

      {"employer", "register", A::kCall, "EmployerService/RegisterEmployer", "employer_id", kEmployer,
       "acme --legal-name 'Acme Inc.' --registration-id 00-1234567"},
      {"employer", "update", A::kCall, "EmployerService/UpdateEmployer", "employer.name", kEmployer,
       "acme --regions north,south"},
      {"employer", "verify", A::kCall, "EmployerService/VerifyEmployer", "name", kEmployer,
       "acme --evidence 'State UI account.'"},
      {"employer", "suspend", A::kCall, "EmployerService/SuspendEmployer", "name", kEmployer,
       "acme --reason 'Closed.'"},
      {"employer", "get", A::kCall, "EmployerService/GetEmployer", "name", kEmployer, "acme"},
      {"employer", "list", A::kCall, "EmployerService/ListEmployers", "", kEmployer, "--employer-state pending"},
      {"employer", "import", A::kImport, kImportMethods, "FILE", "", "employers.csv",
       "Adds and changes employers from a CSV file; every bad row is shown first."},
      {"representative", "create", A::kCall, "EmployerService/CreateRepresentative", "representative_id",
       kRepresentative, "acme-rep-1 --employer acme --display-name 'Bo Lind' --email bo@acme.example"},
      {"representative", "get", A::kCall, "EmployerService/GetRepresentative", "name", kRepresentative,
       "acme/acme-rep-1"},
      {"representative", "list", A::kCall, "EmployerService/ListRepresentatives", "", kRepresentative,
       "--employer acme"},
      {"representative", "import", A::kEach, "EmployerService/CreateRepresentative", "FILE", "", "representatives.csv",
       "Enters the representatives of a CSV file: employer_id,representative_id,display_name,title,email."},

      {"panel", "create", A::kCall, "PanelService/CreatePanel", "panel_id", kPanel,
       "health --display-name 'Health Panel'"},
      {"panel", "get", A::kCall, "PanelService/GetPanel", "name", kPanel, "health"},
      {"panel", "list", A::kCall, "PanelService/ListPanels", "", kPanel, ""},
      {"panel", "import", A::kEach, "PanelService/CreatePanel", "FILE", "", "panels.csv",
       "Makes the panels of a CSV file: panel_id,display_name,sector,region."},
      {"seat", "create", A::kCall, "PanelService/CreateSeat", "seat_id", kSeat,
       "seat-1 --panel health --employer acme --chair"},
      {"seat", "end", A::kCall, "PanelService/EndSeat", "name", kSeat, "health/seat-1 --term-end-date 2027-06-30"},
      {"seat", "list", A::kCall, "PanelService/ListSeats", "", kSeat, "--panel health"},
      {"seat", "import", A::kEach, "PanelService/CreateSeat", "FILE", "", "seats.csv",
       "Gives the seats of a CSV file: panel_id,seat_id,employer_id,chair."},
      {"round", "create", A::kCall, "PanelService/CreateRound", "round_id", kRound,
       "health-1 --cycle 2027 --panel health --policy standard --deadline 2027-03-15T17:00:00-04:00"},
      {"round", "import", A::kEach, "PanelService/CreateRound", "FILE", "", "rounds.csv --cycle 2027 --policy standard",
       "Makes the rounds of a CSV file, round_id,panel_id; flags hold for every row."},
      {"round", "add", A::kRoundAdd, "PanelService/AddRoundItems", "round? proposals...", "",
       "2027/health-1 comptia-a welder",
       "Puts screened proposals before a round in draft; any number, or the rows of a CSV file: round_id,proposal_id."},
      {"round", "open", A::kCall, "PanelService/OpenRound", "name", kRound, "2027/health-1"},
      {"round", "extend", A::kCall, "PanelService/ExtendRound", "name", kRound,
       "2027/health-1 --deadline 2027-03-22T17:00:00-04:00"},
      {"round", "close", A::kCall, "PanelService/CloseRound", "name", kRound, "2027/health-1"},
      {"round", "get", A::kCall, "PanelService/GetRound", "name", kRound, "2027/health-1"},
      {"round", "list", A::kCall, "PanelService/ListRounds", "", kRound, "--cycle 2027 --round-state open"},
      {"round", "items", A::kCall, "PanelService/ListRoundItems", "parent", "", "2027/health-1 --all"},
      {"round", "assign", A::kCall, "PanelService/AssignReviews", "name", "seat,proposals",
       "2027/health-1 --seat health/seat-2 --proposals comptia-a,welder"},
      {"round", "progress", A::kCall, "PanelService/GetRoundProgress", "name",
       "seat,employer,assigned_count,answered_count", "2027/health-1"},

      {"endorsement", "give", A::kCall, "ReviewService/EndorseProposal", "proposal", kEndorsement,
       "2027/comptia-a --level preferred --hires-last-year 4"},
      {"endorsement", "revoke", A::kCall, "ReviewService/RevokeEndorsement", "proposal", kEndorsement,
       "2027/comptia-a"},
      {"endorsement", "list", A::kCall, "ReviewService/ListEndorsements", "parent", kEndorsement, "2027/comptia-a"},
      {"ballot", "cast", A::kCall, "ReviewService/CastBallot", "round paper.proposal paper.choice", kBallot,
       "2027/health-1 comptia-a approve --reason 'We hire them.'"},
      {"ballot", "cast-file", A::kCastFile, kCastMethods, "FILE", "", "ballots.csv --cycle 2027 --employer acme",
       "Casts the ballots of a CSV file: round_id,proposal_id,choice,reason; choice CONFLICT recuses, and a column "
       "endorsement_level endorses."},
      {"ballot", "conflict", A::kCall, "ReviewService/DeclareConflict", "round proposal", kBallot,
       "2027/health-1 comptia-a --reason 'We teach it.'"},
      {"ballot", "show", A::kCall, "ReviewService/GetMyBallot", "round proposal", kBallot, "2027/health-1 comptia-a"},
      {"ballot", "list", A::kCall, "ReviewService/ListBallots", "parent", kBallot, "2027/health-1 --all -o csv"},
      {"review", "list", A::kCall, "ReviewService/ListMyReviews", "", "round,proposal.name,credential_title,deadline",
       ""},
      {"tally", "get", A::kCall, "ReviewService/GetTally", "round proposal", "", "2027/health-1 comptia-a"},

      {"list", "preview", A::kCall, "PriorityListService/PreviewList", "", kDecision, "--cycle 2027 --policy standard"},
      {"list", "draft", A::kCall, "PriorityListService/DraftListVersion", "", "",
       "--cycle 2027 --policy standard --effective-date 2027-07-01"},
      {"list", "publish", A::kCall, "PriorityListService/PublishListVersion", "name", kVersion, "3 --etag abc"},
      {"list", "adopt", A::kAdopt, "PriorityListService/AdoptVersion", "", kVersion,
       "--adoption-date 2023-05-01 --authority 'State Board' --source https://example.org/list.pdf --from-file "
       "entries.csv"},
      {"list", "get", A::kCall, "PriorityListService/GetListVersion", "name=latest", kVersion, "latest"},
      {"list", "versions", A::kCall, "PriorityListService/ListListVersions", "", kVersion, ""},
      {"list", "entries", A::kCall, "PriorityListService/ListEntries", "parent=latest", kEntry, "latest --all -o csv"},
      {"list", "decisions", A::kCall, "PriorityListService/ListDecisions", "parent=latest", kDecision,
       "latest --all -o json"},
      {"list", "diff", A::kCall, "PriorityListService/DiffListVersions", "name=latest",
       "credential,change,changed_fields", "latest --base 1"},
      {"list", "download", A::kDownload, "PriorityListService/ReadListContent PriorityListService/GetListVersion",
       "name=latest", "", "latest --output list.json",
       "Saves a version's canonical bytes, checked against its digest."},
      {"import", "get", A::kCall, "ImportService/GetImport", "name", kImport, "k3q7x2m5a9b4c6d8"},

      {"context", "set", A::kContextSet, "", "name", "",
       "demo --server localhost:7401 --state nj --token-file admin.token",
       "Keeps --server, --token-file, --tls-ca, --state and --cycle under a name."},
      {"context", "use", A::kContextUse, "", "name", "", "demo", "Makes a context the one that is used."},
      {"context", "list", A::kContextList, "", "", "", "", "Lists the contexts; * marks the one that is used."},
      {"context", "delete", A::kContextDelete, "", "name", "", "demo", "Forgets a context. Its token file stays."},
      {"completion", "bash", A::kCompletion, "", "", "", "> /etc/bash_completion.d/assay",
       "Prints the completion script for bash."},
      {"completion", "zsh", A::kCompletion, "", "", "", "> ~/.zfunc/_assay", "Prints the completion script for zsh."},
      {"completion", "fish", A::kCompletion, "", "", "", "> ~/.config/fish/completions/assay.fish",
       "Prints the completion script for fish."},
  };
  return *table;
}
// clang-format on

}  // namespace

const std::vector<Command>& Commands() { return Table(); }

const Command* FindCommand(absl::string_view noun, absl::string_view verb) {
  for (const Command& command : Commands()) {
    if (command.noun == noun && command.verb == verb) return &command;
  }
  return nullptr;
}

std::vector<absl::string_view> Nouns() {
  std::vector<absl::string_view> nouns;
  for (const Command& command : Commands()) {
    if (nouns.empty() || nouns.back() != command.noun) nouns.push_back(command.noun);
  }
  return nouns;
}

std::vector<absl::string_view> MethodsOf(const Command& command) {
  return absl::StrSplit(command.methods, ' ', absl::SkipEmpty());
}

bool TakesRequestFlags(const Command& command) {
  return command.action == A::kCall || command.action == A::kEach || command.action == A::kAdopt ||
         command.action == A::kTokenMake;
}

}  // namespace assay::cli
