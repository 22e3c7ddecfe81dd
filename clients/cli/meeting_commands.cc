#include "clients/cli/meeting_commands.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "clients/cli/files.h"
#include "clients/cli/names.h"
#include "clients/cli/page.h"
#include "clients/cli/values.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

constexpr char kMeetingPattern[] = "states/{state}/panels/{panel}/meetings/{meeting}";
constexpr int kNoteLines = 6;

std::string LocalTime(const google::protobuf::Timestamp& time, const std::string& zone_name) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(zone_name, &zone)) zone = absl::UTCTimeZone();
  return absl::FormatTime("%A, %B %e, %Y, %H:%M %Z", absl::FromUnixSeconds(time.seconds()), zone);
}

// INDUSTRY_CERTIFICATION as people write it.
std::string Words(const google::protobuf::EnumDescriptor& type, int value) {
  const auto* named = type.FindValueByNumber(value);
  if (named == nullptr || value == 0) return "";
  return absl::AsciiStrToLower(absl::StrReplaceAll(ShortEnumName(*named), {{"_", " "}}));
}

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

void AddMembers(const v1::GetMeetingPacketResponse& packet, Page* page) {
  std::vector<std::vector<std::string>> rows;
  for (const v1::PacketMember& member : packet.members()) {
    rows.push_back({LastPart(member.seat()), member.employer_legal_name(), member.chair() ? "chair" : "", ""});
  }
  page->Table("Members", {"Seat", "Employer", "Office", "Present"}, rows);
}

void AddAgenda(const v1::GetMeetingPacketResponse& packet, Page* page) {
  std::vector<std::vector<std::string>> rows;
  for (const v1::PacketItem& item : packet.items()) {
    int32_t minutes = item.agenda_item().duration_minutes();
    rows.push_back({absl::StrCat(rows.size() + 1), item.agenda_item().title(), item.credential_title(),
                    minutes == 0 ? "" : absl::StrCat(minutes, " min")});
  }
  page->Table("Agenda", {"No.", "Point", "Credential", "Time"}, rows);
}

void AddProposal(int number, const v1::PacketItem& item, Page* page) {
  page->NewSheet();
  page->Heading(2, absl::StrCat(number, ". ", item.credential_title()));
  page->Facts({{"Issuer", item.issuer()},
               {"Type", Words(*v1::CredentialType_descriptor(), item.type())},
               {"Occupations (SOC)", absl::StrJoin(item.soc_codes(), ", ")},
               {"Demand", Words(*v1::DemandScope_descriptor(), item.demand_scope())},
               {"Region", item.region()},
               {"Proposal", item.agenda_item().proposal()}});
  page->Heading(3, "What the proposer says");
  page->Paragraph(item.evidence_summary().empty() ? "Nothing." : item.evidence_summary());
  page->Heading(3, "How employers value it");
  std::vector<std::vector<std::string>> rows;
  for (const v1::LevelCount& line : item.endorsements()) {
    rows.push_back({Words(*v1::EndorsementLevel_descriptor(), line.level()), absl::StrCat(line.count())});
  }
  std::reverse(rows.begin(), rows.end());
  if (rows.empty()) {
    page->Paragraph("No endorsement counts on the day of the meeting.");
  } else {
    page->Table("Endorsements, one a company or group of companies", {"Level", "Endorsers"}, rows);
  }
  page->Heading(3, "Notes");
  page->Paragraph(std::string(kNoteLines, '\n'));
}

}  // namespace

std::string RenderPacket(const v1::GetMeetingPacketResponse& packet) {
  const v1::Meeting& meeting = packet.meeting();
  Page page(meeting.display_name());
  page.Facts({{"State", packet.state_display_name()},
              {"Panel", packet.panel_display_name()},
              {"Begins", LocalTime(meeting.start_time(), packet.time_zone())},
              {"Place", meeting.place()},
              {"Round", meeting.round()}});
  AddMembers(packet, &page);
  AddAgenda(packet, &page);
  int number = 0;
  for (const v1::PacketItem& item : packet.items()) {
    ++number;
    if (!item.agenda_item().proposal().empty()) AddProposal(number, item, &page);
  }
  return page.Text();
}

absl::Status RunMeetingPacket(Session* session, const Invocation& invocation) {
  const std::string output = invocation.values.Get("output");
  if (output.empty()) return UsageError("--output says where to write it; - is standard output");
  v1::GetMeetingPacketRequest request;
  ASSAY_ASSIGN_OR_RETURN(*request.mutable_name(),
                         CompleteName(kMeetingPattern, invocation.values.Get("name"), session->scope()));
  v1::GetMeetingPacketResponse packet;
  ASSAY_RETURN_IF_ERROR(session->Call("MeetingService/GetMeetingPacket", request, &packet));
  std::string page = RenderPacket(packet);
  if (output == "-") {
    *session->environment().out << page;
    return absl::OkStatus();
  }
  ASSAY_RETURN_IF_ERROR(WriteFile(output, page, 0644));
  session->Note(absl::StrCat(output, ": ", page.size(), " bytes"));
  return absl::OkStatus();
}

}  // namespace assay::cli
