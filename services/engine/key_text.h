// Stored keys as people read them: credentials/welder, ballots/3/0/12.
#ifndef ASSAY_SERVICES_ENGINE_KEY_TEXT_H_
#define ASSAY_SERVICES_ENGINE_KEY_TEXT_H_

#include <string>

#include "services/domain/record_key.h"

namespace assay::engine {

// The record's kind and the parts of its path. A key that no record has is shown in hexadecimal.
std::string TextOf(const domain::RecordKey& key);

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_KEY_TEXT_H_
