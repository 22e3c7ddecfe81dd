#include "clients/cli/command_table.h"

#include "absl/strings/str_split.h"

namespace assay::cli {
namespace {

constexpr absl::string_view kCredential = "name,title,issuer,type,code,soc_codes,cluster,lifecycle";
constexpr absl::string_view kCycle = "name,display_name,dataset";
constexpr absl::string_view kDataset = "name,display_name,soc_version,reference_year,state,row_count,source";
constexpr absl::string_view kOccupation =
    "area,soc_code,title,employment,annual_median_wage,annual_openings,growth,typical_education,job_zone";
constexpr absl::string_view kPriorityOccupation = "soc_code,title,standing,regions,unmet,undecided,by_exception";
constexpr absl::string_view kCrosswalk = "name,display_name,from_scheme,to_scheme,state,row_count,source";
constexpr absl::string_view kEmployer = "name,legal_name,state,kind,naics,size_band,regions,affiliate_of";
constexpr absl::string_view kRepresentative = "name,display_name,title,email,user";
constexpr absl::string_view kPanel = "name,display_name,sector,region,parent_panel";
constexpr absl::string_view kSeat = "name,employer,chair,weight,alternates,term_start_date,term_end_date";
constexpr absl::string_view kSeatPlan =
    "seat,employer,before_count,after_count,preferred_count,unwanted_count,conflict_count";
constexpr absl::string_view kRound = "name,panel,policy,state,deadline,item_count,seat_count";
constexpr absl::string_view kPolicy = "name,display_name,revision,algorithm_version,source";
constexpr absl::string_view kPreset = "name,display_name,rule,open_fields";
constexpr absl::string_view kPolicyDifference = "proposal,effect,before.outcome,before.tier,after.outcome,after.tier";
constexpr absl::string_view kOverride = "name,outcome,tier,category,state,proposed_by,confirmed_by,reason";
constexpr absl::string_view kProposal = "name,credential,kind,state,demand_scope,soc_codes,round";
constexpr absl::string_view kStages = "id,kind,open_local_time,close_local_time,grace_minutes,state,end_time";
constexpr absl::string_view kExtension = "name,until_local_time,until_time,reason,granter";
constexpr absl::string_view kNote = "create_time,visibility,author,text";
constexpr absl::string_view kSimilar = "proposal,credential_name,similarity";
constexpr absl::string_view kEndorsement =
    "name,level,hires_last_year,expected_openings,channel,revoked,disputed,endorse_time";
constexpr absl::string_view kAttestation = "name,display_name,text_sha256,create_time";
constexpr absl::string_view kPaper = "name,employer,state,source.channel,record_user,check_user,confirm_user";
constexpr absl::string_view kMeeting = "name,display_name,start_time,place,round,state";
constexpr absl::string_view kBallot = "proposal,choice,employer,reason,revision,cast_time";
constexpr absl::string_view kConflict = "proposal,employer,has_conflict,nature,explanation,declaration";
constexpr absl::string_view kDeclaration = "name,interests,signer_name,sign_time,superseded";
constexpr absl::string_view kAnnulment = "name,seat,proposals,state,reason,proposed_by,decided_by,etag";
constexpr absl::string_view kDecision = "proposal,credential,kind,outcome";
constexpr absl::string_view kVersion = "version,state,origin,effective_date,entry_count,publish_time,rehearsal,digest";
constexpr absl::string_view kEntry =
    "credential,title,issuer,type,soc_codes,annual_median_wage,annual_openings,origin,change,listed_since_version";
constexpr absl::string_view kComment = "name,state,credential,author_name,organization,text,answer,create_time";
constexpr absl::string_view kAppeal = "name,state,officer,round,decide_by_time,outcome,lapsed";
constexpr absl::string_view kNotice = "proposal,title,decision.outcome,list_version,issue_time,appeal_last_date";
constexpr absl::string_view kListAction = "name,kind,credential,until_date,state,proposer,confirmer";
constexpr absl::string_view kState = "name,display_name,time_zone,wage_area,rehearsal,rehearsal_time";
constexpr absl::string_view kUser = "name,display_name,email,roles,representative,disabled";
constexpr absl::string_view kToken = "name,user,display_name,expire_time,revoked";
constexpr absl::string_view kImport =
    "name,kind,target,state,applied_count,skipped_count,unchanged_count,warning_count";
constexpr absl::string_view kImportMethods =
    "ImportService/CreateImport ImportService/UploadImportChunk ImportService/PreviewImport ImportService/ApplyImport";
constexpr absl::string_view kCastMethods =
    "ReviewService/BatchCastBallots ReviewService/DeclareConflict EndorsementService/EndorseProposal";
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
      {"credential", "link", A::kCall, "CredentialService/LinkCredentials", "name link.predecessor", kCredential,
       "comptia-a-2025 comptia-a --kind replaces --date 2025-07-01"},
      {"credential", "unlink", A::kCall, "CredentialService/UnlinkCredentials", "name predecessor", kCredential,
       "comptia-a-2025 comptia-a"},
      {"credential", "history", A::kCall, "PriorityListService/GetCredentialHistory", "name",
       "list_version,effective_date,status,history.change,history.causes", "comptia-a --include-linked"},
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
      {"occupation", "priority", A::kCall, "LaborMarketService/ListPriorityOccupations", "", kPriorityOccupation,
       "--dataset oews-2025 --policy standard --standing in --all"},
      {"occupation", "explain", A::kCall, "LaborMarketService/ExplainOccupation", "soc_code",
       "criterion,subject,input,threshold,verdict", "29-1141 --dataset oews-2025 --policy standard"},
      {"occupation", "area", A::kCall, "LaborMarketService/GetArea", "area", "", "NJ --dataset oews-2025"},
      {"crosswalk", "create", A::kCall, "LaborMarketService/CreateCrosswalk", "crosswalk_id", kCrosswalk,
       "soc-2010-2018 --display-name 'SOC 2010 to 2018' --source 'BLS crosswalk, 2019' --from-scheme soc-2010 "
       "--to-scheme soc-2018"},
      {"crosswalk", "get", A::kCall, "LaborMarketService/GetCrosswalk", "name", kCrosswalk, "soc-2010-2018"},
      {"crosswalk", "list", A::kCall, "LaborMarketService/ListCrosswalks", "", kCrosswalk, ""},
      {"crosswalk", "rows", A::kCall, "LaborMarketService/ListCrosswalkRows", "parent", "from_code,to_code",
       "soc-2010-2018 --from-code 15-1134"},
      {"crosswalk", "import", A::kImport, kImportMethods, "FILE", "", "pairs.csv --crosswalk soc-2010-2018",
       "Fills a crosswalk from a CSV file, once, and seals it."},

