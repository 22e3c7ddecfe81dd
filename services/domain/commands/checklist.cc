#include "services/domain/commands/checklist.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The field at a path such as assessment.proctored that a proposer can fill in; null when there is none.
const FieldDescriptor* FieldAt(absl::string_view path) {
  const google::protobuf::Descriptor* type = api::Proposal::descriptor();
  const FieldDescriptor* field = nullptr;
  for (absl::string_view part : absl::StrSplit(path, '.')) {
    field = type == nullptr ? nullptr : type->FindFieldByName(std::string(part));
    if (field == nullptr || field->options().GetExtension(api::rules).output_only()) return nullptr;
    type = field->is_repeated() ? nullptr : field->message_type();
  }
  return field;
}

// Whether the field at `path`, which exists, is filled in; a yes or no only when it is yes, if `yes_only`.
bool IsFilled(const Message& message, absl::string_view path, bool yes_only) {
  std::pair<std::string, std::string> parts = absl::StrSplit(path, absl::MaxSplits('.', 1));
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(parts.first);
  const auto* reflection = message.GetReflection();
  if (field->is_repeated()) return reflection->FieldSize(message, field) > 0;
  if (!reflection->HasField(message, field)) return false;
  if (!parts.second.empty()) return IsFilled(reflection->GetMessage(message, field), parts.second, yes_only);
  bool is_no = field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !reflection->GetBool(message, field);
  return !(yes_only && is_no);
}

bool HasDocument(const api::Proposal& proposal, const std::string& kind) {
  return absl::c_any_of(proposal.documents(), [&](const api::Document& document) { return document.kind() == kind; });
}

bool IsAnswered(const api::Proposal& proposal, const std::string& question, bool yes_only) {
  return absl::c_any_of(proposal.answers(), [&](const api::ChecklistAnswer& answer) {
    return answer.question() == question && (answer.yes() || !yes_only);
  });
}

// One thing that an item asks for and that is not there.
struct Gap {
  std::string field;
  std::string text;
};

// What is missing of an item, in its order; `asked` is how many things it asks for.
std::vector<Gap> GapsOf(const api::ChecklistItem& item, const api::Proposal& proposal, int* asked) {
  std::vector<Gap> gaps;
  const char* wanted = item.yes_only() ? "to be yes" : "to be filled in";
  for (const std::string& path : item.fields()) {
    if (!IsFilled(proposal, path, item.yes_only())) gaps.push_back({path, absl::StrCat(path, " ", wanted)});
  }
  for (const std::string& kind : item.document_kinds()) {
    if (!HasDocument(proposal, kind)) gaps.push_back({"documents", absl::StrCat("a document of kind ", kind)});
  }
  for (const std::string& question : item.questions()) {
    if (IsAnswered(proposal, question, item.yes_only())) continue;
    gaps.push_back({"answers", absl::StrCat(item.yes_only() ? "yes" : "an answer", " to the question ", question)});
  }
  *asked = item.fields_size() + item.document_kinds_size() + item.questions_size();
  return gaps;
}

template <class List, class Value>
bool Takes(const List& list, Value value) {
  return list.empty() || absl::c_linear_search(list, value);
}

bool Concerns(const api::ChecklistItem& item, const api::Proposal& proposal) {
  api::ProposalKind kind = proposal.kind() == api::PROPOSAL_KIND_UNSPECIFIED ? api::PROPOSAL_KIND_NEW : proposal.kind();
  return Takes(item.proposal_kinds(), kind);
}

