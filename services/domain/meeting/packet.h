// What is printed for a meeting.
#ifndef ASSAY_SERVICES_DOMAIN_MEETING_PACKET_H_
#define ASSAY_SERVICES_DOMAIN_MEETING_PACKET_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/domain/view.h"

namespace assay::domain {

// The meeting with its panel's members in term on its day (by the state's clock), and of each proposal on the agenda
// what the panel judges: the credential, what the proposer says, and how many voices endorse it at which level,
// counting each voice once with its highest. Holds no vote. NOT_FOUND: no such meeting. O(seats of the panel +
// endorsements of the agenda's proposals).
absl::StatusOr<api::GetMeetingPacketResponse> ReadMeetingPacket(const std::string& name, const std::string& state,
                                                                const ScanView& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_MEETING_PACKET_H_
