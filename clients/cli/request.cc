#include "clients/cli/request.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/api.h"
#include "clients/cli/document.h"
#include "clients/cli/values.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string Spelled(const Flag& flag) { return flag.positional ? flag.name : absl::StrCat("--", flag.name); }

class Builder {
 public:
  Builder(const Command& command, const std::vector<Flag>& flags, const Values& values)
      : flags_(flags), values_(values), scope_(values.scope) {
    request_ = NewMessage(FindMethod(MethodsOf(command).front())->input_type());
    body_ = BodyOf(*request_->GetDescriptor());
  }

  absl::StatusOr<std::unique_ptr<Message>> Build() {
    SetFromScope();
    ReadDocument();
    for (const Flag& flag : flags_) {
      auto given = values_.given.find(flag.path);
      if (flag.kind == Flag::Kind::kField && given != values_.given.end()) SetFlag(flag, given->second);
    }
    SetMask();
    if (violations_.empty()) return std::move(request_);
    std::vector<std::string> lines;
    for (const auto& [flag, what] : violations_.violations()) lines.push_back(absl::StrCat(flag, ": ", what));
    return UsageError(absl::StrJoin(lines, "\n"));
  }

 private:
  // What is about the whole state, or lies in the cycle that is known, need not say so.
  void SetFromScope() {
    for (const char* field_name : {"parent", "name"}) {
      const FieldDescriptor* field = request_->GetDescriptor()->FindFieldByName(field_name);
      std::string pattern = field == nullptr ? "" : PatternOf(*field);
      if (pattern.empty() || values_.Has(field_name)) continue;
      auto known = scope_.find(VariablesOf(pattern).back());
      if (known != scope_.end()) {
        absl::StatusOr<std::string> name = CompleteName(pattern, known->second, scope_);
        if (name.ok()) request_->GetReflection()->SetString(request_.get(), field, *name);
      } else if (pattern == "states/{state}" && RulesOf(*field).required()) {
        violations_.Add("--state", "say which state, with --state, ASSAY_STATE or a context");
      }
    }
  }

  void ReadDocument() {
    if (!values_.document.has_value() || body_ == nullptr) return;
    std::vector<std::string> fields;
    FillFromDocument(*values_.document, "", scope_, request_->GetReflection()->MutableMessage(request_.get(), body_),
                     &fields, &violations_);
    for (const std::string& field : fields) AddToMask(field);
  }

  void SetFlag(const Flag& flag, const std::vector<std::string>& texts) {
    Message* message = request_.get();
    std::vector<std::string> steps = absl::StrSplit(flag.path, '.');
    for (size_t i = 0; i + 1 < steps.size(); ++i) {
      message = message->GetReflection()->MutableMessage(message, message->GetDescriptor()->FindFieldByName(steps[i]));
    }
    if (flag.field->is_repeated()) message->GetReflection()->ClearField(message, flag.field);
    for (const std::string& text : texts) {
      if (!flag.field->is_repeated()) {
        SetOne(flag, text, message);
      } else if (flag.field->message_type() != nullptr && !IsTextMessage(*flag.field->message_type())) {
        Message* element = message->GetReflection()->AddMessage(message, flag.field);
        FillFromDocument(text, Spelled(flag), scope_, element, nullptr, &violations_);
      } else {
        for (absl::string_view part : absl::StrSplit(text, ',', absl::SkipEmpty())) SetOne(flag, part, message);
      }
    }
    std::string path = flag.path;
    bool of_body = body_ != nullptr && absl::StartsWith(path, absl::StrCat(body_->name(), "."));
    if (of_body && !flag.positional && flag.field->name() != "etag") AddToMask(path.substr(body_->name().size() + 1));
  }

  void SetOne(const Flag& flag, absl::string_view text, Message* message) {
    std::string value(text);
    std::string pattern = PatternOf(*flag.field);
    if (!pattern.empty() && !value.empty()) {
      absl::StatusOr<std::string> name = CompleteName(pattern, value, scope_);
      if (!name.ok()) return violations_.Add(Spelled(flag), name.status().message());
      // In "ballot cast 2027/health-1 welder" the round says which cycle the proposal is of.
      LearnFrom(pattern, *name, &scope_);
      value = *std::move(name);
    }
    absl::Status status = SetFromText(value, *flag.field, message);
    if (!status.ok()) violations_.Add(Spelled(flag), status.message());
  }

  void AddToMask(const std::string& path) {
    for (const std::string& there : mask_.paths()) {
      if (there == path) return;
    }
    if (path != "name" && path != "etag") mask_.add_paths(path);
  }

  void SetMask() {
    const FieldDescriptor* field = request_->GetDescriptor()->FindFieldByName("update_mask");
    if (field != nullptr) request_->GetReflection()->MutableMessage(request_.get(), field)->CopyFrom(mask_);
  }

  const std::vector<Flag>& flags_;
  const Values& values_;
  Scope scope_;
  std::unique_ptr<Message> request_;
  const FieldDescriptor* body_ = nullptr;
  google::protobuf::FieldMask mask_;
  Violations violations_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Message>> BuildRequest(const Command& command, const std::vector<Flag>& flags,
                                                      const Values& values) {
  return Builder(command, flags, values).Build();
}

absl::Status UsageError(absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, "COMMAND_LINE", message);
}

}  // namespace assay::cli
