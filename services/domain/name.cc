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
std::string NameOf(absl::string_view state, const EndorsementId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/proposals/", id.proposal, "/endorsements/",
                      id.employer);
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
std::string NameOf(absl::string_view state, const RoundId& id) {
  return absl::StrCat("states/", state, "/cycles/", id.cycle, "/rounds/", id.round);
}
std::string NameOf(absl::string_view state, const ImportId& id) {
  return absl::StrCat("states/", state, "/imports/", id.import);
}

std::string ListVersionName(absl::string_view state, uint32_t version) {
  return absl::StrCat("states/", state, "/listVersions/", version);
}

std::string ListEntryName(absl::string_view state, uint32_t version, absl::string_view credential) {
  return absl::StrCat(ListVersionName(state, version), "/entries/", credential);
}

std::string BallotName(absl::string_view round_name, absl::string_view proposal, absl::string_view seat) {
  return absl::StrCat(round_name, "/ballots/", proposal, "~", seat);
}

UserId UserIdOf(absl::string_view name) { return {LastPart(name)}; }
TokenId TokenIdOf(absl::string_view name) { return {LastPart(name)}; }
CredentialId CredentialIdOf(absl::string_view name) { return {Segment(name, 3)}; }
DatasetId DatasetIdOf(absl::string_view name) { return {Segment(name, 3)}; }
CycleId CycleIdOf(absl::string_view name) { return {Segment(name, 3)}; }
PolicyId PolicyIdOf(absl::string_view name) {
  std::string part = Segment(name, 3);
  return {part.substr(0, part.find('@'))};
}
ProposalId ProposalIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
EmployerId EmployerIdOf(absl::string_view name) { return {Segment(name, 3)}; }
RepresentativeId RepresentativeIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
PanelId PanelIdOf(absl::string_view name) { return {Segment(name, 3)}; }
SeatId SeatIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
RoundId RoundIdOf(absl::string_view name) { return {Segment(name, 3), Segment(name, 5)}; }
ImportId ImportIdOf(absl::string_view name) { return {Segment(name, 3)}; }

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