void CheckItem(const api::ChecklistItem& item, const api::Proposal& proposal, Violations* violations) {
  int asked = 0;
  std::vector<Gap> gaps = GapsOf(item, proposal, &asked);
  int minimum = item.minimum() == 0 ? asked : item.minimum();
  int there = asked - static_cast<int>(gaps.size());
  if (there >= minimum) return;
  if (minimum == asked) {
    for (const Gap& gap : gaps) {
      violations->Add(absl::StrCat("proposal.", gap.field),
                      absl::StrCat("needs ", gap.text, ", for \"", item.prompt(), "\" (", item.id(), ")"));
    }
    return;
  }
  std::string all = absl::StrJoin(gaps, ", ", [](std::string* out, const Gap& gap) { out->append(gap.text); });
  violations->Add(absl::StrCat("proposal.", gaps[0].field),
                  absl::StrCat("has ", there, " of ", asked, " for \"", item.prompt(), "\" (", item.id(),
                               "), and needs at least ", minimum, "; missing are ", all));
}

void CheckMinimum(const api::Proposal& proposal, Violations* violations) {
  if (proposal.soc_codes().empty()) {
    violations->Add("proposal.soc_codes", "is missing; name at least one occupation that the credential leads to");
  }
  if (proposal.evidence_summary().empty()) {
    violations->Add("proposal.evidence_summary", "is missing; say why employers need the credential");
  }
  if (proposal.demand_scope() == api::DEMAND_SCOPE_UNSPECIFIED) {
    violations->Add("proposal.demand_scope", "is missing; say whether demand is statewide, regional or local");
  }
  bool has_region =
      proposal.demand_scope() == api::DEMAND_SCOPE_REGIONAL || proposal.demand_scope() == api::DEMAND_SCOPE_LOCAL;
  if (has_region && proposal.region().empty()) {
    violations->Add("proposal.region", "is missing; name the region in which demand is claimed");
  }
  if (proposal.kind() == api::PROPOSAL_KIND_REMOVAL && proposal.removal_reason() == api::REMOVAL_REASON_UNSPECIFIED) {
    violations->Add("proposal.removal_reason", "is missing; say why the credential is to come off the list");
  }
}

void CheckDocuments(const api::Proposal& proposal, const api::ProposalRules& rules, Violations* violations) {
  if (rules.documents_max() > 0 && proposal.documents_size() > rules.documents_max()) {
    violations->Add("proposal.documents", absl::StrCat("has ", proposal.documents_size(), " documents; at most ",
                                                       rules.documents_max(), " are taken"));
  }
  for (int i = 0; i < proposal.documents_size(); ++i) {
    const api::Document& document = proposal.documents(i);
    std::string field = absl::StrCat("proposal.documents[", i, "]");
    if (rules.document_bytes_max() > 0 && document.size_bytes() > rules.document_bytes_max()) {
      violations->Add(field + ".size_bytes", absl::StrCat("is ", document.size_bytes(), "; documents of at most ",
                                                          rules.document_bytes_max(), " bytes are taken"));
    }
    if (Takes(rules.document_media_types(), document.media_type())) continue;
    violations->Add(field + ".media_type",
                    absl::StrCat("is ", document.media_type().empty() ? "missing" : document.media_type(),
                                 "; taken are ", absl::StrJoin(rules.document_media_types(), ", ")));
  }
}

template <class Enum>
std::string TextOfAll(const google::protobuf::RepeatedField<int>& values) {
  return absl::StrJoin(values, ", ",
                       [](std::string* out, int value) { out->append(StateText(static_cast<Enum>(value))); });
}

void CheckRuleItem(const api::ChecklistItem& item, const std::string& field, Violations* violations) {
  int asked = item.fields_size() + item.document_kinds_size() + item.questions_size();
  if (asked == 0) {
    violations->Add(field, absl::StrCat("asks for nothing; name fields, document kinds or questions, such as ",
                                        item.id(), " itself"));
  }
  if (item.minimum() > asked) {
    violations->Add(field + ".minimum", absl::StrCat("is ", item.minimum(), "; the item asks for ", asked));
  }
  for (int i = 0; i < item.fields_size(); ++i) {
    if (FieldAt(item.fields(i)) != nullptr) continue;
    violations->Add(absl::StrCat(field, ".fields[", i, "]"),
                    absl::StrCat("\"", item.fields(i),
                                 "\" is nothing that a proposer fills in; name a field of "
                                 "Proposal such as cip_codes or assessment.proctored"));
  }
}

}  // namespace

