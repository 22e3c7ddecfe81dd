// What loads the server: each writer has a thread of its own, and afterwards knows what must be there.
#ifndef ASSAY_TESTS_CRASH_WRITER_H_
#define ASSAY_TESTS_CRASH_WRITER_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "tests/crash/caller.h"
#include "tests/model/dice.h"

namespace assay::crash {

// Names of the state under load (load.cc makes it).
inline constexpr char kState[] = "states/nj";
inline constexpr char kCycle[] = "states/nj/cycles/2027";
inline constexpr char kRound[] = "states/nj/cycles/2027/rounds/load";
inline constexpr int kItems = 8;  // proposals item-0 ... before the round
std::string ItemName(int item);

class Writer {
 public:
  Writer(Gate* gate, std::string token, const std::string& label, uint64_t seed)
      : caller_(gate, std::move(token), label), label_(label), dice_(seed) {}
  virtual ~Writer() = default;

  // One change, or a few that belong together, until acknowledged. False when the test has failed.
  virtual bool Step() = 0;
  // Compares what the server has with what was acknowledged.
  virtual void Verify() = 0;

  int repeated() const { return caller_.repeated(); }

 protected:
  Caller caller_;
  const std::string label_;
  model::Dice dice_;
};

// An employer's representative: casts, revises, and endorses.
class Voter : public Writer {
 public:
  using Writer::Writer;
  bool Step() override;
  void Verify() override;

  // Positions in the ledger of all that was acknowledged.
  const std::vector<int64_t>& leaves() const { return leaves_; }
  // The choice that counts, by item.
  std::map<int, v1::BallotChoice> Choices() const;
  // As answered last, by item.
  const std::map<int, v1::Endorsement>& endorsements() const { return endorsements_; }

 private:
  struct Cast {
    int revisions = 0;
    v1::BallotPaper paper;
  };

  bool CastOne();
  bool CastSeveral();
  bool Endorse();
  v1::BallotPaper NewPaper(int item);
  void Note(const v1::BallotPaper& paper, int item, const v1::Ballot& answer);

  std::map<int, Cast> casts_;
  std::map<int, v1::Endorsement> endorsements_;
  std::vector<int64_t> leaves_;
};

// Agency staff: creates proposals and changes them, naming the etag of the answer before.
class Editor : public Writer {
 public:
  using Writer::Writer;
  bool Step() override;
  void Verify() override;

 private:
  bool Create();
  bool Update();

  std::map<std::string, v1::Proposal> proposals_;  // by name, as answered last
};

// Agency staff: imports credentials, one file after the other.
class Importer : public Writer {
 public:
  using Writer::Writer;
  bool Step() override;
  void Verify() override;

 private:
  int imports_ = 0;
};

// CSV of `rows` credentials `label`-0, `label`-1, ...
std::string CredentialsCsv(const std::string& label, int rows);

// How many credentials there are, by the part of the id before the last '-'.
std::map<std::string, int> CountCredentials(Caller* caller);

}  // namespace assay::crash

#endif  // ASSAY_TESTS_CRASH_WRITER_H_