      {"cycle", "create", A::kCall, "CycleService/CreateCycle", "cycle_id", kCycle,
       "2027 --display-name 'Cycle 2027' --dataset oews-2025"},
      {"cycle", "update", A::kCall, "CycleService/UpdateCycle", "cycle.name", kCycle, "2027 --from-file cycle.yaml"},
      {"cycle", "clone", A::kCall, "CycleService/CloneCycle", "name cycle_id", kCycle,
       "2027 2028 --display-name 'Cycle 2028' --shift-years 1"},
      {"cycle", "plan", A::kCall, "CycleService/PlanCycle", "", kStages, "--from-file calendar.yaml"},
      {"cycle", "get", A::kCall, "CycleService/GetCycle", "name", kCycle, "2027"},
      {"cycle", "list", A::kCall, "CycleService/ListCycles", "", kCycle, ""},

      {"policy", "create", A::kCall, "PolicyService/CreatePolicy", "policy_id", kPolicy,
       "standard --from-file policy.yaml"},
      {"policy", "update", A::kCall, "PolicyService/UpdatePolicy", "policy.name", kPolicy,
       "standard --from-file policy.yaml --etag abc"},
      {"policy", "get", A::kCall, "PolicyService/GetPolicy", "name", kPolicy, "standard@2"},
      {"policy", "list", A::kCall, "PolicyService/ListPolicies", "", kPolicy, ""},
      {"policy", "presets", A::kCall, "PolicyService/ListPolicyPresets", "", kPreset, ""},
      {"policy", "preset", A::kCall, "PolicyService/GetPolicyPreset", "name", "", "in -o yaml"},
      {"policy", "simulate", A::kCall, "DecisionService/SimulatePolicy", "policy?", kPolicyDifference,
       "strict --cycle 2027"},
      {"policy", "compare", A::kCall, "DecisionService/ComparePolicies", "base other", kPolicyDifference,
       "standard strict --cycle states/nj/cycles/2027/rounds/health-1"},

