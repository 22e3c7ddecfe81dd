// What a decision is made with beside the records: who asks, when, and fresh ids. All are inputs; the domain reads no
// clock and no generator.
#ifndef ASSAY_SERVICES_DOMAIN_CONTEXT_H_
#define ASSAY_SERVICES_DOMAIN_CONTEXT_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/base/random.h"
#include "services/domain/name.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Who asks.
struct Principal {
  std::string state;  // where the user belongs; empty for an operator or nobody
  std::string user;   // the user's id; empty for nobody
  std::string job;    // name of the job, when the server itself asks
  std::vector<api::Role> roles;
  std::string employer;        // id of the employer it speaks for
  std::string representative;  // and as whom

  bool Has(api::Role role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }
  // Agency staff or an administrator, who may do all that staff does.
  bool IsStaff() const { return Has(api::ROLE_AGENCY_STAFF) || Has(api::ROLE_ADMINISTRATOR); }
  // A user's name, jobs/{job}, or empty for nobody.
  std::string Name() const {
    if (!job.empty()) return "jobs/" + job;
    return user.empty() ? std::string() : UserName(state, user);
  }
};

// Who a user of a state is; `state` is empty for an operator.
inline Principal PrincipalOf(std::string state, const api::User& user) {
  Principal principal;
  principal.state = std::move(state);
  principal.user = UserIdOf(user.name()).user;
  for (int role : user.roles()) principal.roles.push_back(static_cast<api::Role>(role));
  if (!user.representative().empty()) {
    RepresentativeId id = RepresentativeIdOf(user.representative());
    principal.employer = std::move(id.employer);
    principal.representative = std::move(id.representative);
  }
  return principal;
}

struct Context {
  std::string state;  // id of the state that the command changes; empty for the installation
  absl::Time now;     // recorded as the time of the events
  const Principal* principal;
  RandomSource* random;
};

// What a command came to, in order. Sequence, time and request are filled in by the engine.
class Events {
 public:
  // Adds an event; the pointer is valid until the next one is added.
  ledger::Event* Add() { return &events_.emplace_back(); }
  // Adds an event whose change has no personal part.
  ledger::DecisionPart* AddDecision() { return Add()->mutable_decision(); }

  bool empty() const { return events_.empty(); }
  size_t size() const { return events_.size(); }
  std::vector<ledger::Event>& list() { return events_; }
  const std::vector<ledger::Event>& list() const { return events_; }

 private:
  std::vector<ledger::Event> events_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_CONTEXT_H_
