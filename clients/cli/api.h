// The API as this program knows it: every message and method of assay.v1, with the comments of the proto files, which
// are embedded into the program.
#ifndef ASSAY_CLIENTS_CLI_API_H_
#define ASSAY_CLIENTS_CLI_API_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assay/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace assay::cli {

// The method "ProposalService/GetProposal" of assay.v1; null when there is none.
const google::protobuf::MethodDescriptor* FindMethod(absl::string_view service_and_method);

// What Client::Call takes: assay.v1.ProposalService/GetProposal.
std::string FullMethodName(const google::protobuf::MethodDescriptor& method);

// Every service of assay.v1.
std::vector<const google::protobuf::ServiceDescriptor*> Services();

// An empty message of a generated type.
std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type);

// The comment before a field or method, on one line; empty without one.
std::string CommentOf(const google::protobuf::FieldDescriptor& field);
std::string CommentOf(const google::protobuf::MethodDescriptor& method);

// The rules a field carries; the default ones without any.
const v1::FieldRules& RulesOf(const google::protobuf::FieldDescriptor& field);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_API_H_