      {"decision", "explain", A::kCall, "DecisionService/ExplainDecision", "name", "", "2027/comptia-a"},
      {"override", "create", A::kCall, "DecisionService/CreateOverride", "override_id", kOverride,
       "plant-in-may --cycle 2027 --proposal comptia-a --outcome approved --reason 'A plant opens in May.'"},
      {"override", "confirm", A::kCall, "DecisionService/ConfirmOverride", "name", kOverride,
       "2027/comptia-a/plant-in-may --etag 1"},
      {"override", "cancel", A::kCall, "DecisionService/CancelOverride", "name", kOverride,
       "2027/comptia-a/plant-in-may --reason 'The plant does not come.'"},
      {"override", "get", A::kCall, "DecisionService/GetOverride", "name", kOverride, "2027/comptia-a/plant-in-may"},
      {"override", "list", A::kCall, "DecisionService/ListOverrides", "", kOverride, "--cycle 2027"},

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
      {"proposal", "extend", A::kCall, "ProposalService/GrantExtension", "name stage", kExtension,
       "2027/comptia-a submission --until-local-time 2027-03-05T17:00 --reason 'Storm of March 1.'"},
      {"proposal", "extensions", A::kCall, "ProposalService/ListExtensions", "", kExtension, "--cycle 2027"},
      {"proposal", "note", A::kCall, "ProposalService/AddProposalNote", "parent", kNote,
       "2027/comptia-a --visibility staff --text 'Wage claim checked.'"},
      {"proposal", "notes", A::kCall, "ProposalService/ListProposalNotes", "parent", kNote, "2027/comptia-a"},
      {"proposal", "similar", A::kCall, "ProposalService/ListSimilarProposals", "name", kSimilar, "2027/comptia-a"},
      {"proposal", "import", A::kImport, kImportMethods, "FILE", "", "proposals.csv --cycle 2027",
       "Adds and changes proposals from a CSV file; every bad row is shown first."},

