#include "clients/cli/notice_commands.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/call_command.h"
#include "clients/cli/files.h"
#include "clients/cli/names.h"
#include "clients/cli/page.h"
#include "clients/cli/values.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

constexpr char kProposalPattern[] = "states/{state}/cycles/{cycle}/proposals/{proposal}";
constexpr char kVersionPattern[] = "states/{state}/listVersions/{version}";

// INDUSTRY_CERTIFICATION as people write it.
std::string Words(const google::protobuf::EnumDescriptor& type, int value) {
  const auto* named = type.FindValueByNumber(value);
  if (named == nullptr || value == 0) return "";
  return absl::AsciiStrToLower(absl::StrReplaceAll(ShortEnumName(*named), {{"_", " "}}));
}

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

void AddReasons(const v1::Decision& decision, Page* page) {
  std::vector<std::vector<std::string>> rows;
  for (const v1::TraceStep& step : decision.trace()) {
    rows.push_back({step.criterion(), step.subject(), step.input(), step.threshold(),
                    Words(*v1::Verdict_descriptor(), step.verdict())});
  }
  if (rows.empty()) return;
  page->Heading(3, "Reasons");
  page->Table("What was asked, and what came of it", {"Criterion", "Of", "Found", "Needed", "Result"}, rows);
}

void AddNotice(const v1::DecisionNotice& notice, Page* page) {
  page->Heading(2, notice.title());
  if (notice.rehearsal()) page->Paragraph("Made in a rehearsal. This notice binds nobody.");
  page->Facts({{"Decision", Words(*v1::Outcome_descriptor(), notice.decision().outcome())},
               {"Asked for", Words(*v1::ProposalKind_descriptor(), notice.decision().kind())},
               {"Issuer", notice.issuer()},
               {"Proposal", notice.proposal()},
               {"List version", LastPart(notice.list_version())},
               {"Counts from", notice.effective_date()},
               {"Tier", notice.decision().tier()},
               {"Category", notice.decision().category()},
               {"Regions", absl::StrJoin(notice.decision().regions(), ", ")}});
  AddReasons(notice.decision(), page);
  page->Heading(3, "Appeal");
  page->Paragraph(notice.has_appeal_close_time()
                      ? absl::StrCat("You may appeal this decision until the end of ", notice.appeal_last_date(),
                                     ". An appeal names its grounds; it is decided by somebody else than who decided ",
                                     "before.")
                      : "This decision cannot be appealed.");
}

absl::StatusOr<std::vector<v1::DecisionNotice>> ReadOne(Session* session, const std::string& proposal) {
  v1::GetDecisionNoticeRequest request;
  ASSAY_ASSIGN_OR_RETURN(*request.mutable_proposal(), CompleteName(kProposalPattern, proposal, session->scope()));
  v1::GetDecisionNoticeResponse response;
  ASSAY_RETURN_IF_ERROR(session->Call("AppealService/GetDecisionNotice", request, &response));
  return std::vector<v1::DecisionNotice>{response.decision_notice()};
}

absl::StatusOr<std::vector<v1::DecisionNotice>> ReadAll(Session* session, const std::string& version) {
  v1::ListDecisionNoticesRequest request;
  ASSAY_ASSIGN_OR_RETURN(*request.mutable_parent(),
                         CompleteName(kVersionPattern, version.empty() ? "latest" : version, session->scope()));
  v1::ListDecisionNoticesResponse response;
  ASSAY_RETURN_IF_ERROR(CallAllPages(session, "AppealService/ListDecisionNotices", &request, &response));
  return std::vector<v1::DecisionNotice>(response.decision_notices().begin(), response.decision_notices().end());
}

}  // namespace

std::string RenderNotices(const std::vector<v1::DecisionNotice>& notices) {
  Page page(notices.empty() ? "Decision notices"
                            : absl::StrCat("Decision notice: ", notices.front().state_display_name()));
  if (notices.empty()) page.Paragraph("No notice was issued.");
  for (size_t i = 0; i < notices.size(); ++i) {
    if (i > 0) page.NewSheet();
    AddNotice(notices[i], &page);
  }
  return page.Text();
}

absl::Status RunNoticePrint(Session* session, const Invocation& invocation) {
  const std::string output = invocation.values.Get("output");
  if (output.empty()) return UsageError("--output says where to write it; - is standard output");
  const std::string proposal = invocation.values.Get("proposal");
  ASSAY_ASSIGN_OR_RETURN(
      std::vector<v1::DecisionNotice> notices,
      proposal.empty() ? ReadAll(session, invocation.values.Get("list-version")) : ReadOne(session, proposal));
  std::string page = RenderNotices(notices);
  if (output == "-") {
    *session->environment().out << page;
    return absl::OkStatus();
  }
  ASSAY_RETURN_IF_ERROR(WriteFile(output, page, 0644));
  session->Note(absl::StrCat(output, ": ", notices.size(), " notices"));
  return absl::OkStatus();
}

}  // namespace assay::cli
