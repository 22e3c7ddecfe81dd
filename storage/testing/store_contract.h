// What every engine must do, as one parameterised suite. An engine's test instantiates it:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, StoreContractTest, ::testing::Values(StoreFactory{...}));
//
// and links $<LINK_LIBRARY:WHOLE_ARCHIVE,assay_storage_contract>, for nothing else refers to the tests.
#ifndef ASSAY_STORAGE_TESTING_STORE_CONTRACT_H_
#define ASSAY_STORAGE_TESTING_STORE_CONTRACT_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "storage/store.h"
#include "storage/testing/temporary_directory.h"

namespace assay::storage::testing {

// One store and what surrounds it, empty at first.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual Store& store() = 0;

  // Whether the next two are there; if not, Backup must answer kUnimplemented.
  virtual bool Persists() const { return false; }
  // Closes the store and opens it again: store() is another one afterwards.
  virtual void Reopen() {}
  virtual absl::StatusOr<std::unique_ptr<Store>> OpenBackup(const std::string& directory);
};

struct StoreFactory {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>(const Limits& limits)> make;
};

inline void PrintTo(const StoreFactory& factory, std::ostream* out) { *out << factory.name; }

class StoreContractTest : public ::testing::TestWithParam<StoreFactory> {
 protected:
  // With kSmallestLimits.
  StoreContractTest();
  ~StoreContractTest() override;

  Store& store() { return under_test_->store(); }
  StoreUnderTest& under_test() { return *under_test_; }
  const TemporaryDirectory& directory() const { return directory_; }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<StoreUnderTest> under_test_;
};

}  // namespace assay::storage::testing

#endif  // ASSAY_STORAGE_TESTING_STORE_CONTRACT_H_
