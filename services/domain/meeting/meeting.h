// Decisions on meetings of panels: what they deal with, who was there, and the minutes.
#ifndef ASSAY_SERVICES_DOMAIN_MEETING_MEETING_H_
#define ASSAY_SERVICES_DOMAIN_MEETING_MEETING_H_

#include <cstddef>
#include <vector>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// A meeting is one value of the store.
inline constexpr size_t kMeetingBytesMax = size_t{96} << 10;

// NOT_FOUND: no such panel. ALREADY_EXISTS. INVALID_ARGUMENT, all at once: the round or a proposal of the agenda does
// not exist, a proposal is on the agenda twice, the beginning is no instant, the whole is larger than kMeetingBytesMax.
absl::Status Decide(const api::CreateMeetingRequest& request, const Context& context, const View& view, Events* events);
// All of these: NOT_FOUND; ABORTED: stale etag; FAILED_PRECONDITION WRONG_STATE by kMeetingMachine (workflow.h).
// INVALID_ARGUMENT as above, and what the update mask must not name.
absl::Status Decide(const api::UpdateMeetingRequest& request, const Context& context, const View& view, Events* events);
absl::Status Decide(const api::CancelMeetingRequest& request, const Context& context, const View& view, Events* events);
// FAILED_PRECONDITION MEETING_NOT_BEGUN: its beginning is to come. INVALID_ARGUMENT: a seat is not on the panel or
// named twice, a presence is none, the whole is too large.
absl::Status Decide(const api::RecordAttendanceRequest& request, const Context& context, const View& view,
                    Events* events);
// INVALID_ARGUMENT: the whole is too large.
absl::Status Decide(const api::RecordMinutesRequest& request, const Context& context, const View& view, Events* events);
// FAILED_PRECONDITION NO_MINUTES. PERMISSION_DENIED SECOND_PERSON_REQUIRED: the caller recorded them; NOT_CHAIR: the
// caller is no staff, and its employer does not chair the panel on this day; NO_EMPLOYER.
absl::Status Decide(const api::ApproveMinutesRequest& request, const Context& context, const View& view,
                    Events* events);

// The meeting that the last of these events left.
api::Meeting MeetingAfter(const std::vector<ledger::Event>& events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_MEETING_MEETING_H_
