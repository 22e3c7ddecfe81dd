#include "services/engine/testing/engine_world.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "storage/keyspace.h"

namespace assay::engine::testing {
namespace {

constexpr char kImport[] = "many";
constexpr int kRowsPerPrepare = 3;

v1::Credential MakeCredential(const std::string& state, const std::string& id, const std::string& title) {
  v1::Credential credential;
  credential.set_name(domain::NameOf(state, domain::CredentialId{id}));
  credential.set_title(title);
  return credential;
}

Principal Tester(const std::string& state) {
  Principal principal;
  principal.state = state;
  principal.user = "tester";
  principal.roles = {v1::ROLE_AGENCY_STAFF};
  return principal;
}

Command MakeState(const std::string& id, bool rehearsal) {
  Command command;
  command.state = id;
  command.makes_state = true;
  command.method = "AdminService.CreateState";
  command.decide = [id, rehearsal](const Context& context, const View&, Events* events) {
    v1::State* state = events->AddDecision()->mutable_state();
    state->set_name(domain::StateName(id));
    state->set_rehearsal(rehearsal);
    if (rehearsal) *state->mutable_rehearsal_time() = domain::ToProto(context.now);
    v1::User* user = events->AddDecision()->mutable_user();
    user->set_name(Tester(id).Name());
    user->add_roles(v1::ROLE_AGENCY_STAFF);
    return absl::OkStatus();
  };
  return command;
}

v1::Import ImportAt(const Context& context, v1::ImportState state) {
  v1::Import import;
  import.set_name(domain::NameOf(context.state, domain::ImportId{kImport}));
  import.set_state(state);
  return import;
}

}  // namespace

void EngineWorld::Start(EngineOptions options) {
  store = std::make_unique<TestStore>(&disk);
  auto opened = Engine::Open(store.get(), &clock, &random, std::move(options));
  ASSERT_TRUE(opened.ok()) << opened.status();
  engine = *std::move(opened);
  auto states = engine->StateIds();
  ASSERT_TRUE(states.ok()) << states.status();
  if (!states->empty()) return;
  for (const char* id : {"hi", "nj", "oh"}) ASSERT_TRUE(Do(MakeState(id, id == std::string("hi"))).ok());
}

void EngineWorld::Restart(EngineOptions options) {
  engine = nullptr;
  Start(std::move(options));
}

Command EngineWorld::PutCredential(const std::string& state, const std::string& id, const std::string& title,
                                   const std::string& request_id) {
  Command command;
  command.state = state;
  command.principal = Tester(state);
  command.method = "CredentialService.CreateCredential";
  command.request_id = request_id;
  command.request_digest = absl::StrCat("digest of ", title);
  command.decide = [state, id, title](const Context&, const View&, Events* events) {
    *events->AddDecision()->mutable_credential() = MakeCredential(state, id, title);
    return absl::OkStatus();
  };
  return command;
}

Command EngineWorld::Add(const std::string& state, std::vector<Event> events) {
  Command command;
  command.state = state;
  command.principal = Tester(state);
  command.decide = [events = std::move(events)](const Context&, const View&, Events* out) {
    for (const Event& event : events) *out->Add() = event;
    return absl::OkStatus();
  };
  return command;
}

std::shared_ptr<PendingOutcome> EngineWorld::HoldACommit() {
  store->Hold();
  auto pending = Submit(PutCredential("oh", "held", "held"));
  store->AwaitHeld();
  return pending;
}

std::string EngineWorld::TitleOf(const std::string& state, const std::string& id) const {
  auto view = engine->Read(state);
  const v1::Credential* credential = view->Find(domain::CredentialId{id});
  EXPECT_TRUE(view->status().ok()) << view->status();
  return credential == nullptr ? "(none)" : credential->title();
}

Contents EngineWorld::ContentsOf(const std::string& state) const {
  Contents contents;
  storage::KeyRange range = storage::PrefixRange(storage::StatePrefix(state));
  auto page = disk.Scan(range, "", 1'000'000);
  EXPECT_TRUE(page.ok()) << page.status();
  for (storage::KeyValue& entry : page->entries) contents[entry.key] = std::move(entry.value);
  return contents;
}

std::vector<Event> EngineWorld::EventsOf(const std::string& state) const {
  auto events = ReadView(&disk, nullptr, state).ReadEvents(0, 1'000'000);
  EXPECT_TRUE(events.ok()) << events.status();
  return *std::move(events);
}

absl::StatusOr<bool> PutMany::Prepare(const Context& context, Records* scratch) {
  step_();
  for (int i = 0; i < kRowsPerPrepare && prepared_ < count_; ++i, ++prepared_) {
    if (prepared_ == refuse_at_) return Refused("BAD_ROW", absl::StrCat("row ", prepared_, " is bad"));
    std::string id = absl::StrCat("c", prepared_);
    scratch->Put(domain::CredentialId{id}, MakeCredential(context.state, id, "scratch"));
  }
  return prepared_ == count_;
}

absl::Status PutMany::Accept(const Context& context, const View&, Events* events) {
  *events->AddDecision()->mutable_import() = ImportAt(context, v1::IMPORT_STATE_APPLYING);
  return absl::OkStatus();
}

absl::StatusOr<bool> PutMany::Slice(const Context& context, const View& view, Events* events) {
  step_();
  if (!context.principal->IsStaff()) return Denied("NOT_STAFF", "only staff may put many");
  int row = view.FindOrDefault(domain::ImportProgressId{kImport}).next_row();
  for (int end = row + slice_size_; row < end && row < count_; ++row) {
    std::string id = absl::StrCat("c", row);
    *events->AddDecision()->mutable_credential() = MakeCredential(context.state, id, title_);
  }
  ledger::v1::ImportSlice* slice = events->AddDecision()->mutable_import_slice();
  slice->set_import_id(kImport);
  slice->set_next_row(row);
  if (row < count_) return false;
  *events->AddDecision()->mutable_import() = ImportAt(context, v1::IMPORT_STATE_APPLIED);
  return true;
}

ResumeImport PutMany::Resume(int count, int slice_size, const std::string& title) {
  return [=](const ReadView&, const v1::Import&) -> absl::StatusOr<std::unique_ptr<LongCommand>> {
    return std::make_unique<PutMany>(count, slice_size, title);
  };
}

Command PutMany::In(const std::string& state, std::unique_ptr<PutMany> long_command, const std::string& request_id) {
  Command command;
  command.state = state;
  command.principal = Tester(state);
  command.method = "ImportService.ApplyImport";
  command.request_id = request_id;
  command.request_digest = "digest of import";
  command.long_command = std::move(long_command);
  return command;
}

}  // namespace assay::engine::testing
