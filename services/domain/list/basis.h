// What a list rests on, and whether that still holds when it is drafted or published.
//
// A decision reads proposals, round items and endorsements (a change to any of them counts in
// CycleHead.decision_inputs, and so does an override or an appeal); rounds, their rosters and tallies; one revision of
// a policy; one sealed dataset; confirmed list actions; what the cycle's rules say of content; and the version in
// force. Policy revisions, sealed datasets and published versions never change, and a roster is fixed when its round
// opens. Tallies are read of closed rounds only, where no ballot is taken any more, and a round cannot close without
// its etag changing. A round that was made later decides nothing before items are put before it, which counts in
// decision_inputs. So the fields of a basis, together with the effective date, pin every outcome, and a View can look
// each of them up. Titles and figures of entries are those of the moment the draft was computed, and stay so.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_BASIS_H_
#define ASSAY_SERVICES_DOMAIN_LIST_BASIS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

// What a list of the cycle would rest on at `now`. `policy` is a name with or without @{revision}; without one the
// latest is pinned. With an empty cycle nothing is decided: list actions alone make the list. NOT_FOUND: no such cycle,
// policy or revision. FAILED_PRECONDITION, DATASET_NOT_SEALED: the cycle's
// dataset is not filled yet. Rounds are those with items. A round whose deadline has passed has here the etag that
// closing it will give it, so that a closing job that runs later changes nothing.
absl::StatusOr<api::ListBasis> CurrentBasis(const std::string& cycle, const std::string& policy, absl::Time now,
                                            const ScanView& scan);

// What of a basis was asked for as it is, so that something newer does not matter.
struct BasisPins {
  bool policy = false;   // the revision was named by number
  bool dataset = false;  // an amendment decides by the dataset of what it amends
};

// ABORTED, BASIS_CHANGED, naming each thing that changed. O(rounds of the basis).
absl::Status CheckBasis(const api::ListBasis& basis, BasisPins pins, const std::string& cycle, absl::Time now,
                        const View& view);

// The same for a version that is drafted.
absl::Status CheckVersionBasis(const api::ListVersion& version, absl::Time now, const View& view);

// What a preview hands out and a draft hands back: 32 hexadecimal digits.
std::string BasisEtag(const api::ListBasis& basis);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_BASIS_H_
