#include "clients/cli/api.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/annulment_service.pb.h"
#include "assay/v1/appeal_service.pb.h"
#include "assay/v1/assignment_service.pb.h"
#include "assay/v1/comment_service.pb.h"
#include "assay/v1/conflict_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/cycle_service.pb.h"
#include "assay/v1/decision_service.pb.h"
#include "assay/v1/employer_service.pb.h"
#include "assay/v1/endorsement_service.pb.h"
#include "assay/v1/import_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/list_action_service.pb.h"
#include "assay/v1/meeting_service.pb.h"
#include "assay/v1/panel_service.pb.h"
#include "assay/v1/paper_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "assay/v1/round_service.pb.h"
#include "google/protobuf/descriptor.pb.h"

// The descriptor set is made by the build; assembling it in spares an installed file that could go missing.
__asm__(
    ".section .rodata\n"
    ".global assay_api_descriptors\n"
    ".global assay_api_descriptors_end\n"
    "assay_api_descriptors:\n"
    ".incbin \"" ASSAY_API_DESCRIPTORS
    "\"\n"
    "assay_api_descriptors_end:\n"
    ".byte 0\n"
    ".previous\n");
extern "C" {
extern const char assay_api_descriptors[];      // NOLINT(modernize-avoid-c-arrays)
extern const char assay_api_descriptors_end[];  // NOLINT(modernize-avoid-c-arrays)
}

namespace assay::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using google::protobuf::SourceLocation;

// Naming one message of every file keeps the linker from dropping the file, which would then not be registered.
const std::vector<const Descriptor*>& OneMessageOfEachFile() {
  static const auto* messages = new std::vector<const Descriptor*>{
      v1::State::descriptor(),       v1::Credential::descriptor(),
      v1::Cycle::descriptor(),       v1::Employer::descriptor(),
      v1::Import::descriptor(),      v1::Dataset::descriptor(),
      v1::Panel::descriptor(),       v1::Policy::descriptor(),
      v1::ListVersion::descriptor(), v1::Proposal::descriptor(),
      v1::Ballot::descriptor(),      v1::Round::descriptor(),
      v1::Conflict::descriptor(),    v1::Annulment::descriptor(),
      v1::Appeal::descriptor(),      v1::AssignReviewsRequest::descriptor(),
      v1::Comment::descriptor(),     v1::Override::descriptor(),
      v1::Endorsement::descriptor(), v1::Sunset::descriptor(),
      v1::AgendaItem::descriptor(),  v1::PaperSource::descriptor(),
  };
  return *messages;
}

// A second pool: generated descriptors carry no comments. Made when the first help text is asked for.
const DescriptorPool& CommentedPool() {
  static const DescriptorPool* pool = [] {
    auto* made = new DescriptorPool;
    google::protobuf::FileDescriptorSet files;
    files.ParseFromArray(assay_api_descriptors, static_cast<int>(assay_api_descriptors_end - assay_api_descriptors));
    for (const auto& file : files.file()) made->BuildFile(file);
    return made;
  }();
  return *pool;
}

template <class Commented>
std::string CommentText(const Commented* commented) {
  SourceLocation location;
  if (commented == nullptr || !commented->GetSourceLocation(&location)) return "";
  std::string text = absl::StrReplaceAll(location.leading_comments, {{"\n", " "}});
  absl::RemoveExtraAsciiWhitespace(&text);
  return text;
}

}  // namespace

std::vector<const ServiceDescriptor*> Services() {
  std::map<std::string, const ServiceDescriptor*> by_name;
  for (const Descriptor* message : OneMessageOfEachFile()) {
    const FileDescriptor* file = message->file();
    for (int i = 0; i < file->service_count(); ++i) by_name[file->service(i)->name()] = file->service(i);
  }
  std::vector<const ServiceDescriptor*> services;
  for (const auto& [name, service] : by_name) services.push_back(service);
  return services;
}

const MethodDescriptor* FindMethod(absl::string_view service_and_method) {
  size_t slash = service_and_method.find('/');
  if (slash == absl::string_view::npos) return nullptr;
  OneMessageOfEachFile();
  return DescriptorPool::generated_pool()->FindMethodByName(
      absl::StrCat("assay.v1.", service_and_method.substr(0, slash), ".", service_and_method.substr(slash + 1)));
}

std::string FullMethodName(const MethodDescriptor& method) {
  return absl::StrCat(method.service()->full_name(), "/", method.name());
}

std::unique_ptr<google::protobuf::Message> NewMessage(const Descriptor* type) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

std::string CommentOf(const FieldDescriptor& field) {
  return CommentText(CommentedPool().FindFieldByName(field.full_name()));
}

std::string CommentOf(const MethodDescriptor& method) {
  return CommentText(CommentedPool().FindMethodByName(method.full_name()));
}

const v1::FieldRules& RulesOf(const FieldDescriptor& field) { return field.options().GetExtension(v1::rules); }

}  // namespace assay::cli
