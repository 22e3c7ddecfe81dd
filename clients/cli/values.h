// Texts and typed values: what a person writes for a field and what is shown for it. Both ways use the same forms, so
// that what was printed can be typed.
#ifndef ASSAY_CLIENTS_CLI_VALUES_H_
#define ASSAY_CLIENTS_CLI_VALUES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assay/v1/common.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"

namespace assay::cli {

// Every parser answers INVALID_ARGUMENT with the text, what is wrong with it and the form that is wanted.

// Dollars: 45000, 45,000.50, $45,000; /year or /hour after it, otherwise `assumed`.
absl::StatusOr<v1::Money> ParseMoney(absl::string_view text, v1::Period assumed);

// 2/3, kept as written; 66.7%, 0.667 and 1 as the fraction in lowest terms.
absl::StatusOr<v1::Ratio> ParseRatio(absl::string_view text);

// RFC 3339 with an offset, such as 2027-01-31T17:00:00-05:00.
absl::StatusOr<google::protobuf::Timestamp> ParseTimestamp(absl::string_view text);

// With or without the enum's prefix, in any letter case, with - or _.
absl::StatusOr<const google::protobuf::EnumValueDescriptor*> ParseEnum(absl::string_view text,
                                                                       const google::protobuf::EnumDescriptor& type);

// APPROVE for BALLOT_CHOICE_APPROVE.
std::string ShortEnumName(const google::protobuf::EnumValueDescriptor& value);
// The names a person may choose among; UNSPECIFIED left out.
std::vector<std::string> ShortEnumNames(const google::protobuf::EnumDescriptor& type);

// Whether the message is written as one text: Money, Ratio, Timestamp, Duration.
bool IsTextMessage(const google::protobuf::Descriptor& type);

// Sets `field` of `message` from a text, or appends to it when it is repeated. The field is a scalar, an enum or a
// message that IsTextMessage.
absl::Status SetFromText(absl::string_view text, const google::protobuf::FieldDescriptor& field,
                         google::protobuf::Message* message);

// The value as a person reads it; empty when the field is absent. Elements of a repeated field are joined with ";".
// Messages that are not IsTextMessage are shown as JSON.
std::string ToText(const google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field);

// ToText of a dotted path, such as proposal.credential.
std::string TextAt(const google::protobuf::Message& message, absl::string_view path);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_VALUES_H_
