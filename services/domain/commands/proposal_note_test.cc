#include "services/domain/commands/proposal_note.h"

#include "services/domain/commands/extension.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/stage.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

constexpr char kName[] = "states/nj/cycles/2027/proposals/cw";

class ProposalNoteTest : public ::testing::Test {
 protected:
  ProposalNoteTest() {
    state_.records.Mutable(StateId{})->set_time_zone("America/New_York");
    proposer_.state = other_.state = auditor_.state = chair_.state = "nj";
    proposer_.user = "pat";
    other_.user = "kim";
    proposer_.roles = other_.roles = {api::ROLE_PROPOSER};
    auditor_.user = "aud";
    auditor_.roles = {api::ROLE_AUDITOR};
    chair_.user = "cy";
    chair_.roles = {api::ROLE_CHAIR};
    api::Proposal proposal;
    proposal.set_name(kName);
    proposal.set_proposer("states/nj/users/pat");
    proposal.set_comment("mend this");
    proposal.add_checklist_comments()->set_item("letters");
    state_.records.Put(ProposalId{"2027", "cw"}, proposal);
    api::Cycle cycle;
    cycle.set_name("states/nj/cycles/2027");
    for (const char* id : {"submission", "open-end"}) cycle.add_stages()->set_id(id);
    *cycle.mutable_stages(0)->mutable_end_time() = ToProto(state_.now + absl::Hours(1));
    state_.records.Put(CycleId{"2027"}, cycle);
    grant_.set_name(kName);
    grant_.set_stage("submission");
    grant_.mutable_extension()->set_reason("storm");
    grant_.mutable_extension()->set_until_local_time("2027-01-20T17:00");
  }

  absl::Status Write(api::NoteVisibility visibility, const Principal& who) {
    api::AddProposalNoteRequest request;
    request.set_parent(kName);
    request.mutable_note()->set_text("note");
    request.mutable_note()->set_visibility(visibility);
    return state_.Do(request, who);
  }

  // S, P or p for each visibility that `who` may see: STAFF, PROPOSER, PUBLIC.
  std::string Seen(const Principal& who) {
    std::string seen;
    api::ProposalNote note;
    for (auto visibility : {api::NOTE_VISIBILITY_STAFF, api::NOTE_VISIBILITY_PROPOSER, api::NOTE_VISIBILITY_PUBLIC}) {
      note.set_visibility(visibility);
      seen.push_back(MaySee(note, state_.records.FindOrDefault(ProposalId{"2027", "cw"}), who) ? 'y' : '-');
    }
    return seen;
  }

  FakeState state_;  // 2027-01-15 03:00 in New York
  Principal proposer_;
  Principal other_;
  Principal auditor_;
  Principal chair_;
  api::GrantExtensionRequest grant_;
};

TEST_F(ProposalNoteTest, IsKeptWithTextAndAuthorInThePersonalPart) {
  ASSERT_THAT(Write(api::NOTE_VISIBILITY_STAFF, state_.staff), IsOk());
  ASSERT_THAT(Write(api::NOTE_VISIBILITY_PUBLIC, state_.staff), IsOk());
  const api::ProposalNote& note = state_.records.FindOrDefault(ProposalNoteId{"2027", "cw", 1});
  EXPECT_EQ(note.name(), "states/nj/cycles/2027/proposals/cw/notes/1");
  EXPECT_EQ(note.text(), "note");
  EXPECT_EQ(note.author(), "states/nj/users/staff");
  EXPECT_EQ(state_.last[0].decision().proposal_note().text(), "");
  EXPECT_EQ(state_.last[0].decision().proposal_note().author(), "");
  EXPECT_NE(state_.records.Find(ProposalNoteId{"2027", "cw", 0}), nullptr) << "the one before stays";
}

TEST_F(ProposalNoteTest, AProposerWritesToTheAgencyOnItsOwn) {
  EXPECT_THAT(Write(api::NOTE_VISIBILITY_PROPOSER, proposer_), IsOk());
  EXPECT_THAT(Write(api::NOTE_VISIBILITY_STAFF, proposer_), Violates("note.visibility"));
  EXPECT_THAT(Write(api::NOTE_VISIBILITY_PUBLIC, proposer_), Violates("note.visibility"));
  EXPECT_THAT(Write(api::NOTE_VISIBILITY_PROPOSER, other_), HasReason("NOT_YOUR_PROPOSAL"));
  EXPECT_THAT(Write(static_cast<api::NoteVisibility>(9), state_.staff), Violates("note.visibility"));
}

