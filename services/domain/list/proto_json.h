// Messages as canonical JSON (RFC 8785) and back. Field names as in the .proto, values of enums by their names, 64-bit
// integers as numbers, fields that are not set left out. Messages hold strings, integers, booleans, enums, messages and
// arrays of these only; integers lie within ±(2^53 − 1).
#ifndef ASSAY_SERVICES_DOMAIN_LIST_PROTO_JSON_H_
#define ASSAY_SERVICES_DOMAIN_LIST_PROTO_JSON_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "nlohmann/json.hpp"

namespace assay::domain {

// The canonical text: no white space, members in order of name, only what JSON demands escaped. Member names are ASCII.
std::string CanonicalText(const nlohmann::json& json);

nlohmann::json JsonOf(const google::protobuf::Message& message);

// Fills an empty message. False when the value is no object, a member is no field, or a value is of another type.
bool ReadJson(const nlohmann::json& json, google::protobuf::Message* message);

// A discarded value when the text is not JSON.
nlohmann::json ParseJson(absl::string_view text);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_PROTO_JSON_H_
