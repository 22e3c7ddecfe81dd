#include "services/domain/name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace assay::domain {
namespace {

constexpr size_t kPartBytesMax = 200;

bool IsPart(absl::string_view part) {
  if (part.empty() || part.size() > kPartBytesMax) return false;
  return std::all_of(part.begin(), part.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '~' || c == '@' || c == '_' || c == '.';
  });
}

// The n-th segment of a name, counted from 0.
std::string Segment(absl::string_view name, int index) {
  std::vector<absl::string_view> segments = absl::StrSplit(name, '/');
  return index < static_cast<int>(segments.size()) ? std::string(segments[index]) : std::string();
}

}  // namespace

std::vector<std::string> MatchName(absl::string_view pattern, absl::string_view name) {
  std::vector<absl::string_view> wanted = absl::StrSplit(pattern, '/');
  std::vector<absl::string_view> given = absl::StrSplit(name, '/');
  std::vector<std::string> parts;
  if (wanted.size() != given.size()) return {};
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (absl::StartsWith(wanted[i], "{")) {
      if (!IsPart(given[i])) return {};
      parts.emplace_back(given[i]);
    } else if (wanted[i] != given[i]) {
      return {};
    }
  }
  return parts;
}

std::string StateOf(absl::string_view name) { return absl::StartsWith(name, "states/") ? Segment(name, 1) : ""; }

std::string LastPart(absl::string_view name) {
  size_t slash = name.rfind('/');
  return std::string(slash == absl::string_view::npos ? name : name.substr(slash + 1));
}

std::string StateName(absl::string_view state) { return absl::StrCat("states/", state); }

std::string UserName(absl::string_view state, absl::string_view user) {
  return state.empty() ? absl::StrCat("users/", user) : absl::StrCat("states/", state, "/users/", user);
}

std::string TokenName(absl::string_view state, absl::string_view token) {
  return state.empty() ? absl::StrCat("tokens/", token) : absl::StrCat("states/", state, "/tokens/", token);
}

std::string NameOf(absl::string_view state, const CredentialId& id) {
  return absl::StrCat("states/", state, "/credentials/", id.credential);
}
std::string NameOf(absl::string_view state, const DatasetId& id) {
  return absl::StrCat("states/", state, "/datasets/", id.dataset);
}
std::string NameOf(absl::string_view state, const OccupationId& id) {
  return absl::StrCat("states/", state, "/datasets/", id.dataset, "/occupations/", id.area, "~", id.soc);
}
std::string NameOf(absl::string_view state, const CrosswalkId& id) {
  return absl::StrCat("states/", state, "/crosswalks/", id.crosswalk);
}
std::string NameOf(absl::string_view state, const CycleId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle);
}
std::string NameOf(absl::string_view state, const PolicyId& id) {
  return absl::StrCat("states/", state, "/policies/", id.policy);
}
std::string NameOf(absl::string_view state, const PolicyRevisionId& id) {
  return absl::StrCat("states/", state, "/policies/", id.policy, "@", id.revision);
}
std::string NameOf(absl::string_view state, const ProposalId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/proposals/", id.proposal);
}
std::string NameOf(absl::string_view state, const ExtensionId& id) {
  return absl::StrCat(NameOf(state, ProposalId{id.cycle, id.proposal}), "/extensions/", id.stage);
}
std::string NameOf(absl::string_view state, const ProposalNoteId& id) {
  return absl::StrCat(NameOf(state, ProposalId{id.cycle, id.proposal}), "/notes/", id.number);
}
std::string NameOf(absl::string_view state, const EndorsementId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/proposals/", id.proposal, "/endorsements/",
                      id.employer);
}
std::string NameOf(absl::string_view state, const OverrideId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/proposals/", id.proposal, "/overrides/",
                      id.override_id);
}
std::string NameOf(absl::string_view state, const EmployerId& id) {
  return absl::StrCat("states/", state, "/employers/", id.employer);
}
std::string NameOf(absl::string_view state, const RepresentativeId& id) {
  return absl::StrCat("states/", state, "/employers/", id.employer, "/representatives/", id.representative);
}
std::string NameOf(absl::string_view state, const PanelId& id) {
  return absl::StrCat("states/", state, "/panels/", id.panel);
}
std::string NameOf(absl::string_view state, const SeatId& id) {
  return absl::StrCat("states/", state, "/panels/", id.panel, "/seats/", id.seat);
}
std::string NameOf(absl::string_view state, const MeetingId& id) {
  return absl::StrCat("states/", state, "/panels/", id.panel, "/meetings/", id.meeting);
}
std::string NameOf(absl::string_view state, const AttestationId& id) {
  return absl::StrCat("states/", state, "/attestations/", id.attestation);
}
std::string NameOf(absl::string_view state, const PaperSubmissionId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/paperSubmissions/", id.paper_submission);
}
std::string NameOf(absl::string_view state, const RoundId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/rounds/", id.round);
}
std::string NameOf(absl::string_view state, const ConflictDeclarationId& id) {
  return absl::StrCat("states/", state, "/employers/", id.employer, "/conflictDeclarations/", id.declaration);
}
std::string NameOf(absl::string_view state, const AnnulmentId& id) {
  return absl::StrCat(NameOf(state, RoundId{id.cycle, id.round}), "/annulments/", id.annulment);
}
std::string NameOf(absl::string_view state, const ImportId& id) {
  return absl::StrCat("states/", state, "/imports/", id.import);
}
std::string NameOf(absl::string_view state, const CommentId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/comments/", id.number);
}
std::string NameOf(absl::string_view state, const AppealId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/appeals/", id.proposal);
}
std::string NameOf(absl::string_view state, const ListActionId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/listActions/", id.action);
}

