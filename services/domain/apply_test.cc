#include "services/domain/apply.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/apply_review.h"
#include "services/domain/merkle.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class ApplyTest : public ::testing::Test {
 protected:
  // Applies one event, made by `fill`.
  template <class Fill>
  void Commit(Fill fill) {
    Events events;
    fill(events.Add());
    state_.Commit(&events, state_.staff);
  }

  template <class Id>
  const typename Id::Record& Stored(const Id& id) {
    return state_.records.FindOrDefault(id);
  }

  template <class Id>
  bool Has(const Id& id) {
    return state_.records.Find(id) != nullptr;
  }

  const ledger::StateHead& Head() { return Stored(StateHeadId{}); }

  FakeState state_;
};

TEST_F(ApplyTest, TheHeadFollowsTheLog) {
  for (int i = 0; i < 3; ++i) {
    Commit([](ledger::Event* event) { event->mutable_decision()->mutable_cycle()->set_name("states/nj/cycles/2027"); });
    state_.now += absl::Seconds(1);
  }
  EXPECT_EQ(Head().event_count(), 3);
  EXPECT_EQ(FromMicros(Head().last_time_micros()), state_.now - absl::Seconds(1));
  MerkleFrontier frontier;
  for (size_t i = 0; i < state_.events.size(); ++i) {
    MerkleAppend(MerkleLeafHash(state_.events[i].SerializeAsString()), static_cast<int64_t>(i), &frontier);
  }
  EXPECT_EQ(MerkleRoot(Head().merkle_frontier()), MerkleRoot(frontier));
}

class RequestTest : public ApplyTest {
 protected:
  // Commits events of one request.
  void Request(const std::string& id, int count, const Principal& principal) {
    Events events;
    for (int i = 0; i < count; ++i) {
      ledger::Event* event = events.Add();
      event->set_request_id(id);
      event->set_request_digest("digest of " + id);
    }
    state_.Commit(&events, principal);
  }
};

TEST_F(RequestTest, IsRememberedWithItsEvents) {
  Request("other", 2, state_.staff);
  Request("a", 3, state_.staff);
  const ledger::RequestRecord& record = Stored(RequestIdOf("states/nj/users/staff", "a"));
  EXPECT_EQ(record.first_sequence(), 2);
  EXPECT_EQ(record.event_count(), 3);
  EXPECT_EQ(record.digest(), "digest of a");
}

TEST_F(RequestTest, IsOfItsPrincipal) {
  Request("a", 1, state_.staff);
  EXPECT_FALSE(Has(RequestIdOf("states/nj/users/approver", "a")));
  Request("a", 1, state_.approver);
  EXPECT_EQ(Stored(RequestIdOf("states/nj/users/approver", "a")).first_sequence(), 1);
  EXPECT_EQ(RequestIdOf("p", "a").digest.size(), 32u);
}

TEST_F(RequestTest, WithoutAnIdIsNotRemembered) {
  Request("", 1, state_.staff);
  EXPECT_FALSE(Has(RequestIdOf("states/nj/users/staff", "")));
}

TEST_F(RequestTest, IsForgottenWhenItExpired) {
  Request("old", 1, state_.staff);
  Request("new", 1, state_.staff);
  RequestId old = RequestIdOf("states/nj/users/staff", "old");
  Commit([&old](ledger::Event* event) {
    event->mutable_decision()->mutable_requests_expired()->set_until_sequence(1);
    event->mutable_decision()->mutable_requests_expired()->add_request_digests(old.digest);
  });
  EXPECT_FALSE(Has(old));
  EXPECT_TRUE(Has(RequestIdOf("states/nj/users/staff", "new")));
  EXPECT_EQ(Head().requests_expired_until(), 1);
}

TEST_F(ApplyTest, TheRegistrationIndexFollowsTheEmployer) {
  auto put = [this](const std::string& registration) {
    Commit([&registration](ledger::Event* event) {
      event->mutable_decision()->mutable_employer()->set_name("states/nj/employers/acme");
      event->mutable_decision()->mutable_employer()->set_registration_id(registration);
    });
  };
  put("12-34");
  EXPECT_EQ(Stored(RegistrationIdOf("1234")).holder_id(), "acme");
  put("1-234");
  EXPECT_EQ(Stored(RegistrationIdOf("1234")).holder_id(), "acme");
  put("99");
  EXPECT_FALSE(Has(RegistrationIdOf("1234")));
  EXPECT_EQ(Stored(RegistrationIdOf("99")).holder_id(), "acme");
}

