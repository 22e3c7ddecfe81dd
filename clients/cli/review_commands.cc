#include "clients/cli/review_commands.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "assay/v1/endorsement_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "assay/v1/round_service.pb.h"
#include "clients/cli/batch.h"
#include "clients/cli/csv.h"
#include "clients/cli/files.h"
#include "clients/cli/progress.h"
#include "clients/cli/values.h"
#include "services/base/error.h"
#include "services/base/sha256.h"

namespace assay::cli {
namespace {

// What BatchCastBallots and AddRoundItems take at once.
constexpr size_t kBatchSize = 40;
constexpr char kRoundPattern[] = "states/{state}/cycles/{cycle}/rounds/{round}";
constexpr char kProposalPattern[] = "states/{state}/cycles/{cycle}/proposals/{proposal}";

// Rows of one round, in the order of the file.
struct Group {
  std::string round;  // Full name.
  Scope scope;        // With the round's cycle.
  std::vector<const CsvTable::Row*> rows;
};

absl::Status AddToGroup(absl::string_view round, const Scope& scope, const CsvTable::Row& row,
                        std::vector<Group>* groups) {
  absl::StatusOr<std::string> name = CompleteName(kRoundPattern, round, scope);
  if (!name.ok()) return UsageError(absl::StrCat("line ", row.line, ": ", name.status().message()));
  auto found = std::find_if(groups->begin(), groups->end(), [&](const Group& group) { return group.round == *name; });
  if (found == groups->end()) {
    groups->push_back({*name, scope, {}});
    found = groups->end() - 1;
    LearnFrom(kRoundPattern, *name, &found->scope);
  }
  found->rows.push_back(&row);
  return absl::OkStatus();
}

std::string Lines(const std::string& path, const CsvTable::Row& first, const CsvTable::Row& last) {
  return first.line == last.line ? absl::StrCat(path, " line ", first.line)
                                 : absl::StrCat(path, " lines ", first.line, " to ", last.line);
}

class CastFile {
 public:
  CastFile(Session* session, const Invocation& invocation)
      : session_(session), values_(invocation.values), path_(invocation.values.Get("FILE")), report_(session) {}

  absl::Status Run() {
    ASSAY_ASSIGN_OR_RETURN(std::string text, ReadInput(path_, *session_->environment().in));
    ASSAY_ASSIGN_OR_RETURN(table_, ParseCsv(text));
    digest_ = Sha256(text);
    for (absl::string_view column : {"proposal_id", "choice"}) {
      if (table_.Column(column) < 0) return UsageError(absl::StrCat(path_, " has no column ", column));
    }
    ASSAY_ASSIGN_OR_RETURN(std::vector<Group> groups, GroupByRound());
    size_t count = 0;
    for (const Group& group : groups) count += group.rows.size();
    {
      Progress progress(session_->environment(), "casting", "ballots", static_cast<int64_t>(count));
      for (const Group& group : groups) {
        if (!CastRound(group, &progress)) break;
      }
    }
    return report_.Finish();
  }

 private:
  absl::StatusOr<std::vector<Group>> GroupByRound() {
    const std::string column = values_.Has("round-column") ? values_.Get("round-column") : "round_id";
    const std::string employer = values_.Get("employer"), round = values_.Get("round");
    if (round.empty() && table_.Column(column) < 0) {
      return UsageError(absl::StrCat(path_, " has no column ", column, "; --round or --round-column says which round"));
    }
    if (!employer.empty() && table_.Column("employer_id") < 0) {
      return UsageError(absl::StrCat(path_, " has no column employer_id for --employer"));
    }
    std::vector<Group> groups;
    for (const CsvTable::Row& row : table_.rows) {
      if (!employer.empty() && table_.Cell(row, "employer_id") != employer) continue;
      absl::string_view cell = table_.Cell(row, column);
      ASSAY_RETURN_IF_ERROR(AddToGroup(cell.empty() ? round : cell, values_.scope, row, &groups));
    }
    return groups;
  }

  // False when going on is of no use.
  bool CastRound(const Group& group, Progress* progress) {
    v1::BatchCastBallotsRequest batch;
    batch.set_round(group.round);
    const CsvTable::Row* first = nullptr;
    for (const CsvTable::Row* row : group.rows) {
      bool last = row == group.rows.back(), conflict = absl::AsciiStrToUpper(table_.Cell(*row, "choice")) == "CONFLICT";
      if (!Endorse(group, *row)) return false;
      if (conflict && !Recuse(group, *row)) return false;
      if (!conflict) {
        if (batch.papers_size() == 0) first = row;
        absl::Status added = AddPaper(group, *row, &batch);
        if (!added.ok()) report_.Record(Lines(path_, *row, *row), added);
      }
      if (batch.papers_size() == kBatchSize || (last && batch.papers_size() > 0)) {
        if (!Send(Lines(path_, *first, *row), &batch)) return false;
      }
      progress->Advance(1);
    }
    return true;
  }

  absl::Status AddPaper(const Group& group, const CsvTable::Row& row, v1::BatchCastBallotsRequest* batch) {
    ASSAY_ASSIGN_OR_RETURN(const auto* choice, ParseEnum(table_.Cell(row, "choice"), *v1::BallotChoice_descriptor()));
    ASSAY_ASSIGN_OR_RETURN(std::string proposal, ProposalOf(group, row));
    v1::BallotPaper* paper = batch->add_papers();
    paper->set_proposal(proposal);
    paper->set_choice(static_cast<v1::BallotChoice>(choice->number()));
    paper->set_reason(std::string(table_.Cell(row, "reason")));
    return absl::OkStatus();
  }

