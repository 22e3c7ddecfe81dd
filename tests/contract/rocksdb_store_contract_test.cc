#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "storage/rocksdb/rocksdb_store.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"
#include "storage/testing/temporary_directory.h"

namespace assay::storage::testing {
namespace {

class RocksDbUnderTest : public StoreUnderTest {
 public:
  RocksDbUnderTest(const Limits& limits, size_t write_buffer_bytes) {
    options_.directory = directory_.File("db");
    options_.limits = limits;
    options_.write_buffer_bytes = write_buffer_bytes;
    store_ = Must(RocksDbStore::Open(options_));
  }

  Store& store() override { return *store_; }
  bool Persists() const override { return true; }

  void Reopen() override {
    store_.reset();
    store_ = Must(RocksDbStore::Open(options_));
  }

  absl::StatusOr<std::unique_ptr<Store>> OpenBackup(const std::string& directory) override {
    RocksDbOptions options = options_;
    options.directory = directory;
    return RocksDbStore::Open(options);
  }

 private:
  TemporaryDirectory directory_;
  RocksDbOptions options_;
  std::unique_ptr<Store> store_;
};

StoreFactory Factory(std::string name, size_t write_buffer_bytes) {
  return {std::move(name), [write_buffer_bytes](const Limits& limits) {
            return std::make_unique<RocksDbUnderTest>(limits, write_buffer_bytes);
          }};
}

// Small buffers, so that flushes and compactions happen within a test.
INSTANTIATE_TEST_SUITE_P(RocksDb, StoreContractTest,
                         ::testing::Values(Factory("Default", RocksDbOptions().write_buffer_bytes),
                                           Factory("SmallBuffers", size_t{64} << 10)),
                         [](const auto& suite) { return suite.param.name; });

}  // namespace
}  // namespace assay::storage::testing
