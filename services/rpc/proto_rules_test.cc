// What the protos of assay.v1 promise about every rpc, checked on the protos themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/rpc/access.h"
#include "services/rpc/testing/api_files.h"

namespace assay::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using ::testing::IsEmpty;

constexpr int kBytesMax = 512 * 1024;
constexpr int kItemsMax = 10'000;
constexpr int kPageMax = 1000;

bool IsText(const FieldDescriptor& field) { return field.cpp_type() == FieldDescriptor::CPPTYPE_STRING; }

// Fields that a caller fills in, at any depth.
void CollectInputs(const Descriptor& message, std::set<const Descriptor*>* seen,
                   std::vector<const FieldDescriptor*>* inputs) {
  if (!seen->insert(&message).second || absl::StartsWith(message.full_name(), "google.protobuf.")) return;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (field->options().GetExtension(v1::rules).output_only()) continue;
    inputs->push_back(field);
    if (field->message_type() != nullptr) CollectInputs(*field->message_type(), seen, inputs);
  }
}

std::vector<const FieldDescriptor*> Inputs() {
  std::set<const Descriptor*> seen;
  std::vector<const FieldDescriptor*> inputs;
  for (const MethodDescriptor* method : testing::ApiMethods()) CollectInputs(*method->input_type(), &seen, &inputs);
  return inputs;
}

TEST(ProtoRulesTest, EveryRpcSaysWhoMayCallIt) {
  EXPECT_GE(testing::ApiMethods().size(), 60u);
  for (const MethodDescriptor* method : testing::ApiMethods()) {
    std::vector<v1::Role> roles = RolesOf(*method);
    EXPECT_THAT(roles, ::testing::Not(IsEmpty())) << method->full_name();
    EXPECT_EQ(std::set<v1::Role>(roles.begin(), roles.end()).size(), roles.size()) << method->full_name();
    for (v1::Role role : roles) EXPECT_NE(role, v1::ROLE_UNSPECIFIED) << method->full_name();
  }
}

// Writing a comment is what the public may do beside reading: bounded by the cycle's rules, and shown to nobody before
// a person looked at it.
TEST(ProtoRulesTest, ThePublicMayOnlyReadAndComment) {
  for (const MethodDescriptor* method : testing::ApiMethods()) {
    for (v1::Role role : RolesOf(*method)) {
      bool reads = method->input_type()->FindFieldByName("request_id") == nullptr;
      if (role == v1::ROLE_PUBLIC) {
        EXPECT_TRUE(reads || method->name() == "CreateComment") << method->full_name();
      }
    }
  }
}

TEST(ProtoRulesTest, WhatCanBeRetriedCanBeTried) {
  for (const MethodDescriptor* method : testing::ApiMethods()) {
    const Descriptor* request = method->input_type();
    bool retried = request->FindFieldByName("request_id") != nullptr;
    const FieldDescriptor* tried = request->FindFieldByName("validate_only");
    EXPECT_EQ(retried, tried != nullptr) << request->full_name();
    if (tried != nullptr) {
      EXPECT_EQ(tried->cpp_type(), FieldDescriptor::CPPTYPE_BOOL) << request->full_name();
    }
    if (retried) {
      const auto& rules = request->FindFieldByName("request_id")->options().GetExtension(v1::rules);
      EXPECT_EQ(rules.max_bytes(), 64) << request->full_name();
      EXPECT_FALSE(rules.required()) << request->full_name();
    }
  }
}

TEST(ProtoRulesTest, PagesComeWithASizeAndAToken) {
  for (const MethodDescriptor* method : testing::ApiMethods()) {
    const Descriptor* request = method->input_type();
    const FieldDescriptor* token = request->FindFieldByName("page_token");
    const FieldDescriptor* size = request->FindFieldByName("page_size");
    EXPECT_EQ(token != nullptr, size != nullptr) << request->full_name();
    EXPECT_EQ(token != nullptr, method->output_type()->FindFieldByName("next_page_token") != nullptr)
        << method->full_name();
    if (size == nullptr || token == nullptr) continue;
    const auto& rules = size->options().GetExtension(v1::rules);
    EXPECT_TRUE(rules.has_min() && rules.min() == 0) << request->full_name();
    EXPECT_TRUE(rules.has_max() && rules.max() <= kPageMax) << request->full_name();
  }
}

// What is not said is 1,000 bytes and 100 elements; what is said must be within what a request of 1 MiB holds.
TEST(ProtoRulesTest, EveryInputIsBounded) {
  for (const FieldDescriptor* field : Inputs()) {
    const auto& rules = field->options().GetExtension(v1::rules);
    EXPECT_GE(rules.max_bytes(), 0) << field->full_name();
    EXPECT_LE(rules.max_bytes(), kBytesMax) << field->full_name();
    EXPECT_GE(rules.max_items(), 0) << field->full_name();
    EXPECT_LE(rules.max_items(), kItemsMax) << field->full_name();
    EXPECT_FALSE(field->is_map()) << field->full_name() << ": validation does not look into maps";
    if (field->real_containing_oneof() != nullptr) {
      EXPECT_FALSE(rules.required()) << field->full_name() << ": one of several cannot be required by itself";
    }
  }
}

TEST(ProtoRulesTest, RulesStandWhereTheyMeanSomething) {
  for (const FieldDescriptor* field : Inputs()) {
    const auto& rules = field->options().GetExtension(v1::rules);
    bool number =
        field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 || field->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
    if (rules.max_bytes() > 0) {
      EXPECT_TRUE(IsText(*field)) << field->full_name();
    }
    if (rules.max_items() > 0) {
      EXPECT_TRUE(field->is_repeated()) << field->full_name();
    }
    if (rules.has_min() || rules.has_max()) {
      EXPECT_TRUE(number) << field->full_name();
    }
    if (rules.format() != v1::FORMAT_UNSPECIFIED) {
      EXPECT_TRUE(IsText(*field)) << field->full_name();
    }
    if (!rules.resource().empty()) {
      EXPECT_TRUE(IsText(*field)) << field->full_name();
    }
    EXPECT_TRUE(rules.resource().empty() || rules.format() == v1::FORMAT_UNSPECIFIED) << field->full_name();
    EXPECT_NE(field->cpp_type(), FieldDescriptor::CPPTYPE_FLOAT) << field->full_name();
    EXPECT_NE(field->cpp_type(), FieldDescriptor::CPPTYPE_DOUBLE) << field->full_name();
  }
}

TEST(ProtoRulesTest, EveryNumberHasALowestAndAHighest) {
  for (const FieldDescriptor* field : Inputs()) {
    bool number =
        field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 || field->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
    const auto& rules = field->options().GetExtension(v1::rules);
    if (number) {
      EXPECT_TRUE(rules.has_min() && rules.has_max()) << field->full_name();
    }
  }
}

TEST(ProtoRulesTest, EveryRequestTypeBelongsToOneRpc) {
  std::set<const Descriptor*> requests;
  for (const MethodDescriptor* method : testing::ApiMethods()) {
    EXPECT_TRUE(requests.insert(method->input_type()).second) << method->full_name();
    EXPECT_EQ(method->input_type()->name(), method->name() + "Request");
    EXPECT_EQ(method->output_type()->name(), method->name() + "Response");
    EXPECT_FALSE(method->client_streaming() || method->server_streaming()) << method->full_name();
  }
}

}  // namespace
}  // namespace assay::rpc
