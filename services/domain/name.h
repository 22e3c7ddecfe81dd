// Resource names (AIP-122): states/{state}/cycles/{cycle}/proposals/{proposal} and back.
#ifndef ASSAY_SERVICES_DOMAIN_NAME_H_
#define ASSAY_SERVICES_DOMAIN_NAME_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// The variable parts of a name that fits a pattern such as states/{state}/panels/{panel}; empty when it does not fit or
// a part is not well-formed. A part may carry a revision, @ and digits (AIP-162), and ~ between ids.
std::vector<std::string> MatchName(absl::string_view pattern, absl::string_view name);

// The state of a name; empty for names outside any state, such as users/{user}.
std::string StateOf(absl::string_view name);

// Last part of a name.
std::string LastPart(absl::string_view name);

// Names from ids. `state` is the state's id.
std::string StateName(absl::string_view state);
std::string UserName(absl::string_view state, absl::string_view user);  // users/{user} when state is empty
std::string TokenName(absl::string_view state, absl::string_view token);
std::string NameOf(absl::string_view state, const CredentialId& id);
std::string NameOf(absl::string_view state, const DatasetId& id);
std::string NameOf(absl::string_view state, const OccupationId& id);
std::string NameOf(absl::string_view state, const CrosswalkId& id);
std::string NameOf(absl::string_view state, const CycleId& id);
std::string NameOf(absl::string_view state, const PolicyId& id);
std::string NameOf(absl::string_view state, const PolicyRevisionId& id);
std::string NameOf(absl::string_view state, const ProposalId& id);
std::string NameOf(absl::string_view state, const ExtensionId& id);
std::string NameOf(absl::string_view state, const ProposalNoteId& id);
std::string NameOf(absl::string_view state, const EndorsementId& id);
std::string NameOf(absl::string_view state, const OverrideId& id);
std::string NameOf(absl::string_view state, const EmployerId& id);
std::string NameOf(absl::string_view state, const RepresentativeId& id);
std::string NameOf(absl::string_view state, const PanelId& id);
std::string NameOf(absl::string_view state, const SeatId& id);
std::string NameOf(absl::string_view state, const MeetingId& id);
std::string NameOf(absl::string_view state, const AttestationId& id);
std::string NameOf(absl::string_view state, const PaperSubmissionId& id);
std::string NameOf(absl::string_view state, const RoundId& id);
std::string NameOf(absl::string_view state, const ConflictDeclarationId& id);
std::string NameOf(absl::string_view state, const AnnulmentId& id);
std::string NameOf(absl::string_view state, const ImportId& id);
std::string NameOf(absl::string_view state, const CommentId& id);
std::string NameOf(absl::string_view state, const AppealId& id);
std::string NameOf(absl::string_view state, const ListActionId& id);
std::string ListVersionName(absl::string_view state, uint32_t version);
std::string ListEntryName(absl::string_view state, uint32_t version, absl::string_view credential);
// `panel` is empty for a seat of the round's first panel.
std::string BallotName(absl::string_view round_name, absl::string_view proposal, absl::string_view panel,
                       absl::string_view seat);
std::string RoundMessageName(absl::string_view round_name, uint32_t message);

// Ids from names. Precondition: the name fits its pattern (request fields were validated; stored names are ours).
UserId UserIdOf(absl::string_view name);
TokenId TokenIdOf(absl::string_view name);
CredentialId CredentialIdOf(absl::string_view name);
DatasetId DatasetIdOf(absl::string_view name);
CrosswalkId CrosswalkIdOf(absl::string_view name);
CycleId CycleIdOf(absl::string_view name);
PolicyId PolicyIdOf(absl::string_view name);  // leaves a revision away
ProposalId ProposalIdOf(absl::string_view name);
ExtensionId ExtensionIdOf(absl::string_view name);
ProposalNoteId ProposalNoteIdOf(absl::string_view name);
OverrideId OverrideIdOf(absl::string_view name);
EmployerId EmployerIdOf(absl::string_view name);
RepresentativeId RepresentativeIdOf(absl::string_view name);
PanelId PanelIdOf(absl::string_view name);
SeatId SeatIdOf(absl::string_view name);
MeetingId MeetingIdOf(absl::string_view name);
AttestationId AttestationIdOf(absl::string_view name);
PaperSubmissionId PaperSubmissionIdOf(absl::string_view name);
RoundId RoundIdOf(absl::string_view name);
ConflictDeclarationId ConflictDeclarationIdOf(absl::string_view name);
AnnulmentId AnnulmentIdOf(absl::string_view name);
ImportId ImportIdOf(absl::string_view name);
CommentId CommentIdOf(absl::string_view name);  // number 0 when it names none
AppealId AppealIdOf(absl::string_view name);
ListActionId ListActionIdOf(absl::string_view name);

// The key of a registration number: its letters and digits, upper-cased, so that 12-3456789 and 123456789 are one.
// Empty when it has none.
RegistrationId RegistrationIdOf(absl::string_view registration_number);

// The revision of a name such as policies/standard@3; 0 when it names none.
uint32_t RevisionOf(absl::string_view name);

// The version of states/{state}/listVersions/{version}; 0 when it is "latest" or no number.
uint32_t ListVersionOf(absl::string_view name);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_NAME_H_
