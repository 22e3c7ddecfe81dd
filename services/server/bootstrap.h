// The first start: somebody must be able to sign in.
#ifndef ASSAY_SERVICES_SERVER_BOOTSTRAP_H_
#define ASSAY_SERVICES_SERVER_BOOTSTRAP_H_

#include <string>

#include "absl/status/status.h"
#include "services/engine/engine.h"

namespace assay::server {

// In an installation without users, makes the operator users/administrator and writes its bearer token to `token_file`
// (mode 0600). Does nothing in any other. UNAVAILABLE: the file cannot be written.
absl::Status EnsureAdministrator(engine::Engine* engine, const std::string& token_file);

}  // namespace assay::server

#endif  // ASSAY_SERVICES_SERVER_BOOTSTRAP_H_