  bool Send(const std::string& place, v1::BatchCastBallotsRequest* batch) {
    SetRepeatableId(*session_, digest_, place, batch);
    v1::BatchCastBallotsResponse response;
    absl::Status status = session_->Call("ReviewService/BatchCastBallots", *batch, &response);
    bool go_on = report_.Record(place, status, batch->papers_size());
    batch->clear_papers();
    batch->clear_request_id();
    return go_on;
  }

  bool Recuse(const Group& group, const CsvTable::Row& row) {
    v1::DeclareConflictRequest request;
    request.set_round(group.round);
    request.set_reason(std::string(table_.Cell(row, "reason")));
    absl::StatusOr<std::string> proposal = ProposalOf(group, row);
    if (!proposal.ok()) return report_.Record(Lines(path_, row, row), proposal.status());
    request.set_proposal(*proposal);
    SetRepeatableId(*session_, digest_, absl::StrCat(row.line), &request);
    v1::DeclareConflictResponse response;
    return report_.Record(Lines(path_, row, row), session_->Call("ReviewService/DeclareConflict", request, &response));
  }

  bool Endorse(const Group& group, const CsvTable::Row& row) {
    absl::string_view level_text = table_.Cell(row, "endorsement_level");
    if (level_text.empty()) return true;
    v1::EndorseProposalRequest request;
    auto level = ParseEnum(level_text, *v1::EndorsementLevel_descriptor());
    absl::StatusOr<std::string> proposal = ProposalOf(group, row);
    if (!level.ok()) return report_.Record(Lines(path_, row, row), level.status());
    if (!proposal.ok()) return report_.Record(Lines(path_, row, row), proposal.status());
    request.set_proposal(*proposal);
    request.mutable_endorsement()->set_level(static_cast<v1::EndorsementLevel>((*level)->number()));
    SetRepeatableId(*session_, digest_, absl::StrCat(row.line), &request);
    v1::EndorseProposalResponse response;
    absl::Status status = session_->Call("EndorsementService/EndorseProposal", request, &response);
    // Counted with its ballot; a failure of its own is shown.
    return status.ok() || report_.Record(Lines(path_, row, row), status);
  }

  absl::StatusOr<std::string> ProposalOf(const Group& group, const CsvTable::Row& row) const {
    return CompleteName(kProposalPattern, table_.Cell(row, "proposal_id"), group.scope);
  }

  Session* const session_;
  const Values& values_;
  const std::string path_;
  CsvTable table_;
  std::string digest_;
  BatchReport report_;
};

// The proposals given by position, as if they had stood in a file.
CsvTable TableOfArguments(const Values& values) {
  CsvTable table;
  table.header = {"round_id", "proposal_id"};
  auto proposals = values.given.find("proposals");
  if (proposals == values.given.end()) return table;
  for (const std::string& proposal : proposals->second) table.rows.push_back({0, {values.Get("round"), proposal}});
  return table;
}

bool AddBatches(Session* session, const Group& group, const CsvTable& table, absl::string_view digest,
                Progress* progress, BatchReport* report) {
  for (size_t begin = 0; begin < group.rows.size(); begin += kBatchSize) {
    size_t end = std::min(begin + kBatchSize, group.rows.size());
    v1::AddRoundItemsRequest request;
    request.set_name(group.round);
    absl::Status status;
    for (size_t i = begin; i < end && status.ok(); ++i) {
      auto proposal = CompleteName(kProposalPattern, table.Cell(*group.rows[i], "proposal_id"), group.scope);
      if (proposal.ok()) request.add_proposals(*proposal);
      status = proposal.status();
    }
    SetRepeatableId(*session, digest, absl::StrCat(begin), &request);
    v1::AddRoundItemsResponse response;
    if (status.ok()) status = session->Call("RoundService/AddRoundItems", request, &response);
    if (!report->Record(group.round, status, static_cast<int>(end - begin))) return false;
    progress->Advance(static_cast<int64_t>(end - begin));
  }
  return true;
}

}  // namespace

absl::Status RunCastFile(Session* session, const Invocation& invocation) { return CastFile(session, invocation).Run(); }

absl::Status RunRoundAdd(Session* session, const Invocation& invocation) {
  CsvTable table = TableOfArguments(invocation.values);
  std::string digest;
  if (invocation.values.Has("from-file")) {
    ASSAY_ASSIGN_OR_RETURN(std::string text, ReadInput(invocation.values.Get("from-file"), *session->environment().in));
    ASSAY_ASSIGN_OR_RETURN(table, ParseCsv(text));
    digest = Sha256(text);
  }
  if (table.rows.empty()) return UsageError("name a round and its proposals, or give --from-file");
  if (table.Column("proposal_id") < 0) return UsageError("the file has no column proposal_id");
  std::vector<Group> groups;
  for (const CsvTable::Row& row : table.rows) {
    absl::string_view round = table.Cell(row, "round_id");
    ASSAY_RETURN_IF_ERROR(
        AddToGroup(round.empty() ? invocation.values.Get("round") : round, invocation.values.scope, row, &groups));
  }
  BatchReport report(session);
  {
    Progress progress(session->environment(), "adding", "proposals", static_cast<int64_t>(table.rows.size()));
    for (const Group& group : groups) {
      if (!AddBatches(session, group, table, digest, &progress, &report)) break;
    }
  }
  return report.Finish();
}

}  // namespace assay::cli
