// What a recount makes of what it took: what each list must hold, held against its bytes.
#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "nlohmann/json.hpp"
#include "services/base/sha256.h"
#include "tests/year/recount.h"

namespace assay::year {
namespace {

namespace ledger = ::assay::ledger::v1;

constexpr size_t kDifferencesMax = 20;

std::string CycleIdOf(const std::string& proposal) {
  std::vector<std::string> parts = absl::StrSplit(proposal, '/');
  return parts[3];
}

// Whether it was handed in and stands.
bool IsHandedIn(const v1::Proposal& proposal) {
  return proposal.state() != v1::PROPOSAL_STATE_DRAFT && proposal.state() != v1::PROPOSAL_STATE_RETURNED &&
         proposal.state() != v1::PROPOSAL_STATE_WITHDRAWN;
}

bool IsOver(const v1::Round& round, int64_t time_micros) {
  if (round.state() == v1::ROUND_STATE_CLOSED) return true;
  int64_t deadline = round.deadline().seconds() * 1'000'000 + round.deadline().nanos() / 1000;
  return round.state() == v1::ROUND_STATE_OPEN && round.has_deadline() && deadline <= time_micros;
}

}  // namespace

void Recount::TakeVersion(const ledger::ListVersionChange& change, int64_t time_micros) {
  const v1::ListVersion& version = change.version();
  if (version.state() == v1::LIST_VERSION_STATE_DRAFT) return CheckDraft(change, time_micros);
  if (version.state() != v1::LIST_VERSION_STATE_PUBLISHED) return;
  CheckPublished(change);
}

Evidence Recount::EvidenceOn(const v1::Proposal& proposal, const v1::ListVersion& version, int64_t time_micros) const {
  Evidence evidence;
  evidence.is_removal = proposal.kind() == v1::PROPOSAL_KIND_REMOVAL;
  auto places = places_.find(proposal.name());
  for (size_t i = places == places_.end() ? 0 : places->second.size(); i > 0 && !evidence.is_reviewed; --i) {
    const Item& item = places->second[i - 1];
    evidence.is_reviewed = IsOver(rounds_.at(item.round_number), time_micros);
    if (!evidence.is_reviewed) continue;
    evidence.ordinal = rounds_.at(item.round_number).ordinal();
    const auto& opening = openings_.at(item.round_number);
    for (int32_t seat = 0; seat < opening.seats_size(); ++seat) {
      auto choice = choices_.find({item.round_number, item.ordinal, seat});
      const ledger::RosterSeat& pinned = opening.seats(seat);
      SeatVote& vote = evidence.seats.emplace_back();
      if (pinned.group_ordinal() > 0) vote.group = opening.groups(pinned.group_ordinal() - 1);
      vote.weight = std::max<int64_t>(1, pinned.weight());
      if (choice != choices_.end()) vote.choice = choice->second;
      vote.vacant = pinned.vacant() || vacant_.count({item.round_number, seat}) > 0;
    }
  }
  auto appeal = appeals_.find(proposal.name());
  evidence.is_overturned = appeal != appeals_.end() && appeal->second == v1::APPEAL_STATE_OVERTURNED;
  auto confirmed = overrides_.find(proposal.name());
  if (confirmed != overrides_.end()) evidence.confirmed_override = &confirmed->second;
  std::string cycle = CycleIdOf(proposal.name());
  std::string id = Last(proposal.name());
  // Employers of one owner are one voice, which says the most that any of them says.
  std::map<std::string, v1::EndorsementLevel> voices;
  for (auto it = endorsements_.lower_bound({cycle, id, ""}); it != endorsements_.end(); ++it) {
    const auto& [of_cycle, of_proposal, employer] = it->first;
    if (of_cycle != cycle || of_proposal != id) break;
    const std::string& until = it->second.valid_through_date();
    bool ended = !until.empty() && until < version.effective_date();
    if (it->second.revoked() || ended) continue;
    const std::string& owner = owners_.at(employer);
    v1::EndorsementLevel& level = voices[owner.empty() ? employer : owner];
    level = std::max(level, it->second.level());
  }
  for (const auto& [voice, level] : voices) evidence.endorsements.push_back(level);
  std::string dataset = Last(version.basis().dataset());
  for (const std::string& code : proposal.soc_codes()) {
    auto found = occupations_.find({dataset, wage_area_, code});
    evidence.occupations.push_back(found == occupations_.end() ? nullptr : &found->second);
  }
  return evidence;
}

template <class Codes>
int64_t Recount::HighestWage(const Codes& soc_codes, const std::string& dataset) const {
  int64_t highest = 0;
  for (const std::string& code : soc_codes) {
    auto found = occupations_.find({Last(dataset), wage_area_, code});
    if (found != occupations_.end()) highest = std::max(highest, found->second.annual_median_wage().cents());
  }
  return highest;
}

// What is listed is phased out by the cycle's rules, unless it was granted by a proposal that is not any more: then
// what was listed before the cycle is. What is suspended goes at once.
void Recount::TakeOff(const List& base, const std::map<std::string, Verdict>& verdicts, const std::string& credential,
                      const v1::ListVersion& version, List* list) const {
  list->erase(credential);
  const List* in_force = &list_;
  auto before = list_.find(credential);
  auto granted = before == list_.end() ? verdicts.end() : verdicts.find(before->second.proposal);
  bool undone = granted != verdicts.end() && granted->second.outcome != v1::OUTCOME_APPROVED;
  if (before == list_.end() || undone) {
    in_force = &base;
    before = base.find(credential);
  }
  if (before == in_force->end() || before->second.is_suspended) return;
  absl::CivilDay day;
  if (!absl::ParseCivilTime(version.effective_date(), &day)) return;
  int32_t days = cycles_.at(version.cycle()).cycle_rules().list().sunset().days();
  std::string last = absl::FormatCivilTime(day + days - 1);
  Entry& entry = (*list)[credential] = before->second;
  entry.sunset = entry.sunset.empty() ? last : std::min(entry.sunset, last);
}

// Carries out what people did to the list beside its decisions.
void Recount::Carry(const std::string& cycle, const std::string& dataset, List* list) const {
  auto actions = actions_.find(cycle);
  if (actions == actions_.end()) return;
  for (const auto& [number, action] : actions->second) {
    if (action.kind() == v1::LIST_ACTION_KIND_REMOVAL) list->erase(action.credential());
    if (action.kind() == v1::LIST_ACTION_KIND_SUSPENSION) (*list)[action.credential()].is_suspended = true;
    if (action.kind() == v1::LIST_ACTION_KIND_EMERGENCY_ADDITION) {
      (*list)[action.credential()].wage_cents = HighestWage(credentials_.at(action.credential()).soc_codes(), dataset);
    }
  }
}

// What is granted replaces what stands; what is to be removed goes, whatever else was granted.
Recount::List Recount::Enact(const List& base, const std::map<std::string, Verdict>& verdicts,
                             const v1::ListVersion& version) const {
  List list = base;
  std::set<std::string> removed;
  for (const auto& [name, verdict] : verdicts) {
    if (verdict.outcome != v1::OUTCOME_APPROVED) continue;
    const v1::Proposal& proposal = proposals_.at(name);
    if (proposal.kind() == v1::PROPOSAL_KIND_REMOVAL) {
      removed.insert(proposal.credential());
    } else {
      Entry& entry = list[proposal.credential()];
      entry = {name,
               verdict.tier,
               verdict.category,
               HighestWage(proposal.soc_codes(), version.basis().dataset()),
               entry.is_suspended,
               ""};
    }
  }
  for (const std::string& credential : removed) TakeOff(base, verdicts, credential, version, &list);
  Carry(version.cycle(), version.basis().dataset(), &list);
  for (auto it = list.begin(); it != list.end();) {
    bool over = !it->second.sunset.empty() && it->second.sunset < version.effective_date();
    it = over ? list.erase(it) : std::next(it);
  }
  return list;
}

void Recount::CheckDraft(const ledger::ListVersionChange& change, int64_t time_micros) {
  const v1::ListVersion& version = change.version();
  const v1::Policy& policy = policies_.at(version.basis().policy());
  std::map<std::string, Verdict> verdicts;
  for (const auto& [name, proposal] : proposals_) {
    if (name.rfind(version.cycle() + "/", 0) != 0 || !IsHandedIn(proposal)) continue;
    verdicts[name] = model::Judge(policy, EvidenceOn(proposal, version, time_micros));
  }
  size_t found = 0;
  for (const std::string& digest : change.decision_chunks()) {
    ledger::DecisionChunk chunk;
    chunk.ParseFromString(view_.ReadBlob(digest).value_or(""));
    for (const std::string& bytes : chunk.decisions()) {
      v1::Decision decision;
      decision.ParseFromString(bytes);
      ++found;
      auto verdict = verdicts.find(decision.proposal());
      if (verdict != verdicts.end() && verdict->second.outcome == decision.outcome()) continue;
      Differ(absl::StrCat(decision.proposal(), " came to ", v1::Outcome_Name(decision.outcome()), ", the recount says ",
                          verdict == verdicts.end() ? "nothing" : v1::Outcome_Name(verdict->second.outcome), ": ",
                          decision.ShortDebugString(), " under ", policy.ShortDebugString()));
    }
  }
  if (found != verdicts.size()) Differ(absl::StrCat(found, " decisions, the recount has ", verdicts.size()));
  for (const auto& [name, verdict] : verdicts) {
    ++report_.decision_count;
    report_.approved_count += verdict.outcome == v1::OUTCOME_APPROVED;
    report_.denied_count += verdict.outcome == v1::OUTCOME_DENIED;
    report_.undecided_count += verdict.outcome == v1::OUTCOME_UNDECIDED;
  }
  // Every list of a cycle enacts all of its decisions on what was in force before the first of them.
  auto base = bases_.find(version.cycle());
  drafts_[version.version()] = Enact(base == bases_.end() ? list_ : base->second, verdicts, version);
}

std::string Recount::Bytes(const google::protobuf::RepeatedPtrField<std::string>& digests) {
  std::string bytes;
  for (const std::string& digest : digests) absl::StrAppend(&bytes, view_.ReadBlob(digest).value_or(""));
  return bytes;
}

void Recount::CheckPublished(const ledger::ListVersionChange& change) {
  const v1::ListVersion& version = change.version();
  ++report_.version_count;
  std::string bytes = Bytes(change.content_chunks());
  if (absl::BytesToHexString(Sha256(bytes)) != version.digest()) Differ(version.name() + " has another digest");
  std::vector<std::string> lines = absl::StrSplit(bytes, '\n', absl::SkipEmpty());
  if (version.origin() == v1::LIST_ORIGIN_ADOPTED) {
    list_.clear();
    for (size_t i = 1; i < lines.size(); ++i) list_[nlohmann::json::parse(lines[i])["credential"]] = {};
    return;
  }
  bases_.emplace(version.cycle(), list_);
  const List& expected = drafts_[version.version()];
  std::set<std::string> seen;
  for (size_t i = 1; i < lines.size(); ++i) CheckEntry(lines[i], expected, &seen);
  for (const auto& [credential, entry] : expected) {
    if (seen.count(credential) == 0) Differ(absl::StrCat(credential, " is missing on ", version.name()));
  }
  list_ = expected;
}

void Recount::CheckEntry(const std::string& line, const List& expected, std::set<std::string>* seen) {
  nlohmann::json json = nlohmann::json::parse(line);
  std::string credential = json["credential"];
  ++report_.entry_count;
  seen->insert(credential);
  auto found = expected.find(credential);
  if (found == expected.end()) return Differ(absl::StrCat("the recount does not list ", line));
  Entry entry;
  entry.proposal = json.value("proposal", "");
  entry.tier = json.value("tier", "");
  entry.category = json.value("category", "");
  if (json.contains("sunset")) entry.sunset = json["sunset"]["until_date"];
  entry.is_suspended = json.value("status", "") == "ENTRY_STATUS_SUSPENDED";
  if (json.contains("annual_median_wage")) entry.wage_cents = json["annual_median_wage"]["cents"];
  const Entry& other = found->second;
  if (entry.proposal == other.proposal && entry.tier == other.tier && entry.category == other.category &&
      entry.wage_cents == other.wage_cents && entry.is_suspended == other.is_suspended &&
      entry.sunset == other.sunset) {
    return;
  }
  Differ(absl::StrCat("the recount has proposal ", other.proposal, ", tier ", other.tier, ", category ", other.category,
                      ", wage ", other.wage_cents, other.is_suspended ? ", suspended" : "", ", sunset ", other.sunset,
                      " for ", line));
}

void Recount::Differ(const std::string& what) {
  if (report_.differences.size() < kDifferencesMax) report_.differences.push_back(what);
}

}  // namespace assay::year
