// A server under load: 16 voters, an editor and an importer, each a thread of its own.
#ifndef ASSAY_TESTS_CRASH_LOAD_H_
#define ASSAY_TESTS_CRASH_LOAD_H_

#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "tests/crash/gate.h"
#include "tests/crash/writer.h"
#include "tests/model/dice.h"
#include "tests/support/assay_server.h"
#include "tests/support/world.h"

namespace assay::crash {

// Used from one thread, which must outlive the server's processes.
class Load {
 public:
  // Makes the state and starts the writers.
  Load(testing::AssayServer* server, uint64_t seed);
  ~Load();

  Gate& gate() { return gate_; }
  testing::World& world() { return world_; }

  // Starts the server again after it ended, and lets the writers go on. False when it does not start.
  bool Restart();
  // Lets the writers finish what they have begun.
  void Finish();
  // After Finish: what was acknowledged is there once and whole, tallies are a recount of the ballots, and every record
  // is byte for byte what the events say. Closes the round and stops the server.
  void Verify();

  // Calls that were begun before a server ended and answered after.
  int Repeated() const;

 private:
  void MakeState();
  void AddWriters(uint64_t seed);
  void VerifyEndorsements();
  void VerifyTallies();

  testing::AssayServer* const server_;
  testing::World world_;
  Gate gate_;
  std::vector<std::unique_ptr<Voter>> voters_;
  std::vector<std::unique_ptr<Writer>> staff_;
  std::vector<std::thread> threads_;
};

// Turns round and round for so long: a moment that no event marks.
void Spin(int microseconds);

}  // namespace assay::crash

#endif  // ASSAY_TESTS_CRASH_LOAD_H_
