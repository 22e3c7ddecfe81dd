// A state in memory, for tests of decisions: runs Decide and Apply as the engine does, without an engine.
#ifndef ASSAY_SERVICES_DOMAIN_TESTING_FAKE_STATE_H_
#define ASSAY_SERVICES_DOMAIN_TESTING_FAKE_STATE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/base/error.h"
#include "services/base/random.h"
#include "services/base/sha256.h"
#include "services/domain/apply.h"
#include "services/domain/context.h"
#include "services/domain/memory_records.h"
#include "services/domain/resource.h"
#include "services/domain/view.h"

namespace assay::domain {

// Walks MemoryRecords, events and blobs of a FakeState. Sees later changes too.
class FakeScanView : public ScanView {
 public:
  FakeScanView(const MemoryRecords* records, const std::vector<ledger::Event>* events,
               const std::map<std::string, std::string>* blobs)
      : records_(records), events_(events), blobs_(blobs) {}

  absl::Status status() const override { return absl::OkStatus(); }

  absl::StatusOr<std::string> ReadBlob(absl::string_view sha256) const override {
    auto found = blobs_->find(std::string(sha256));
    if (found == blobs_->end()) return NotFound("blob");
    return found->second;
  }

  absl::StatusOr<std::vector<ledger::Event>> ReadEvents(int64_t first_sequence, int32_t limit) const override {
    std::vector<ledger::Event> events;
    for (size_t i = first_sequence; i < events_->size() && events.size() < static_cast<size_t>(limit); ++i) {
      events.push_back((*events_)[i]);
    }
    return events;
  }

 protected:
  const google::protobuf::Message* FindMessage(const RecordKey& key, const google::protobuf::Message&) const override {
    auto found = records_->map().find(key);
    return found == records_->map().end() ? nullptr : found->second.get();
  }

  absl::Status ScanMessages(
      const RecordKey& prefix, absl::string_view after_path, const google::protobuf::Message&,
      absl::FunctionRef<bool(absl::string_view, const google::protobuf::Message&)> visit) const override {
    for (auto it = records_->map().lower_bound(prefix); it != records_->map().end(); ++it) {
      const RecordKey& key = it->first;
      if (key.kind != prefix.kind || key.path.compare(0, prefix.path.size(), prefix.path) != 0) break;
      if (!after_path.empty() && absl::string_view(key.path) <= after_path) continue;
      if (!visit(key.path, *it->second)) break;
    }
    return absl::OkStatus();
  }

 private:
  const MemoryRecords* records_;
  const std::vector<ledger::Event>* events_;
  const std::map<std::string, std::string>* blobs_;
};

class FakeState {
 public:
  explicit FakeState(std::string state = "nj") : state_(std::move(state)) {
    staff.state = administrator.state = approver.state = state_;
    staff.user = "staff";
    staff.roles = {api::ROLE_AGENCY_STAFF};
    administrator.user = "admin";
    administrator.roles = {api::ROLE_ADMINISTRATOR};
    approver.user = "approver";
    approver.roles = {api::ROLE_APPROVER};
  }

  // Somebody who speaks for an employer.
  Principal Representative(const std::string& employer, const std::string& user) const {
    Principal principal;
    principal.state = state_;
    principal.user = principal.representative = user;
    principal.employer = employer;
    principal.roles = {api::ROLE_EMPLOYER_REPRESENTATIVE};
    return principal;
  }

  // Decides and applies. On an error nothing is changed.
  template <class Request>
  absl::Status Do(const Request& request, const Principal& principal) {
    Events decided;
    Context context{state_, now, &principal, &random};
    ASSAY_RETURN_IF_ERROR(Decide(request, context, records, &decided));
    Commit(&decided, principal);
    return absl::OkStatus();
  }

  // Applies events as the engine would; `last` keeps them for looking at.
  void Commit(Events* decided, const Principal& principal) {
    last.clear();
    for (ledger::Event& event : decided->list()) {
      event.set_sequence(static_cast<int64_t>(events.size()));
      event.set_time_micros(absl::ToUnixMicros(now));
      event.set_principal(principal.Name());
      Apply(event, event.SerializeAsString(), &records);
      events.push_back(event);
      last.push_back(event);
    }
  }

  void PutBlob(const std::string& bytes) { blobs[Sha256(bytes)] = bytes; }

  Principal staff;
  Principal administrator;
  Principal approver;
  absl::Time now = absl::FromUnixSeconds(1'800'000'000);  // 2027-01-15
  SeededRandom random{1};
  MemoryRecords records;
  std::vector<ledger::Event> events;
  std::vector<ledger::Event> last;
  std::map<std::string, std::string> blobs;
  FakeScanView scan{&records, &events, &blobs};

 private:
  std::string state_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_TESTING_FAKE_STATE_H_
