// The votes on one item of a round, with what follows from the roster: seats that a declaration of interests recuses,
// and seats that are vacant.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ITEM_VOTES_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ITEM_VOTES_H_

#include <vector>

#include "services/domain/decision/employer_votes.h"
#include "services/domain/view.h"

namespace assay::domain {

struct ItemVotes {
  std::vector<GroupVotes> groups;  // in the order of the roster's groups; one in a round without
  std::vector<RatingSum> ratings;  // by criterion
};

// The votes on the item at place `item` of an opened round, as they are now. Reads the roster, the tally, and of each
// seat that is vacant or has declared interests its ballot.
ItemVotes CountItem(const api::Round& round, uint32_t item, const View& view);

// The same as the API shows it.
api::Tally TallyFrom(const ItemVotes& votes);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ITEM_VOTES_H_
