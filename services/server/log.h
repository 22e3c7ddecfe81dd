// The server's log: one JSON object a line on standard error. Never holds tokens, ballots or request bodies.
#ifndef ASSAY_SERVICES_SERVER_LOG_H_
#define ASSAY_SERVICES_SERVER_LOG_H_

#include <initializer_list>
#include <utility>

#include "absl/strings/string_view.h"

namespace assay::server {

using LogFields = std::initializer_list<std::pair<absl::string_view, absl::string_view>>;

enum class Severity { kInfo, kWarning, kError };

// {"time": ..., "severity": ..., "event": ..., fields}. Thread-safe.
void Log(Severity severity, absl::string_view event, LogFields fields = {});

}  // namespace assay::server

#endif  // ASSAY_SERVICES_SERVER_LOG_H_
