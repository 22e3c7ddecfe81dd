#include "services/domain/commands/checklist.h"

#include "google/protobuf/text_format.h"
#include "services/domain/commands/testing/outcome.h"

namespace assay::domain {
namespace {

using ::testing::HasSubstr;

template <class Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

absl::Status Rules(const std::string& text) {
  Violations violations;
  CheckProposalRules(Parse<api::ProposalRules>(text), "rules", &violations);
  return violations.ToStatus();
}

constexpr char kMinimum[] = "soc_codes: '51-4121' evidence_summary: 'hired' demand_scope: DEMAND_SCOPE_STATEWIDE ";

// What is missing of a proposal that has what every proposal must have.
absl::Status Missing(const std::string& rules, const std::string& proposal) {
  Violations violations;
  CheckComplete(Parse<api::Proposal>(kMinimum + proposal), Parse<api::ProposalRules>(rules), &violations);
  return violations.ToStatus();
}

absl::Status NotAllowed(const std::string& rules, const std::string& proposal) {
  Violations violations;
  CheckAllowed(Parse<api::Proposal>(proposal), Parse<api::ProposalRules>(rules), &violations);
  return violations.ToStatus();
}

TEST(ProposalRulesTest, NamesEveryFault) {
  EXPECT_THAT(Rules(R"pb(checklist { id: "a" fields: "cip_codes" minimum: 2 }
                         checklist { id: "b" }
                         checklist {
                           id: "a"
                           fields: "colour"
                           fields: "comment"
                           fields: "assessment.colour"
                           fields: "soc_codes.x"
                           fields: "assessment.proctored"
                         }
                         similarity_min { numerator: -1 denominator: 2 })pb"),
              Violates("rules.checklist[0].minimum", "rules.checklist[1]", "rules.checklist[2].fields[0]",
                       "rules.checklist[2].fields[1]", "rules.checklist[2].fields[2]", "rules.checklist[2].fields[3]",
                       "rules.checklist[2].id", "rules.similarity_min"));
  EXPECT_THAT(Rules(""), IsOk());
  EXPECT_THAT(Rules("similarity_min { numerator: 1 denominator: 1 }"), IsOk());
}

// Texas: at least two of three (standards tied to no curriculum; assessment; time-limited and renewable).
TEST(ChecklistTest, CountsTheAnswersOfADefinition) {
  const std::string rules = R"pb(checklist {
                                   id: "definition"
                                   prompt: "What counts as a certification"
                                   minimum: 2
                                   yes_only: true
                                   questions: "standards"
                                   fields: "assessment.standardized"
                                   fields: "assessment.renewable"
                                 })pb";
  absl::Status none = Missing(rules, "");
  EXPECT_THAT(none, Violates("proposal.assessment.standardized"));
  EXPECT_THAT(Missing(rules, "assessment { standardized: true }"), Violates("proposal.assessment.renewable"));
  EXPECT_THAT(Missing(rules, "assessment { standardized: true renewable: false }"),
              Violates("proposal.assessment.renewable"));
  EXPECT_THAT(Missing(rules, "assessment { standardized: true renewable: true }"), IsOk());
  EXPECT_THAT(Missing(rules, "assessment { renewable: true } answers { question: 'standards' }"),
              Violates("proposal.assessment.standardized"));
  EXPECT_THAT(Missing(rules, "assessment { renewable: true } answers { question: 'standards' yes: true }"), IsOk());
}

TEST(ChecklistTest, NamesEachThingThatIsMissingOfWhatMustAllBeThere) {
  const std::string rules = R"pb(checklist { id: "letters" prompt: "Letters of employers" document_kinds: "letter" }
                                 checklist { id: "costs" prompt: "What it costs" fields: "cost" fields: "cip_codes" }
                                 checklist { id: "vendor" prompt: "Is the seller you?" questions: "vendor" })pb";
  EXPECT_THAT(Missing(rules, ""),
              Violates("proposal.documents", "proposal.cost", "proposal.cip_codes", "proposal.answers"));
  EXPECT_THAT(Missing(rules,
                      "documents { kind: 'letter' } cost { cents: 0 } cip_codes: '48.0508' "
                      "answers { question: 'vendor' yes: false }"),
              IsOk());
}

TEST(ChecklistTest, ANoIsAnAnswerUnlessOnlyYesCounts) {
  const std::string open = "checklist { id: 'p' prompt: 'P' fields: 'portable' }";
  EXPECT_THAT(Missing(open, ""), Violates("proposal.portable"));
  EXPECT_THAT(Missing(open, "portable: false"), IsOk());
  EXPECT_THAT(Missing("checklist { id: 'p' prompt: 'P' fields: 'portable' yes_only: true }", "portable: false"),
              Violates("proposal.portable"));
}

TEST(ChecklistTest, AnItemConcernsItsKindsOnly) {
  const std::string rules = "checklist { id: 'p' prompt: 'P' fields: 'portable' proposal_kinds: PROPOSAL_KIND_NEW }";
  EXPECT_THAT(Missing(rules, ""), Violates("proposal.portable")) << "unspecified is new";
  EXPECT_THAT(Missing(rules, "kind: PROPOSAL_KIND_UPDATE"), IsOk());
}

TEST(ChecklistTest, SaysItemPromptAndHowManyAreThere) {
  absl::Status status = Missing("checklist { id: 'k' prompt: 'Which?' minimum: 1 questions: 'a' questions: 'b' }", "");
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("has 0 of 2 for \"Which?\" (k), and needs at least 1; missing are an answer to the question a, "
                        "an answer to the question b"));
}

TEST(ChecklistTest, DocumentsHaveLimits) {
  const std::string rules =
      "documents_max: 2 document_bytes_max: 100 document_media_types: 'application/pdf' document_media_types: "
      "'image/png'";
  EXPECT_THAT(NotAllowed(rules,
                         "documents { size_bytes: 100 media_type: 'image/png' } "
                         "documents { media_type: 'application/pdf' }"),
              IsOk());
  EXPECT_THAT(NotAllowed(rules,
                         "documents { size_bytes: 101 media_type: 'image/png' } documents {} documents { "
                         "media_type: 'image/png' }"),
              Violates("proposal.documents", "proposal.documents[0].size_bytes", "proposal.documents[1].media_type"));
  EXPECT_THAT(NotAllowed("", "documents { size_bytes: 1000000 } documents {}"), IsOk());
}

TEST(ChecklistTest, ARemovalReasonIsForRemovals) {
  EXPECT_THAT(NotAllowed("", "removal_reason: REMOVAL_REASON_INACCESSIBLE"), Violates("proposal.removal_reason"));
  EXPECT_THAT(NotAllowed("", "kind: PROPOSAL_KIND_REMOVAL removal_reason: REMOVAL_REASON_INACCESSIBLE"), IsOk());
  EXPECT_THAT(Missing("", "kind: PROPOSAL_KIND_REMOVAL"), Violates("proposal.removal_reason"));
}

}  // namespace
}  // namespace assay::domain
