#include <gtest/gtest.h>

#include <memory>

#include "storage/memory/memory_store.h"
#include "storage/testing/store_contract.h"

namespace assay::storage::testing {
namespace {

class MemoryUnderTest : public StoreUnderTest {
 public:
  explicit MemoryUnderTest(const Limits& limits) : store_(limits) {}
  Store& store() override { return store_; }

 private:
  MemoryStore store_;
};

INSTANTIATE_TEST_SUITE_P(Memory, StoreContractTest,
                         ::testing::Values(StoreFactory{
                             "Default",
                             [](const Limits& limits) { return std::make_unique<MemoryUnderTest>(limits); }}),
                         [](const auto& suite) { return suite.param.name; });

}  // namespace
}  // namespace assay::storage::testing
