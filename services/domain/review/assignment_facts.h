// What a plan of assignments rests on, read from a round's records.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_FACTS_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_FACTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/domain/review/assignment_flow.h"
#include "services/domain/view.h"

namespace assay::domain {

// By seat ordinal and item; the proposals by item, valid as long as the view.
struct AssignmentFacts {
  int seats = 0;
  int items = 0;
  // A recusal, an answer that there is a conflict, a declared interest and a vacant seat are conflicts; what a seat
  // answered is fixed.
  std::vector<std::vector<Pairing>> pairings;
  std::vector<std::vector<api::ReviewPreference>> preferences;
  std::vector<std::vector<bool>> before;  // assigned now; without an assignment everything is
  std::vector<const api::Proposal*> proposals;
};

// Of an opened round. The view's read error. O(seats * items).
absl::StatusOr<AssignmentFacts> ReadAssignmentFacts(const api::Round& round, const ledger::RosterRecord& roster,
                                                    const ScanView& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_FACTS_H_
