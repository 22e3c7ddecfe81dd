// What is printed for meetings.
#ifndef ASSAY_CLIENTS_CLI_MEETING_COMMANDS_H_
#define ASSAY_CLIENTS_CLI_MEETING_COMMANDS_H_

#include <string>

#include "absl/status/status.h"
#include "assay/v1/meeting_service.pb.h"
#include "clients/cli/session.h"

namespace assay::cli {

// The packet as a page: members, agenda, and a sheet for every proposal with room for notes.
std::string RenderPacket(const v1::GetMeetingPacketResponse& packet);

// Writes a meeting's packet into --output, or to standard output for -.
absl::Status RunMeetingPacket(Session* session, const Invocation& invocation);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_MEETING_COMMANDS_H_
