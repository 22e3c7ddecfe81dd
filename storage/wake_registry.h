// The callbacks of Store::Wake, shared by the engines that commit in this process.
#ifndef ASSAY_STORAGE_WAKE_REGISTRY_H_
#define ASSAY_STORAGE_WAKE_REGISTRY_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "storage/store.h"

namespace assay::storage {

// Thread-safe. A registration may outlive the registry. Destroying one inside its own callback deadlocks; inside
// another one's callback it is allowed.
class WakeRegistry {
 public:
  WakeRegistry();
  ~WakeRegistry();
  WakeRegistry(const WakeRegistry&) = delete;
  WakeRegistry& operator=(const WakeRegistry&) = delete;

  std::unique_ptr<WakeRegistration> Add(KeyRange range, std::function<void()> callback);

  // Calls every callback whose range holds one of `keys` (ascending), once each, on this thread.
  // O(registrations · log keys).
  void Notify(const std::vector<absl::string_view>& keys) const;

 private:
  struct Entry;
  struct Entries;
  class Registration;

  const std::shared_ptr<Entries> entries_;
};

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_WAKE_REGISTRY_H_