      {"employer", "register", A::kCall, "EmployerService/RegisterEmployer", "employer_id", kEmployer,
       "acme --legal-name 'Acme Inc.' --registration-id 00-1234567"},
      {"employer", "update", A::kCall, "EmployerService/UpdateEmployer", "employer.name", kEmployer,
       "acme --regions north,south"},
      {"employer", "verify", A::kCall, "EmployerService/VerifyEmployer", "name", kEmployer,
       "acme --evidence 'State UI account.'"},
      {"employer", "reject", A::kCall, "EmployerService/RejectEmployer", "name", kEmployer,
       "acme --reason 'No such account.'"},
      {"employer", "merge", A::kCall, "EmployerService/MergeEmployers", "name into", kEmployer,
       "acme acme-group --reason 'Deed of March 1.'"},
      {"employer", "suspend", A::kCall, "EmployerService/SuspendEmployer", "name", kEmployer,
       "acme --reason 'Closed.'"},
      {"employer", "get", A::kCall, "EmployerService/GetEmployer", "name", kEmployer, "acme"},
      {"employer", "list", A::kCall, "EmployerService/ListEmployers", "", kEmployer, "--employer-state pending"},
      {"employer", "flags", A::kCall, "EmployerService/ListEmployerFlags", "parent",
       "kind,subject,voice_count,employers,start_time,end_time", "2027"},
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
      {"panel", "update", A::kCall, "PanelService/UpdatePanel", "panel.name", kPanel, "health --sector Health"},
      {"panel", "get", A::kCall, "PanelService/GetPanel", "name", kPanel, "health"},
      {"panel", "list", A::kCall, "PanelService/ListPanels", "", kPanel, ""},
      {"panel", "import", A::kEach, "PanelService/CreatePanel", "FILE", "", "panels.csv",
       "Makes the panels of a CSV file: panel_id,display_name,sector,region."},
      {"seat", "create", A::kCall, "PanelService/CreateSeat", "seat_id", kSeat,
       "seat-1 --panel health --employer acme --chair"},
      {"seat", "update", A::kCall, "PanelService/UpdateSeat", "seat.name", kSeat,
       "health/seat-1 --weight 2 --alternates bolt"},
      {"seat", "end", A::kCall, "PanelService/EndSeat", "name", kSeat, "health/seat-1 --term-end-date 2027-06-30"},
      {"seat", "list", A::kCall, "PanelService/ListSeats", "", kSeat, "--panel health"},
      {"seat", "import", A::kEach, "PanelService/CreateSeat", "FILE", "", "seats.csv",
       "Gives the seats of a CSV file: panel_id,seat_id,employer_id,chair."},
      {"round", "create", A::kCall, "RoundService/CreateRound", "round_id", kRound,
       "health-1 --cycle 2027 --panel health --policy standard --deadline 2027-03-15T17:00:00-04:00"},
      {"round", "import", A::kEach, "RoundService/CreateRound", "FILE", "", "rounds.csv --cycle 2027 --policy standard",
       "Makes the rounds of a CSV file, round_id,panel_id; flags hold for every row."},
      {"round", "add", A::kRoundAdd, "RoundService/AddRoundItems", "round? proposals...", "",
       "2027/health-1 comptia-a welder",
       "Puts screened proposals before a round in draft; any number, or the rows of a CSV file: round_id,proposal_id."},
      {"round", "open", A::kCall, "RoundService/OpenRound", "name", kRound, "2027/health-1"},
      {"round", "extend", A::kCall, "RoundService/ExtendRound", "name", kRound,
       "2027/health-1 --deadline 2027-03-22T17:00:00-04:00"},
      {"round", "close", A::kCall, "RoundService/CloseRound", "name", kRound, "2027/health-1"},
      {"round", "get", A::kCall, "RoundService/GetRound", "name", kRound, "2027/health-1"},
      {"round", "list", A::kCall, "RoundService/ListRounds", "", kRound, "--cycle 2027 --round-state open"},
      {"round", "items", A::kCall, "RoundService/ListRoundItems", "parent", "", "2027/health-1 --all"},
      {"round", "assign", A::kCall, "AssignmentService/AssignReviews", "name", "seat,proposals",
       "2027/health-1 --seat health/seat-2 --proposals comptia-a,welder"},
      {"round", "prefer", A::kCall, "AssignmentService/SetReviewPreferences", "name", "proposal,preference",
       "2027/health-1 --preferences '{proposal: states/nj/cycles/2027/proposals/welder, preference: YES}'"},
      {"round", "plan", A::kCall, "AssignmentService/PlanAssignments", "name", kSeatPlan,
       "2027/health-1 --reviewers-min 3 --seat-proposals-max 40"},
      {"round", "apply-plan", A::kCall, "AssignmentService/ApplyAssignmentPlan", "name", "",
       "2027/health-1 --reviewers-min 3 --seat-proposals-max 40 --plan-etag 5d41402abc4b2a76b9719d911017c592"},
      {"round", "progress", A::kCall, "RoundService/GetRoundProgress", "name",
       "seat,employer,assigned_count,answered_count", "2027/health-1"},
      {"round", "follow-up", A::kCall, "RoundService/CreateFollowUpRound", "previous_round round_id", "",
       "2027/health-1 health-2 --deadline 2027-04-15T17:00:00-04:00"},
      {"round", "add-open", A::kCall, "RoundService/AddFollowUpItems", "name", "", "2027/health-2"},
      {"round", "prior", A::kCall, "RoundService/GetPriorRound", "round proposal", "", "2027/health-2 comptia-a"},
      {"round", "seats", A::kCall, "RoundService/ListRoundSeats", "parent",
       "seat,employer,chair,weight,group,vacant,earlier_employers", "2027/health-1"},
      {"round", "take-seat", A::kCall, "RoundService/TakeSeat", "round seat employer", "",
       "2027/health-1 health/seat-2 general-hospital --reason 'acme was sold'"},
      {"round", "vacate-seat", A::kCall, "RoundService/VacateSeat", "round seat", "",
       "2027/health-1 health/seat-2 --reason 'acme closed'"},
      {"round", "post", A::kCall, "RoundService/PostMessage", "parent message.text", "",
       "2027/health-1 'Is the exam proctored?' --proposal comptia-a"},
      {"round", "messages", A::kCall, "RoundService/ListMessages", "parent", "post_time,employer,chair,proposal,text",
       "2027/health-1 --all"},
      {"conflict", "answer", A::kCall, "ConflictService/AnswerConflict", "round proposal", kConflict,
       "2027/health-1 comptia-a --has-conflict --nature provides --explanation 'we sell the course'"},
      {"conflict", "import", A::kEach, "ConflictService/AnswerConflict", "FILE", "", "answers.csv",
       "Answers for every row of a CSV file: round,proposal,has_conflict,nature,explanation."},
      {"conflict", "list", A::kCall, "ConflictService/ListConflicts", "parent", kConflict, "2027/health-1 --all"},
      {"conflict", "declare", A::kCall, "ConflictService/SignConflictDeclaration", "declaration_id", kDeclaration,
       "d-2027 --employer acme --signer-name 'Ann Lee' --interests '{issuer: AWS, nature: financial}'"},
      {"conflict", "declarations", A::kCall, "ConflictService/ListConflictDeclarations", "parent", kDeclaration,
       "acme"},
      {"annulment", "propose", A::kCall, "AnnulmentService/AnnulBallots", "annulment_id", kAnnulment,
       "a1 --round 2027/health-1 --seat health/seat-2 --proposals comptia-a --reason 'not an employer of the state'"},
      {"annulment", "confirm", A::kCall, "AnnulmentService/ConfirmAnnulment", "name etag", kAnnulment,
       "2027/health-1/a1 1"},
      {"annulment", "cancel", A::kCall, "AnnulmentService/CancelAnnulment", "name", kAnnulment, "2027/health-1/a1"},
      {"annulment", "list", A::kCall, "AnnulmentService/ListAnnulments", "parent", kAnnulment, "2027/health-1"},