TEST_F(ProposalNoteTest, StaffNotesAreNeverShownToProposerOrPublic) {
  EXPECT_EQ(Seen(state_.staff), "yyy");
  EXPECT_EQ(Seen(state_.administrator), "yyy");
  EXPECT_EQ(Seen(state_.approver), "yyy");
  EXPECT_EQ(Seen(auditor_), "yyy");
  EXPECT_EQ(Seen(proposer_), "-yy");
  EXPECT_EQ(Seen(other_), "--y");
  EXPECT_EQ(Seen(chair_), "--y");
  EXPECT_EQ(Seen(state_.Representative("acme", "rep")), "--y");
  EXPECT_EQ(Seen(Principal()), "--y");
}

TEST_F(ProposalNoteTest, CommentsOfAReturnAreBetweenAgencyAndProposer) {
  for (const Principal* who : {&proposer_, &state_.staff, &auditor_, &other_, &chair_}) {
    api::Proposal proposal = state_.records.FindOrDefault(ProposalId{"2027", "cw"});
    HideComments(*who, &proposal);
    bool shown = who != &other_ && who != &chair_;
    EXPECT_EQ(!proposal.comment().empty(), shown) << who->user;
    EXPECT_EQ(!proposal.checklist_comments().empty(), shown) << who->user;
  }
}

TEST_F(ProposalNoteTest, AnExtensionIsGrantedUntilALocalTime) {
  ASSERT_THAT(state_.Do(grant_, state_.staff), IsOk());
  const api::Extension& extension = state_.records.FindOrDefault(ExtensionId{"2027", "cw", "submission"});
  EXPECT_EQ(extension.name(), "states/nj/cycles/2027/proposals/cw/extensions/submission");
  EXPECT_EQ(LocalText(FromProto(extension.until_time()), state_.records), "2027-01-20 17:00 EST (America/New_York)");
  EXPECT_EQ(extension.reason(), "storm");
  EXPECT_EQ(extension.granter(), "states/nj/users/staff");
  EXPECT_EQ(state_.last[0].decision().extension().reason(), "");
  EXPECT_EQ(state_.last[0].decision().extension().granter(), "");
  grant_.set_etag("7");
  EXPECT_THAT(state_.Do(grant_, state_.staff), HasReason("STALE_ETAG"));
  grant_.set_etag("1");
  grant_.mutable_extension()->set_until_local_time("2027-01-21T17:00");
  ASSERT_THAT(state_.Do(grant_, state_.administrator), IsOk());
  EXPECT_EQ(state_.records.FindOrDefault(ExtensionId{"2027", "cw", "submission"}).etag(), "2");
}

TEST_F(ProposalNoteTest, AnExtensionEndsAfterItsStage) {
  grant_.mutable_extension()->set_until_local_time("2027-01-15T04:00");
  EXPECT_THAT(state_.Do(grant_, state_.staff), Violates("extension.until_local_time")) << "the end of the stage";
  state_.now += absl::Hours(48);
  EXPECT_THAT(state_.Do(grant_, state_.staff), Violates("extension.until_local_time", "extension.until_local_time"))
      << "and in the past";
  grant_.mutable_extension()->set_until_local_time("soon");
  EXPECT_THAT(state_.Do(grant_, state_.staff), Violates("extension.until_local_time"));
  grant_.mutable_extension()->set_until_local_time("2027-01-20T17:00");
  grant_.set_stage("open-end");
  EXPECT_THAT(state_.Do(grant_, state_.staff), Violates("extension.until_local_time"));
  grant_.set_stage("none");
  EXPECT_THAT(state_.Do(grant_, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  grant_.set_name("states/nj/cycles/2001/proposals/cw");
  EXPECT_THAT(state_.Do(grant_, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(ProposalNoteTest, AnExtensionMayPrecedeItsProposal) {
  grant_.set_name("states/nj/cycles/2027/proposals/late");
  EXPECT_THAT(state_.Do(grant_, state_.staff), IsOk());
}

}  // namespace
}  // namespace assay::domain
