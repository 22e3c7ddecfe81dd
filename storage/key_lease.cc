#include "storage/key_lease.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/big_endian.h"

namespace assay::storage {
namespace {

// Each lost race means that somebody else acquired the lease: more than a few in a row is a quarrel, not a race.
constexpr int kAttemptsMax = 16;

class KeyLease : public Lease {
 public:
  KeyLease(std::string key, uint64_t token) : key_(std::move(key)), token_(token) {}

  uint64_t token() const override { return token_; }

  Precondition fence() const override {
    std::string value;
    AppendBigEndian(token_, value);
    return {key_, std::move(value)};
  }

 private:
  const std::string key_;
  const uint64_t token_;
};

absl::StatusOr<uint64_t> TokenOf(const absl::optional<std::string>& value, absl::string_view name) {
  if (!value.has_value()) return uint64_t{0};
  if (value->size() != sizeof(uint64_t)) {
    return absl::DataLossError(absl::StrCat("the token of lease \"", name, "\" has ", value->size(), " bytes, not 8"));
  }
  return ReadBigEndian<uint64_t>(*value, 0);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Lease>> AcquireKeyLease(Store& store, absl::string_view name) {
  if (name.empty()) return absl::InvalidArgumentError("a lease needs a name");
  const std::string key = absl::StrCat(kLeaseKeyPrefix, name);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    absl::StatusOr<absl::optional<std::string>> present = store.Get(key);
    if (!present.ok()) return present.status();
    absl::StatusOr<uint64_t> held = TokenOf(*present, name);
    if (!held.ok()) return held.status();
    auto lease = std::make_unique<KeyLease>(key, *held + 1);
    absl::StatusOr<CommitOutcome> outcome = store.Commit({{{key, *std::move(present)}}, {{key, lease->fence().value}}});
    if (!outcome.ok()) return outcome.status();
    switch (*outcome) {
      case CommitOutcome::kCommitted:
        return lease;
      case CommitOutcome::kPreconditionFailed:
        break;
      case CommitOutcome::kUnknown:
        return absl::UnavailableError(absl::StrCat("the device did not confirm lease \"", name, "\""));
    }
  }
  return absl::UnavailableError(absl::StrCat("lease \"", name, "\" is being taken by others again and again"));
}

}  // namespace assay::storage
