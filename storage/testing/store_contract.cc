#include "storage/testing/store_contract.h"

#include "absl/status/status.h"
#include "storage/batch_check.h"

namespace assay::storage::testing {

absl::StatusOr<std::unique_ptr<Store>> StoreUnderTest::OpenBackup(const std::string& directory) {
  return absl::UnimplementedError("no backup in " + directory);
}

StoreContractTest::StoreContractTest() : under_test_(GetParam().make(kSmallestLimits)) {}
StoreContractTest::~StoreContractTest() = default;

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreContractTest);

}  // namespace assay::storage::testing
