// Leases as plain keys, for engines without leases of their own: one key a name, whose value is the fencing token of
// its holder (8 bytes, big-endian).
#ifndef ASSAY_STORAGE_KEY_LEASE_H_
#define ASSAY_STORAGE_KEY_LEASE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/store.h"

namespace assay::storage {

inline constexpr absl::string_view kLeaseKeyPrefix = "\x02lease/";

// Raises the token of `name` by one and returns the lease that holds it; it does not refer to `store` afterwards.
// Thread-safe: of two callers the later one ends up the holder.
// kInvalidArgument: the name is empty or too long. kDataLoss: the stored token is malformed. kUnavailable: the commit's
// outcome is unknown, or others kept taking the lease.
absl::StatusOr<std::unique_ptr<Lease>> AcquireKeyLease(Store& store, absl::string_view name);

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_KEY_LEASE_H_