void CheckProposalRules(const api::ProposalRules& rules, absl::string_view field, Violations* violations) {
  std::set<std::string> ids;
  for (int i = 0; i < rules.checklist_size(); ++i) {
    std::string path = absl::StrCat(field, ".checklist[", i, "]");
    CheckRuleItem(rules.checklist(i), path, violations);
    if (ids.insert(rules.checklist(i).id()).second) continue;
    violations->Add(path + ".id", absl::StrCat("\"", rules.checklist(i).id(), "\" is there twice"));
  }
  if (!rules.has_similarity_min()) return;
  const api::Ratio& similarity = rules.similarity_min();
  if (similarity.numerator() < 0 || similarity.numerator() > similarity.denominator()) {
    violations->Add(absl::StrCat(field, ".similarity_min"), "must be from 0 to 1");
  }
}

void CheckAllowed(const api::Proposal& proposal, const api::ProposalRules& rules, Violations* violations) {
  CheckDocuments(proposal, rules, violations);
  api::ProposalKind kind = proposal.kind() == api::PROPOSAL_KIND_UNSPECIFIED ? api::PROPOSAL_KIND_NEW : proposal.kind();
  if (!Takes(rules.proposal_kinds(), kind)) {
    violations->Add("proposal.kind", absl::StrCat("is ", StateText(kind), "; the cycle takes ",
                                                  TextOfAll<api::ProposalKind>(rules.proposal_kinds())));
  }
  bool has_kind = proposal.organization_kind() != api::ORGANIZATION_KIND_UNSPECIFIED;
  if (has_kind && !Takes(rules.proposers(), proposal.organization_kind())) {
    violations->Add("proposal.organization_kind",
                    absl::StrCat("is ", StateText(proposal.organization_kind()), "; those who may propose are ",
                                 TextOfAll<api::OrganizationKind>(rules.proposers())));
  }
  if (proposal.removal_reason() == api::REMOVAL_REASON_UNSPECIFIED) return;
  if (kind != api::PROPOSAL_KIND_REMOVAL) {
    violations->Add("proposal.removal_reason", "is for removals; leave it out, or propose a REMOVAL");
  } else if (!Takes(rules.removal_reasons(), proposal.removal_reason())) {
    violations->Add("proposal.removal_reason",
                    absl::StrCat("is ", StateText(proposal.removal_reason()), "; the cycle takes ",
                                 TextOfAll<api::RemovalReason>(rules.removal_reasons())));
  }
}

void CheckComplete(const api::Proposal& proposal, const api::ProposalRules& rules, Violations* violations) {
  CheckMinimum(proposal, violations);
  if (!rules.proposers().empty() && proposal.organization_kind() == api::ORGANIZATION_KIND_UNSPECIFIED) {
    violations->Add("proposal.organization_kind", absl::StrCat("is missing; those who may propose are ",
                                                               TextOfAll<api::OrganizationKind>(rules.proposers())));
  }
  for (const api::ChecklistItem& item : rules.checklist()) {
    if (Concerns(item, proposal)) CheckItem(item, proposal, violations);
  }
}

void CheckItemsKnown(const google::protobuf::RepeatedPtrField<api::ChecklistComment>& comments,
                     const api::ProposalRules& rules, absl::string_view field, Violations* violations) {
  std::set<std::string> seen;
  for (int i = 0; i < comments.size(); ++i) {
    const std::string& id = comments[i].item();
    bool known = absl::c_any_of(rules.checklist(), [&](const api::ChecklistItem& item) { return item.id() == id; });
    std::string path = absl::StrCat(field, "[", i, "].item");
    if (!known) violations->Add(path, absl::StrCat("\"", id, "\" is no item of the cycle's checklist"));
    if (!seen.insert(id).second) violations->Add(path, absl::StrCat("\"", id, "\" is there twice; say all in one"));
  }
}

}  // namespace assay::domain