std::string ListVersionName(absl::string_view state, uint32_t version) {
  return absl::StrCat("states/", state, "/listVersions/", version);
}

std::string ListEntryName(absl::string_view state, uint32_t version, absl::string_view credential) {
  return absl::StrCat(ListVersionName(state, version), "/entries/", credential);
}

std::string BallotName(absl::string_view round_name, absl::string_view proposal, absl::string_view panel,
                       absl::string_view seat) {
  return absl::StrCat(round_name, "/ballots/", proposal, "~", panel, panel.empty() ? "" : "~", seat);
}

std::string RoundMessageName(absl::string_view round_name, uint32_t message) {
  return absl::StrCat(round_name, "/messages/", message + 1);
}

UserId UserIdOf(absl::string_view name) { return {LastPart(name)}; }
TokenId TokenIdOf(absl::string_view name) { return {LastPart(name)}; }
CredentialId CredentialIdOf(absl::string_view name) { return {Segment(name, 3)}; }
DatasetId DatasetIdOf(absl::string_view name) { return {Segment(name, 3)}; }
CrosswalkId CrosswalkIdOf(absl::string_view name) { return {Segment(name, 3)}; }
CycleId CycleIdOf(absl::string_view name) { return {Segment(name, 3)}; }
PolicyId PolicyIdOf(absl::string_view name) {
  std::string part = Segment(name, 3);
  return {part.substr(0, part.find('@'))};
}
ProposalId ProposalIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
ExtensionId ExtensionIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5), Segment(name, 7)}; }
ProposalNoteId ProposalNoteIdOf(absl::string_view name) {
  uint32_t number = 0;
  return {Segment(name, 3), Segment(name, 5), absl::SimpleAtoi(LastPart(name), &number) ? number : 0};
}
OverrideId OverrideIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5), Segment(name, 7)}; }
EmployerId EmployerIdOf(absl::string_view name) { return {Segment(name, 3)}; }
RepresentativeId RepresentativeIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
PanelId PanelIdOf(absl::string_view name) { return {Segment(name, 3)}; }
SeatId SeatIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
MeetingId MeetingIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
AttestationId AttestationIdOf(absl::string_view name) { return {Segment(name, 3)}; }
PaperSubmissionId PaperSubmissionIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
RoundId RoundIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
ConflictDeclarationId ConflictDeclarationIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
AnnulmentId AnnulmentIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5), Segment(name, 7)}; }
ImportId ImportIdOf(absl::string_view name) { return {Segment(name, 3)}; }
CommentId CommentIdOf(absl::string_view name) {
  uint32_t number = 0;
  return {Segment(name, 3), absl::SimpleAtoi(Segment(name, 5), &number) ? number : 0};
}
AppealId AppealIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
ListActionId ListActionIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }

RegistrationId RegistrationIdOf(absl::string_view registration_number) {
  RegistrationId id;
  for (char c : registration_number) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) id.registration_id.push_back(absl::ascii_toupper(c));
  }
  return id;
}

uint32_t RevisionOf(absl::string_view name) {
  size_t at = name.rfind('@');
  uint32_t revision = 0;
  if (at == absl::string_view::npos || !absl::SimpleAtoi(name.substr(at + 1), &revision)) return 0;
  return revision;
}

uint32_t ListVersionOf(absl::string_view name) {
  uint32_t version = 0;
  return absl::SimpleAtoi(LastPart(name), &version) ? version : 0;
}

}  // namespace assay::domain