      {"endorsement", "give", A::kCall, "EndorsementService/EndorseProposal", "proposal", kEndorsement,
       "2027/comptia-a --level preferred --hires-last-year 4"},
      {"endorsement", "revoke", A::kCall, "EndorsementService/RevokeEndorsement", "proposal", kEndorsement,
       "2027/comptia-a"},
      {"endorsement", "list", A::kCall, "EndorsementService/ListEndorsements", "parent", kEndorsement,
       "2027/comptia-a"},
      {"endorsement", "show", A::kCall, "EndorsementService/GetMyEndorsement", "proposal", kEndorsement,
       "2027/comptia-a"},
      {"attestation", "create", A::kCall, "EndorsementService/CreateAttestation", "attestation_id", kAttestation,
       "v2 --display-name 'Hiring statement' --text 'We hire and prefer holders of this credential.'"},
      {"attestation", "get", A::kCall, "EndorsementService/GetAttestation", "name", "", "v2"},
      {"attestation", "list", A::kCall, "EndorsementService/ListAttestations", "", kAttestation, ""},
      {"paper", "ballot", A::kCall, "PaperService/RecordPaperBallot", "paper_submission_id employer", kPaper,
       "b-17 acme --cycle 2027 --round health-1 --proposal welder --choice approve --channel paper --document-sha256 "
       "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --received-date 2027-03-02"},
      {"paper", "endorsement", A::kCall, "PaperService/RecordPaperEndorsement", "paper_submission_id employer", kPaper,
       "l-4 acme --cycle 2027 --proposal welder --level preferred --channel email --document-sha256 "
       "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --received-date 2027-03-02"},
      {"paper", "check", A::kCall, "PaperService/CheckPaperSubmission", "name", kPaper, "2027/b-17"},
      {"paper", "reject", A::kCall, "PaperService/RejectPaperSubmission", "name", kPaper,
       "2027/b-17 --reason 'Not signed.'"},
      {"paper", "confirm", A::kCall, "PaperService/ConfirmPaperSubmission", "name", kPaper, "2027/b-17"},
      {"paper", "dispute", A::kCall, "PaperService/DisputePaperSubmission", "name", kPaper,
       "2027/b-17 --reason 'We said no.'"},
      {"paper", "get", A::kCall, "PaperService/GetPaperSubmission", "name", kPaper, "2027/b-17"},
      {"paper", "list", A::kCall, "PaperService/ListPaperSubmissions", "", kPaper,
       "--cycle 2027 --paper-submission-state recorded"},
      {"meeting", "create", A::kCall, "MeetingService/CreateMeeting", "meeting_id", kMeeting,
       "spring --panel health --display-name 'Spring meeting' --start-time 2027-03-10T13:00:00-05:00 --from-file "
       "meeting.yaml"},
      {"meeting", "update", A::kCall, "MeetingService/UpdateMeeting", "meeting.name", kMeeting,
       "health/spring --place 'Room 5'"},
      {"meeting", "cancel", A::kCall, "MeetingService/CancelMeeting", "name", kMeeting,
       "health/spring --reason 'Snow.'"},
      {"meeting", "attendance", A::kCall, "MeetingService/RecordAttendance", "name", kMeeting,
       "health/spring --attendance '{seat: states/nj/panels/health/seats/seat-1, person_name: Bo Lind, presence: "
       "IN_PERSON}'"},
      {"meeting", "minutes", A::kCall, "MeetingService/RecordMinutes", "name", kMeeting,
       "health/spring --minutes 'All points were dealt with.'"},
      {"meeting", "approve-minutes", A::kCall, "MeetingService/ApproveMinutes", "name", kMeeting, "health/spring"},
      {"meeting", "get", A::kCall, "MeetingService/GetMeeting", "name", "", "health/spring"},
      {"meeting", "list", A::kCall, "MeetingService/ListMeetings", "", kMeeting, "--panel health"},
      {"meeting", "packet", A::kPacket, "MeetingService/GetMeetingPacket", "name", "",
       "health/spring --output packet.html", "Writes what a meeting needs on paper as a page to print."},
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
      {"list", "amend", A::kCall, "PriorityListService/DraftAmendment", "", "",
       "--cause appeal --reason 'Appeal of welder.' --effective-date 2027-09-01"},
      {"list", "release", A::kCall, "PriorityListService/ReleaseListVersion", "name", kVersion, "3 --etag abc"},
      {"list", "sign", A::kCall, "PriorityListService/SignListVersion", "name agency", kVersion, "3 tea --etag abc"},
      {"list", "revise", A::kCall, "PriorityListService/RequestRevisions", "name", kVersion,
       "3 --etag abc --reason 'The wages are of last year.'"},
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
       "credential,change,changed_fields,causes", "latest --base 1"},
      {"list", "notify", A::kCall, "PriorityListService/IssueDecisionNotices", "name", kVersion, "3 --etag abc"},
      {"list", "download", A::kDownload, "PriorityListService/ReadListContent PriorityListService/GetListVersion",
       "name=latest", "", "latest --output list.json",
       "Saves a version's canonical bytes, checked against its digest."},
      {"list-action", "create", A::kCall, "ListActionService/CreateListAction", "list_action_id", kListAction,
       "suspend-welder --cycle 2027 --kind suspension --credential welder --reason 'Under investigation.'"},
      {"list-action", "confirm", A::kCall, "ListActionService/ConfirmListAction", "name", kListAction,
       "2027/suspend-welder --etag 1"},
      {"list-action", "cancel", A::kCall, "ListActionService/CancelListAction", "name", kListAction,
       "2027/suspend-welder"},
      {"list-action", "get", A::kCall, "ListActionService/GetListAction", "name", kListAction, "2027/suspend-welder"},
      {"list-action", "list", A::kCall, "ListActionService/ListListActions", "", kListAction,
       "--cycle 2027 --list-action-state proposed"},
      {"comment", "create", A::kCall, "CommentService/CreateComment", "", kComment,
       "--cycle 2027 --credential welder --author-name 'Pat Doe' --text 'We hire welders.'"},
      {"comment", "show", A::kCall, "CommentService/ShowComment", "name", kComment, "2027/17"},
      {"comment", "reject", A::kCall, "CommentService/RejectComment", "name", kComment,
       "2027/17 --reason 'Names a pupil.'"},
      {"comment", "answer", A::kCall, "CommentService/AnswerComment", "name", kComment,
       "2027/17 --answer 'The figures were added.'"},
      {"comment", "get", A::kCall, "CommentService/GetComment", "name", kComment, "2027/17"},
      {"comment", "list", A::kCall, "CommentService/ListComments", "", kComment, "--cycle 2027 --all -o csv"},
      {"notice", "get", A::kCall, "AppealService/GetDecisionNotice", "proposal", kNotice, "2027/welder"},
      {"notice", "list", A::kCall, "AppealService/ListDecisionNotices", "parent=latest", kNotice, "latest --all"},
      {"notice", "print", A::kNotice, "AppealService/GetDecisionNotice AppealService/ListDecisionNotices", "proposal?",
       "", "--list-version latest --output notices.html",
       "Writes the notice on a proposal, or all notices of a list version, as a page to print."},
      {"appeal", "file", A::kCall, "AppealService/FileAppeal", "proposal", kAppeal,
       "2027/welder --grounds 'The tally missed the shipyards.'"},
      {"appeal", "assign", A::kCall, "AppealService/AssignAppeal", "name", kAppeal, "2027/welder --officer ada"},
      {"appeal", "decide", A::kCall, "AppealService/DecideAppeal", "name", kAppeal,
       "2027/welder --outcome overturned --reason 'They hire 300 a year.' --etag 2"},
      {"appeal", "confirm", A::kCall, "AppealService/ConfirmAppealDecision", "name", kAppeal, "2027/welder --etag 3"},
      {"appeal", "withdraw", A::kCall, "AppealService/WithdrawAppeal", "name", kAppeal, "2027/welder"},
      {"appeal", "get", A::kCall, "AppealService/GetAppeal", "name", kAppeal, "2027/welder"},
      {"appeal", "list", A::kCall, "AppealService/ListAppeals", "", kAppeal, "--cycle 2027 --appeal-state filed"},
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
