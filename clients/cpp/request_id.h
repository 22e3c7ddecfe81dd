// Request ids: what makes a retry safe.
#ifndef ASSAY_CLIENTS_CPP_REQUEST_ID_H_
#define ASSAY_CLIENTS_CPP_REQUEST_ID_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace assay {

// 128 random bits in hexadecimal.
std::string NewRequestId();

// The request's request_id; empty when it has none, or no such field.
std::string RequestIdOf(const google::protobuf::Message& request);

// Whether the request has a field for one.
bool TakesRequestId(const google::protobuf::Message& request);

// Sets it. Does nothing for a request that takes none.
void SetRequestId(absl::string_view id, google::protobuf::Message* request);

}  // namespace assay

#endif  // ASSAY_CLIENTS_CPP_REQUEST_ID_H_
