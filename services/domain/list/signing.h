// The way of a version from draft to publication where a cycle's rules ask for comment and signatures. Each decision
// adds one event; AnswerFromEvents gives every answer.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_SIGNING_H_
#define ASSAY_SERVICES_DOMAIN_LIST_SIGNING_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// The version called `name`. NOT_FOUND; ABORTED STALE_ETAG: `etag` is given and not its etag.
absl::StatusOr<const api::ListVersion*> FindVersion(const std::string& name, const std::string& etag, const View& view);

// Where the version stands at `now`: a preliminary one is approved from the instant on at which its comment window has
// closed and nobody need sign, or at which it is deemed to be signed.
api::ListVersionState VersionStateAt(const api::ListVersion& version, const View& view, absl::Time now);

// The cycle's stage for what is done with a version (services/domain/stage.h). Amendments follow no calendar.
absl::Status CheckListStage(const api::ListVersion& version, api::StageKind kind, absl::string_view what,
                            const Context& context, const View& view);

// Adds the event of a changed version, marked as changed now: texts of people go to the personal part.
void AddVersionEvent(const Context& context, const View& view, api::ListVersion version, Events* events);

// Opens a draft: its comment window begins, or goes on when its cycle's is still to be used. WRONG_STATE;
// RELEASE_NOT_NEEDED: the rules ask neither for comment nor for signatures; BASIS_CHANGED; STAGE_NOT_OPEN,
// STAGE_CLOSED.
absl::Status Decide(const api::ReleaseListVersionRequest& request, const Context& context, const View& view,
                    Events* events);

// Signs for an agency; the last signature approves. WRONG_STATE; COMMENTS_OPEN: signatures begin when the window
// closes; ALREADY_SIGNED: this person signed, or the agency has its signatures; SECOND_PERSON_REQUIRED: who drafted it
// does not sign; NOT_A_SIGNER: the rules name others; INVALID_ARGUMENT: no such agency.
absl::Status Decide(const api::SignListVersionRequest& request, const Context& context, const View& view,
                    Events* events);

// Sends a version back to be drafted again. WRONG_STATE.
absl::Status Decide(const api::RequestRevisionsRequest& request, const Context& context, const View& view,
                    Events* events);

// What the job does at deemed_approval_time: approves the version for the agencies that have not signed. No event when
// it is no longer preliminary or its instant has changed.
absl::Status DecideDeemedApproval(const std::string& version, absl::Time scheduled, const Context& context,
                                  const View& view, Events* events);

// Signatures that are missing at `now` added as deemed ones.
void AddDeemedSignatures(const api::ListRules& rules, absl::Time time, api::ListVersion* version);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_SIGNING_H_
