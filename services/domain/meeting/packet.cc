#include "services/domain/meeting/packet.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/time/time.h"
#include "services/domain/resource.h"
#include "services/domain/review/voice.h"
#include "services/domain/stage.h"

namespace assay::domain {
namespace {

bool IsInTerm(const api::Seat& seat, const std::string& day) {
  return seat.term_start_date() <= day && (seat.term_end_date().empty() || day <= seat.term_end_date());
}

absl::Status AddMembers(const PanelId& panel, const std::string& day, const ScanView& view,
                        api::GetMeetingPacketResponse* packet) {
  return view.Scan<SeatId>(PrefixOf<SeatId>(panel.panel), "", [&](absl::string_view, const api::Seat& seat) {
    if (!IsInTerm(seat, day)) return true;
    api::PacketMember* member = packet->add_members();
    member->set_seat(seat.name());
    member->set_employer_legal_name(view.FindOrDefault(EmployerIdOf(seat.employer())).legal_name());
    member->set_chair(seat.chair());
    return true;
  });
}

absl::Status AddEndorsements(const ProposalId& proposal, const std::string& day, const ScanView& view,
                             api::PacketItem* item) {
  std::map<std::string, api::EndorsementLevel> voices;
  ASSAY_RETURN_IF_ERROR(view.Scan<EndorsementId>(
      PrefixOf<EndorsementId>(proposal.cycle, proposal.proposal), "",
      [&](absl::string_view path, const ledger::EndorsementRecord& record) {
        TakeText(&path);
        TakeText(&path);
        const api::Endorsement& endorsement = record.endorsement();
        bool lapsed = !endorsement.valid_through_date().empty() && endorsement.valid_through_date() < day;
        if (endorsement.revoked() || lapsed) return true;
        api::EndorsementLevel& level = voices[VoiceOf(TakeText(&path), view)];
        level = std::max(level, endorsement.level());
        return true;
      }));
  std::map<api::EndorsementLevel, int32_t> counts;
  for (const auto& [voice, level] : voices) ++counts[level];
  for (const auto& [level, count] : counts) {
    api::LevelCount* line = item->add_endorsements();
    line->set_level(level);
    line->set_count(count);
  }
  return absl::OkStatus();
}

absl::Status AddItem(const api::AgendaItem& point, const std::string& day, const ScanView& view,
                     api::GetMeetingPacketResponse* packet) {
  api::PacketItem* item = packet->add_items();
  *item->mutable_agenda_item() = point;
  if (point.proposal().empty()) return absl::OkStatus();
  ProposalId id = ProposalIdOf(point.proposal());
  const api::Proposal& proposal = view.FindOrDefault(id);
  const api::Credential& credential = view.FindOrDefault(CredentialIdOf(proposal.credential()));
  item->set_credential_title(credential.title());
  item->set_issuer(credential.issuer());
  item->set_type(credential.type());
  *item->mutable_soc_codes() = proposal.soc_codes().empty() ? credential.soc_codes() : proposal.soc_codes();
  item->set_demand_scope(proposal.demand_scope());
  item->set_region(proposal.region());
  item->set_evidence_summary(proposal.evidence_summary());
  return AddEndorsements(id, day, view, item);
}

}  // namespace

absl::StatusOr<api::GetMeetingPacketResponse> ReadMeetingPacket(const std::string& name, const std::string& state,
                                                                const ScanView& view) {
  MeetingId id = MeetingIdOf(name);
  ASSAY_ASSIGN_OR_RETURN(const api::Meeting* meeting, FindExisting(id, state, view));
  api::GetMeetingPacketResponse packet;
  *packet.mutable_meeting() = *meeting;
  packet.mutable_meeting()->clear_attendance();
  packet.mutable_meeting()->clear_minutes();
  packet.mutable_meeting()->clear_agenda();
  packet.set_state_display_name(view.FindOrDefault(StateId{}).display_name());
  packet.set_time_zone(view.FindOrDefault(StateId{}).time_zone());
  packet.set_panel_display_name(view.FindOrDefault(PanelId{id.panel}).display_name());
  std::string day = absl::FormatTime("%Y-%m-%d", FromProto(meeting->start_time()), StateTimeZone(view));
  ASSAY_RETURN_IF_ERROR(AddMembers(PanelId{id.panel}, day, view, &packet));
  for (const api::AgendaItem& point : meeting->agenda()) {
    ASSAY_RETURN_IF_ERROR(AddItem(point, day, view, &packet));
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  return packet;
}

}  // namespace assay::domain
