#include "services/engine/import_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/import/import_commands.h"
#include "services/engine/testing/engine_world.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

using testing::EngineWorld;
using testing::TestStore;

constexpr int kRows = 1300;  // three Prepares, many slices

std::string CsvOf(int rows) {
  std::string text = "credential_id,title,issuer,code,soc_codes\n";
  for (int i = 0; i < rows; ++i) absl::StrAppend(&text, "c", i, ",Title ", i, ",Board,X", i, ",29-1141\n");
  return text;
}

EngineOptions WithResume() {
  EngineOptions options;
  options.resume_import = MakeResumeImport();
  return options;
}

Command CommandOf(std::function<absl::Status(const Context&, const View&, Events*)> decide) {
  Command command = EngineWorld::Add("nj", {});
  command.decide = std::move(decide);
  return command;
}

// The import with its text uploaded.
v1::Import Upload(EngineWorld* world, const std::string& text) {
  v1::CreateImportRequest create;
  create.set_parent("states/nj");
  create.mutable_import()->set_kind(v1::IMPORT_KIND_CREDENTIALS);
  create.mutable_import()->set_target("states/nj");
  auto created = world->Do(CommandOf([create](const Context& context, const View& view, Events* events) {
    return domain::Decide(create, context, view, events);
  }));
  EXPECT_TRUE(created.ok()) << created.status();
  v1::UploadImportChunkRequest chunk;
  chunk.set_name(created->events[0].decision().import().name());
  chunk.set_data(text);
  std::vector<std::string> blobs;
  std::vector<std::string> digests;
  for (absl::string_view piece : domain::CutBlobs(chunk.data())) {
    blobs.emplace_back(piece);
    digests.push_back(Sha256(piece));
  }
  Command upload = CommandOf([chunk, digests](const Context& context, const View& view, Events* events) {
    return domain::DecideUploadChunk(chunk, digests, context, view, events);
  });
  upload.blobs = std::move(blobs);
  auto uploaded = world->Do(std::move(upload));
  EXPECT_TRUE(uploaded.ok()) << uploaded.status();
  return uploaded->events[0].decision().import();
}

absl::StatusOr<Outcome> Apply(EngineWorld* world, const v1::Import& import) {
  auto long_command = MakeImportCommand(*world->engine->Read("nj"), import, /*skip_invalid=*/false);
  if (!long_command.ok()) return long_command.status();
  Command command = EngineWorld::Add("nj", {});
  command.decide = nullptr;
  command.long_command = *std::move(long_command);
  command.request_id = "apply";
  return world->Do(std::move(command));
}

testing::Contents RecordsOf(const EngineWorld& world) {
  testing::Contents records = world.ContentsOf("nj");
  records.erase(records.lower_bound(storage::RecordRange("nj").end), records.end());
  return records;
}

TEST(ImportCommandTest, AppliesAnUploadedText) {
  EngineWorld world{storage::kSmallestLimits};
  world.Start(WithResume());
  absl::StatusOr<Outcome> outcome = Apply(&world, Upload(&world, CsvOf(kRows)));
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  const v1::Import& applied = outcome->events.back().decision().import();
  EXPECT_EQ(applied.state(), v1::IMPORT_STATE_APPLIED);
  EXPECT_EQ(applied.applied_count(), kRows);
  EXPECT_EQ(world.TitleOf("nj", "c0"), "Title 0");
  EXPECT_EQ(world.TitleOf("nj", absl::StrCat("c", kRows - 1)), absl::StrCat("Title ", kRows - 1));
}

TEST(ImportCommandTest, ABadRowRefusesAllOfIt) {
  EngineWorld world;
  world.Start(WithResume());
  v1::Import import = Upload(&world, CsvOf(600) + "bad,,,,not-a-code\n");
  testing::Contents before = world.ContentsOf("nj");
  EXPECT_EQ(Apply(&world, import).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(world.ContentsOf("nj"), before);
}

TEST(ImportCommandTest, RefusesWhatIsNoTable) {
  EngineWorld world;
  world.Start(WithResume());
  EXPECT_EQ(Apply(&world, Upload(&world, "no,such,header\n1,2,3\n")).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ImportCommandTest, GoesOnAfterACrashInTheMiddle) {
  testing::Contents records[2];
  std::string events[2];
  for (bool crash : {false, true}) {
    EngineWorld world{storage::kSmallestLimits};
    world.Start(WithResume());
    v1::Import import = Upload(&world, CsvOf(kRows));
    if (crash) {
      world.store->BreakAfter(5, TestStore::Breakage::kUnknownLost);
      EXPECT_EQ(ErrorReason(Apply(&world, import).status()), "OUTCOME_UNKNOWN");
      world.clock.Advance(absl::Hours(1));
      world.Restart(WithResume());
      EXPECT_EQ(world.TitleOf("nj", "c0"), "Title 0");
    } else {
      ASSERT_TRUE(Apply(&world, import).ok());
    }
    // All rows are decided at the import's instant; only the events' own times tell the restart.
    for (const Event& event : world.EventsOf("nj")) events[crash] += event.decision().SerializeAsString();
    records[crash] = RecordsOf(world);
    std::string head = storage::RecordKeyIn("nj", domain::KeyOf(domain::StateHeadId{}));
    EXPECT_EQ(records[crash].erase(head), 1u);
  }
  EXPECT_EQ(events[0], events[1]);
  EXPECT_EQ(records[0], records[1]);
}

}  // namespace
}  // namespace assay::engine
