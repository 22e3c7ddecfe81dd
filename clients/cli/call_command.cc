#include "clients/cli/call_command.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "assay/v1/priority_list_service.pb.h"
#include "clients/cli/api.h"
#include "clients/cli/csv.h"
#include "clients/cli/files.h"
#include "clients/cpp/request_id.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kLargestPage = 1000;

void SetText(absl::string_view name, const std::string& value, Message* message) {
  const FieldDescriptor* field = message->GetDescriptor()->FindFieldByName(std::string(name));
  if (field != nullptr && !value.empty()) message->GetReflection()->SetString(message, field, value);
}

void SetPageSize(int size, Message* message) {
  const FieldDescriptor* field = message->GetDescriptor()->FindFieldByName("page_size");
  if (field != nullptr && size > 0) message->GetReflection()->SetInt32(message, field, size);
}

std::string NextPage(const Message& response) {
  const FieldDescriptor* field = response.GetDescriptor()->FindFieldByName("next_page_token");
  return field == nullptr ? "" : response.GetReflection()->GetString(response, field);
}

absl::Status CallAndPrint(Session* session, const Invocation& invocation, Message* request) {
  absl::string_view method = MethodsOf(*invocation.command).front();
  const Globals& globals = session->globals();
  SetText("request_id", globals.request_id, request);
  SetText("page_token", globals.page_token, request);
  SetPageSize(globals.page_size, request);
  std::unique_ptr<Message> response = NewMessage(FindMethod(method)->output_type());
  if (globals.all) {
    ASSAY_RETURN_IF_ERROR(CallAllPages(session, method, request, response.get()));
  } else {
    ASSAY_RETURN_IF_ERROR(session->Call(method, *request, response.get()));
  }
  session->Print(*response, invocation.command->columns);
  std::string next = NextPage(*response);
  if (!next.empty()) session->Note(absl::StrCat("More follow: --all, or --page-token ", next));
  if (globals.dry_run && TakesRequestId(*request)) session->Note("Dry run: nothing was changed.");
  return absl::OkStatus();
}

}  // namespace

absl::Status CallAllPages(Session* session, absl::string_view method, Message* request, Message* response) {
  SetPageSize(session->globals().page_size > 0 ? session->globals().page_size : kLargestPage, request);
  std::unique_ptr<Message> page(response->New());
  const FieldDescriptor* rows = RowsOf(*response->GetDescriptor());
  for (std::string token;;) {
    ASSAY_RETURN_IF_ERROR(session->Call(method, *request, page.get()));
    std::string next = NextPage(*page);
    if (token.empty() || rows == nullptr) {
      response->MergeFrom(*page);
    } else {
      // Only the rows: what else a page says, it says of the whole list.
      std::unique_ptr<Message> only_rows(page->New());
      only_rows->GetReflection()->SwapFields(only_rows.get(), page.get(), {rows});
      response->MergeFrom(*only_rows);
    }
    const FieldDescriptor* token_field = response->GetDescriptor()->FindFieldByName("next_page_token");
    if (token_field != nullptr) response->GetReflection()->ClearField(response, token_field);
    if (next.empty() || next == token) return absl::OkStatus();
    token = next;
    SetText("page_token", token, request);
  }
}

absl::Status RunCall(Session* session, const Invocation& invocation) {
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<Message> request,
                         BuildRequest(*invocation.command, invocation.flags, invocation.values));
  return CallAndPrint(session, invocation, request.get());
}

absl::Status RunAdopt(Session* session, const Invocation& invocation) {
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<Message> built,
                         BuildRequest(*invocation.command, invocation.flags, invocation.values));
  v1::AdoptVersionRequest request;
  request.CopyFrom(*built);
  std::string path = invocation.values.Get("from-file");
  if (!path.empty()) {
    ASSAY_ASSIGN_OR_RETURN(std::string text, ReadInput(path, *session->environment().in));
    ASSAY_ASSIGN_OR_RETURN(CsvTable table, ParseCsv(text));
    if (table.Column("credential_id") < 0) return UsageError(path + " has no column credential_id");
    for (const CsvTable::Row& row : table.rows) {
      ASSAY_ASSIGN_OR_RETURN(std::string name, CompleteName("states/{state}/credentials/{credential}",
                                                            table.Cell(row, "credential_id"), session->scope()));
      request.add_entries()->set_credential(name);
    }
  }
  return CallAndPrint(session, invocation, &request);
}

}  // namespace assay::cli