TEST_F(ApplyTest, ASeatIsItsEmployersUntilItsTermEnds) {
  api::Seat seat;
  seat.set_name("states/nj/panels/metal/seats/one");
  seat.set_employer("states/nj/employers/acme");
  Commit([&seat](ledger::Event* event) { *event->mutable_decision()->mutable_seat() = seat; });
  EXPECT_EQ(Stored(EmployerSeatsId{"acme"}).seats(0).seat_id(), "one");
  seat.set_term_end_date("2027-01-31");
  Commit([&seat](ledger::Event* event) { *event->mutable_decision()->mutable_seat() = seat; });
  ASSERT_EQ(Stored(EmployerSeatsId{"acme"}).seats_size(), 1);
  EXPECT_EQ(Stored(EmployerSeatsId{"acme"}).seats(0).term_end_date(), "2027-01-31");
  EXPECT_TRUE(Has(SeatId{"metal", "one"}));
}

TEST_F(ApplyTest, WhomAnEmployerBelongsToDecidesInEveryCycle) {
  api::Employer employer;
  employer.set_name("states/nj/employers/acme");
  auto put = [this, &employer] {
    Commit([&employer](ledger::Event* event) { *event->mutable_decision()->mutable_employer() = employer; });
    return DecisionInputCount("2027", state_.records);
  };
  EXPECT_EQ(put(), 0);
  employer.set_website("https://acme.example");
  EXPECT_EQ(put(), 0);
  employer.set_affiliate_of("states/nj/employers/group");
  EXPECT_EQ(put(), 1);
  EXPECT_EQ(Stored(AffiliatesId{"group"}).employer_ids(0), "acme");
  employer.add_regions("north");
  EXPECT_EQ(put(), 2);
  employer.set_merged_into("states/nj/employers/other");
  EXPECT_EQ(put(), 3);
  EXPECT_FALSE(Has(AffiliatesId{"group"}));
  EXPECT_EQ(Stored(AffiliatesId{"other"}).employer_ids(0), "acme");
}

