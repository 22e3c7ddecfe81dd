#include "services/engine/key_text.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace assay::engine {
namespace {

using domain::RecordKind;

struct Shape {
  absl::string_view name;   // empty: no such kind
  absl::string_view parts;  // t: text, n: number, ~: number stored inverted
};

Shape ShapeOf(RecordKind kind) {
  switch (kind) {
    case RecordKind::kStateHead:
      return {"head", ""};
    case RecordKind::kState:
      return {"state", ""};
    case RecordKind::kUser:
      return {"users", "t"};
    case RecordKind::kToken:
      return {"tokens", "t"};
    case RecordKind::kCredential:
      return {"credentials", "t"};
    case RecordKind::kDataset:
      return {"datasets", "t"};
    case RecordKind::kOccupation:
      return {"occupations", "ttt"};
    case RecordKind::kCrosswalk:
      return {"crosswalks", "t"};
    case RecordKind::kCrosswalkRow:
      return {"crosswalk rows", "ttt"};
    case RecordKind::kCycle:
      return {"cycles", "t"};
    case RecordKind::kCycleHead:
      return {"cycle heads", "t"};
    case RecordKind::kPolicy:
      return {"policies", "t"};
    case RecordKind::kPolicyRevision:
      return {"policy revisions", "tn"};
    case RecordKind::kProposal:
      return {"proposals", "tt"};
    case RecordKind::kEndorsement:
      return {"endorsements", "ttt"};
    case RecordKind::kOverride:
      return {"overrides", "ttt"};
    case RecordKind::kStandingOverride:
      return {"standing overrides", "tt"};
    case RecordKind::kExtension:
      return {"extensions", "ttt"};
    case RecordKind::kProposalNote:
      return {"notes on proposals", "ttn"};
    case RecordKind::kIssuerCredential:
      return {"credentials of issuers", "tt"};
    case RecordKind::kCredentialProposal:
      return {"proposals of credentials", "ttt"};
    case RecordKind::kEmployer:
      return {"employers", "t"};
    case RecordKind::kRegistration:
      return {"registrations", "t"};
    case RecordKind::kRepresentative:
      return {"representatives", "tt"};
    case RecordKind::kAffiliates:
      return {"affiliates", "t"};
    case RecordKind::kEmployerSeats:
      return {"seats of employers", "t"};
    case RecordKind::kAttestation:
      return {"attestations", "t"};
    case RecordKind::kPaperSubmission:
      return {"paper submissions", "tt"};
    case RecordKind::kPanel:
      return {"panels", "t"};
    case RecordKind::kSeat:
      return {"seats", "tt"};
    case RecordKind::kMeeting:
      return {"meetings", "tt"};
    case RecordKind::kRegionalPanels:
      return {"regional panels", "t"};
    case RecordKind::kPreference:
      return {"review preferences", "nn"};
    case RecordKind::kRound:
      return {"rounds", "tt"};
    case RecordKind::kRoster:
      return {"rosters", "n"};
    case RecordKind::kRoundItem:
      return {"round items", "nn"};
    case RecordKind::kEmployerRound:
      return {"rounds of employers", "tn"};
    case RecordKind::kAssignment:
      return {"assignments", "nn"};
    case RecordKind::kBallot:
      return {"ballots", "nnn"};
    case RecordKind::kTally:
      return {"tallies", "nn"};
    case RecordKind::kSeatProgress:
      return {"seat progress", "nn"};
    case RecordKind::kConflictAnswer:
      return {"conflict answers", "nnn"};
    case RecordKind::kConflictDeclaration:
      return {"conflict declarations", "tt"};
    case RecordKind::kDeclarationInForce:
      return {"declarations in force", "t"};
    case RecordKind::kRoundMessage:
      return {"round messages", "nn"};
    case RecordKind::kRoundThread:
      return {"round threads", "n"};
    case RecordKind::kAnnulment:
      return {"annulments", "ttt"};
    case RecordKind::kImport:
      return {"imports", "t"};
    case RecordKind::kImportProgress:
      return {"import progress", "t"};
    case RecordKind::kCredentialSuccessor:
      return {"successors of credentials", "tt"};
    case RecordKind::kComment:
      return {"comments", "tn"};
    case RecordKind::kCommentWindow:
      return {"comment windows", "t"};
    case RecordKind::kAppeal:
      return {"appeals", "tt"};
    case RecordKind::kListAction:
      return {"list actions", "tt"};
    case RecordKind::kConfirmedAction:
      return {"confirmed list actions", "n"};
    case RecordKind::kListVersion:
      return {"list versions", "~"};
    case RecordKind::kListContent:
      return {"list contents", "~"};
    case RecordKind::kRequest:
      return {"requests", "t"};
    case RecordKind::kDue:
      return {"deadlines", "nnt"};
  }
  return {};
}

}  // namespace

std::string TextOf(const domain::RecordKey& key) {
  Shape shape = ShapeOf(key.kind);
  std::string text(shape.name);
  absl::string_view path = key.path;
  for (char part : shape.parts) {
    if (path.empty()) break;
    if (part == 't') {
      absl::StrAppend(&text, "/", domain::TakeText(&path));
    } else {
      uint32_t number = domain::TakeNumber(&path);
      absl::StrAppend(&text, "/", part == '~' ? ~number : number);
    }
  }
  if (!text.empty() && path.empty()) return absl::CHexEscape(text);
  return absl::StrCat("0x", absl::Hex(static_cast<int>(key.kind), absl::kZeroPad2), " ",
                      absl::BytesToHexString(key.path));
}

}  // namespace assay::engine
