#include "services/domain/review/round_window.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

std::string InstantText(const google::protobuf::Timestamp& instant) {
  return absl::FormatTime(absl::RFC3339_sec, FromProto(instant), absl::UTCTimeZone());
}

bool IsPastDeadline(const api::Round& round, absl::Time now) {
  return round.has_deadline() && now >= FromProto(round.deadline());
}

// "closed at ..., by deadline", "is in draft", "is open".
std::string WhereItStands(const api::Round& round, api::RoundState state) {
  if (state == api::ROUND_STATE_DRAFT) return "is in draft";
  if (state == api::ROUND_STATE_OPEN) return "is open";
  return round.has_close_time() ? absl::StrCat("closed at ", InstantText(round.close_time()))
                                : absl::StrCat("closed at ", InstantText(round.deadline()), " by deadline");
}

absl::string_view WordOf(RoundCommand command) {
  for (const auto& entry : kRoundMachine.commands) {
    if (entry.command == command) return entry.word;
  }
  return "";
}

absl::string_view ReasonOf(api::RoundState state, bool only_in_draft, bool only_when_closed) {
  if (only_in_draft) return "ROUND_NOT_DRAFT";
  if (only_when_closed) return "ROUND_NOT_CLOSED";
  return state == api::ROUND_STATE_CLOSED ? "ROUND_CLOSED" : "ROUND_NOT_OPEN";
}

}  // namespace

api::RoundState RoundStateAt(const api::Round& round, absl::Time now) {
  bool lapsed = round.state() == api::ROUND_STATE_OPEN && IsPastDeadline(round, now);
  return lapsed ? api::ROUND_STATE_CLOSED : round.state();
}

bool IsOpenAt(const api::Round& round, absl::Time now) { return RoundStateAt(round, now) == api::ROUND_STATE_OPEN; }

bool IsClosedAt(const api::Round& round, absl::Time now) { return RoundStateAt(round, now) == api::ROUND_STATE_CLOSED; }

absl::StatusOr<api::RoundState> NextRoundState(const api::Round& round, RoundCommand command, absl::Time now) {
  api::RoundState state = RoundStateAt(round, now);
  absl::optional<api::RoundState> next = FindNext(kRoundMachine, state, command);
  if (next.has_value()) return *next;
  std::vector<std::string> allowed;
  for (const auto& line : kRoundMachine.transitions) {
    if (line.command == command) allowed.push_back(StateText(line.from));
  }
  bool only_in_draft = allowed == std::vector<std::string>{StateText(api::ROUND_STATE_DRAFT)};
  bool only_when_closed = allowed == std::vector<std::string>{StateText(api::ROUND_STATE_CLOSED)};
  std::string states = absl::StrJoin(allowed, " or ");
  return Refused(ReasonOf(state, only_in_draft, only_when_closed),
                 absl::StrCat(round.name(), " ", WhereItStands(round, state), "; ", WordOf(command),
                              " is possible only while it is ", states),
                 {{"round", round.name()}, {"state", StateText(state)}, {"allowed_states", states}});
}

absl::Status CheckRound(const api::Round& round, RoundCommand command, absl::Time now) {
  return NextRoundState(round, command, now).status();
}

void CheckDeadline(const google::protobuf::Timestamp& deadline, absl::Time now, absl::string_view field,
                   Violations* violations) {
  absl::Time instant = FromProto(deadline);
  if (instant <= now) violations->Add(field, "is not in the future; name a later instant");
  if (instant > now + absl::Hours(24 * kDeadlineDaysMax)) {
    violations->Add(field, absl::StrCat("is more than ", kDeadlineDaysMax, " days ahead; name an earlier instant"));
  }
}

google::protobuf::Timestamp WholeMicros(const google::protobuf::Timestamp& instant) {
  return ToProto(FromProto(instant));
}

}  // namespace assay::domain