TEST_F(ApplyTest, TheDueIndexHoldsOpenRoundsWithADeadline) {
  api::Round round;
  round.set_name("states/nj/cycles/2027/rounds/metal");
  round.set_number(4);
  auto put = [this, &round] {
    Commit([&round](ledger::Event* event) { *event->mutable_decision()->mutable_round() = round; });
  };
  round.set_state(api::ROUND_STATE_DRAFT);
  round.mutable_deadline()->set_seconds(1000);
  put();
  const auto job = static_cast<uint32_t>(DueJob::kCloseRound);
  EXPECT_FALSE(Has(DueId{1000, job, round.name()}));
  EXPECT_EQ(Head().next_round_number(), 5);
  round.set_state(api::ROUND_STATE_OPEN);
  Commit([&round](ledger::Event* event) {
    *event->mutable_decision()->mutable_round_opening()->mutable_round() = round;
    event->mutable_decision()->mutable_round_opening()->add_seats()->set_employer_id("acme");
  });
  EXPECT_EQ(Stored(DueId{1000, job, round.name()}).time_micros(), 1'000'000'000);
  EXPECT_EQ(Stored(EmployerRoundId{"acme", 4}).round_id(), "metal");
  round.mutable_deadline()->set_seconds(2000);
  round.mutable_deadline()->set_nanos(1);
  put();
  EXPECT_FALSE(Has(DueId{1000, job, round.name()}));
  EXPECT_TRUE(Has(DueId{2001, job, round.name()}));
  round.set_state(api::ROUND_STATE_CLOSED);
  put();
  EXPECT_FALSE(Has(DueId{2001, job, round.name()}));
  EXPECT_EQ(Head().next_round_number(), 5);
}

TEST_F(ApplyTest, AnOpenRoundWithoutADeadlineIsNeverDue) {
  Commit([](ledger::Event* event) {
    event->mutable_decision()->mutable_round()->set_name("states/nj/cycles/2027/rounds/metal");
    event->mutable_decision()->mutable_round()->set_state(api::ROUND_STATE_OPEN);
  });
  EXPECT_FALSE(Has(DueId{0, static_cast<uint32_t>(DueJob::kCloseRound), "states/nj/cycles/2027/rounds/metal"}));
}

// A redacted event leaves the record that the live one would have without its personal fields.
TEST_F(ApplyTest, AUserHasItsNamesFromThePersonalPart) {
  ledger::Event event;
  event.mutable_decision()->mutable_user()->set_name("states/nj/users/pat");
  event.mutable_decision()->mutable_user()->add_roles(api::ROLE_CHAIR);
  event.mutable_personal()->mutable_user()->set_display_name("Pat Doe");
  event.mutable_personal()->mutable_user()->set_email("pat@nj.example");
  Commit([&event](ledger::Event* added) { *added = event; });
  EXPECT_EQ(Stored(UserId{"pat"}).display_name(), "Pat Doe");
  EXPECT_EQ(Stored(UserId{"pat"}).email(), "pat@nj.example");
  EXPECT_THAT(Stored(UserId{"pat"}).roles(), ElementsAre(api::ROLE_CHAIR));
  event.clear_personal();
  Commit([&event](ledger::Event* added) { *added = event; });
  EXPECT_EQ(Stored(UserId{"pat"}).SerializeAsString(), event.decision().user().SerializeAsString());
}

// What was written about a proposal can be erased; the proposal stays as it was decided.
TEST_F(ApplyTest, AProposalHasItsCommentsFromThePersonalPart) {
  ledger::Event event;
  event.mutable_decision()->mutable_proposal()->set_name("states/nj/cycles/2027/proposals/cw");
  event.mutable_decision()->mutable_proposal()->set_credential("states/nj/credentials/cw");
  event.mutable_personal()->mutable_proposal()->set_comment("mend this");
  event.mutable_personal()->mutable_proposal()->add_checklist_comments()->set_item("letters");
  Commit([&event](ledger::Event* added) { *added = event; });
  EXPECT_EQ(Stored(ProposalId{"2027", "cw"}).comment(), "mend this");
  EXPECT_EQ(Stored(ProposalId{"2027", "cw"}).checklist_comments_size(), 1);
  EXPECT_EQ(Stored(CredentialProposalId{"cw", "2027", "cw"}).holder_id(), "cw");
  event.clear_personal();
  Commit([&event](ledger::Event* added) { *added = event; });
  EXPECT_EQ(Stored(ProposalId{"2027", "cw"}).SerializeAsString(), event.decision().proposal().SerializeAsString());
}

TEST_F(ApplyTest, ExtensionsAndNotesHaveTheirWordsFromThePersonalPart) {
  Commit([](ledger::Event* event) {
    event->mutable_decision()->mutable_extension()->set_name("states/nj/cycles/2027/proposals/cw/extensions/in");
    event->mutable_personal()->mutable_extension()->set_reason("storm");
    event->mutable_personal()->mutable_extension()->set_granter("states/nj/users/sam");
  });
  EXPECT_EQ(Stored(ExtensionId{"2027", "cw", "in"}).reason(), "storm");
  EXPECT_EQ(Stored(ExtensionId{"2027", "cw", "in"}).granter(), "states/nj/users/sam");
  Commit([](ledger::Event* event) {
    event->mutable_decision()->mutable_proposal_note()->set_name("states/nj/cycles/2027/proposals/cw/notes/12");
    event->mutable_personal()->mutable_proposal_note()->set_text("checked");
  });
  EXPECT_EQ(Stored(ProposalNoteId{"2027", "cw", 12}).text(), "checked");
}

TEST_F(ApplyTest, TheDueIndexHoldsTheNextMoveOfACyclesStages) {
  api::Cycle cycle;
  cycle.set_name("states/nj/cycles/2027");
  api::Stage* stage = cycle.add_stages();
  stage->set_state(api::STAGE_STATE_PENDING);
  stage->mutable_open_time()->set_seconds(1000);
  stage->mutable_end_time()->set_seconds(2000);
  auto put = [this, &cycle] {
    Commit([&cycle](ledger::Event* event) { *event->mutable_decision()->mutable_cycle() = cycle; });
  };
  auto due = [this, &cycle](uint32_t seconds) {
    return Has(DueId{seconds, static_cast<uint32_t>(DueJob::kMoveStage), cycle.name()});
  };
  put();
  EXPECT_TRUE(due(1000));
  stage->set_state(api::STAGE_STATE_OPEN);
  put();
  EXPECT_FALSE(due(1000));
  EXPECT_TRUE(due(2000));
  stage->set_state(api::STAGE_STATE_CLOSED);
  put();
  EXPECT_FALSE(due(2000));
}

class BallotTest : public ApplyTest {
 protected:
  void Cast(api::BallotChoice choice) {
    Commit([choice](ledger::Event* event) {
      event->mutable_decision()->mutable_ballot()->set_choice(choice);
      event->mutable_personal()->mutable_ballot()->set_user_id("pat");
    });
  }
};

TEST_F(BallotTest, ARevisionMovesTheVoteAndIsAnsweredOnce) {
  Cast(api::BALLOT_CHOICE_APPROVE);
  EXPECT_EQ(Stored(TallyId{0, 0}).approve_count(), 1);
  Cast(api::BALLOT_CHOICE_REJECT);
  Cast(api::BALLOT_CHOICE_RECUSED);
  EXPECT_EQ(Stored(TallyId{0, 0}).approve_count(), 0);
  EXPECT_EQ(Stored(TallyId{0, 0}).reject_count(), 0);
  EXPECT_EQ(Stored(TallyId{0, 0}).recused_count(), 1);
  EXPECT_EQ(Stored(SeatProgressId{0, 0}).answered_count(), 1);
  const ledger::BallotRecord& ballot = Stored(BallotId{0, 0, 0});
  EXPECT_EQ(ballot.revision(), 3);
  EXPECT_EQ(ballot.user_id(), "pat");
  EXPECT_THAT(ballot.earlier_sequences(), ElementsAre(0, 1));
}

TEST_F(BallotTest, TheLastFortyRevisionsAreKept) {
  for (int i = 0; i < 43; ++i) Cast(api::BALLOT_CHOICE_ABSTAIN);
  const ledger::BallotRecord& ballot = Stored(BallotId{0, 0, 0});
  ASSERT_EQ(ballot.earlier_sequences_size(), 40);
  EXPECT_EQ(ballot.earlier_sequences(0), 2);
  EXPECT_EQ(ballot.earlier_sequences(39), 41);
  EXPECT_EQ(Stored(TallyId{0, 0}).abstain_count(), 1);
}

TEST_F(ApplyTest, APublishedVersionSupersedesTheOneInForce) {
  for (int version : {1, 2}) {
    Commit([version](ledger::Event* event) {
      ledger::ListVersionChange* change = event->mutable_decision()->mutable_list_version();
      change->mutable_version()->set_version(version);
      change->mutable_version()->set_state(api::LIST_VERSION_STATE_PUBLISHED);
      change->add_content_chunks("digest");
    });
  }
  EXPECT_EQ(Stored(ListVersionId(1)).state(), api::LIST_VERSION_STATE_SUPERSEDED);
  EXPECT_EQ(Stored(ListVersionId(2)).state(), api::LIST_VERSION_STATE_PUBLISHED);
  EXPECT_EQ(Head().list_version_in_force(), 2);
  EXPECT_EQ(Stored(ListContentId(1)).change().content_chunks_size(), 1);
}

TEST_F(ApplyTest, AProposalCountsAsAnInputOfItsCycle) {
  for (const char* id : {"a", "b"}) {
    Commit([id](ledger::Event* event) {
      event->mutable_decision()->mutable_proposal()->set_name(NameOf("nj", ProposalId{"2027", id}));
    });
  }
  EXPECT_EQ(Stored(CycleHeadId{"2027"}).decision_inputs(), 2);
}

TEST_F(BallotTest, TheSameEventsGiveTheSameRecords) {
  Cast(api::BALLOT_CHOICE_APPROVE);
  Cast(api::BALLOT_CHOICE_REJECT);
  MemoryRecords rebuilt;
  for (const ledger::Event& event : state_.events) Apply(event, event.SerializeAsString(), &rebuilt);
  ASSERT_EQ(rebuilt.map().size(), state_.records.map().size());
  for (const auto& [key, record] : rebuilt.map()) {
    EXPECT_EQ(record->SerializeAsString(), state_.records.map().at(key)->SerializeAsString());
  }
}

}  // namespace
}  // namespace assay::domain
