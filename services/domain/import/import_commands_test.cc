#include "services/domain/import/import_commands.h"

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/import/testing/import_fixture.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(CutBlobsTest, PiecesAreWholeAndInOrder) {
  std::string data(kImportBlobBytesMax * 2 + 3, 'x');
  auto blobs = CutBlobs(data);
  ASSERT_THAT(blobs, SizeIs(3));
  EXPECT_EQ(blobs[0].size(), kImportBlobBytesMax);
  EXPECT_EQ(blobs[2].size(), 3u);
  EXPECT_THAT(CutBlobs(""), SizeIs(0));
}

TEST(CreateImportTest, AnImportTakesChunks) {
  ImportState state;
  ASSERT_TRUE(state.Create(api::IMPORT_KIND_CREDENTIALS, "states/nj").ok());
  api::Import import = state.Last();
  EXPECT_THAT(import.name(), HasSubstr("states/nj/imports/"));
  EXPECT_EQ(import.state(), api::IMPORT_STATE_UPLOADING);
  EXPECT_EQ(import.soc_version(), api::SOC_VERSION_2018);
  EXPECT_EQ(import.etag(), "1");
}

TEST(CreateImportTest, OccupationsTakeTheEditionOfTheirDataset) {
  ImportState state;
  ASSERT_TRUE(state.Create(api::IMPORT_KIND_OCCUPATIONS, "states/nj/datasets/oews").ok());
  EXPECT_EQ(state.Last().soc_version(), api::SOC_VERSION_OEWS_HYBRID);
  absl::Status status = state.Create(api::IMPORT_KIND_OCCUPATIONS, "states/nj/datasets/oews", api::SOC_VERSION_2010);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("import.soc_version: the dataset's is SOC_VERSION_OEWS_HYBRID"));
}

TEST(CreateImportTest, TheTargetMustFitTheKind) {
  ImportState state;
  EXPECT_EQ(state.Create(api::IMPORT_KIND_CREDENTIALS, "states/nj/cycles/2027").code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(state.Create(api::IMPORT_KIND_PROPOSALS, "states/nj").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(state.Create(api::IMPORT_KIND_EMPLOYERS, "states/ny").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(state.Create(api::IMPORT_KIND_UNSPECIFIED, "states/nj").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(state.Create(static_cast<api::ImportKind>(77), "states/nj").code(), absl::StatusCode::kInvalidArgument);
}

TEST(CreateImportTest, TheTargetMustExist) {
  ImportState state;
  EXPECT_EQ(state.Create(api::IMPORT_KIND_PROPOSALS, "states/nj/cycles/1999").code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(state.Create(api::IMPORT_KIND_OCCUPATIONS, "states/nj/datasets/none").code(), absl::StatusCode::kNotFound);
}

TEST(CreateImportTest, ASealedDatasetTakesNoMore) {
  ImportState state;
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_OCCUPATIONS, "area,soc\nNJ,29-1141\n").ok());
  EXPECT_EQ(ErrorReason(state.Create(api::IMPORT_KIND_OCCUPATIONS, "states/nj/datasets/oews")), "DATASET_SEALED");
}

TEST(UploadChunkTest, ChunksAddUp) {
  ImportState state;
  ASSERT_TRUE(state.Create(api::IMPORT_KIND_CREDENTIALS, "states/nj").ok());
  std::string name = state.Last().name();
  std::string first(kImportBlobBytesMax + 1, 'a');
  ASSERT_TRUE(state.UploadChunk(name, 0, first).ok());
  ASSERT_TRUE(state.UploadChunk(name, 1, "bc").ok());
  api::Import import = state.Last();
  EXPECT_EQ(import.size_bytes(), static_cast<int64_t>(first.size()) + 2);
  EXPECT_EQ(import.chunk_count(), 2);
  EXPECT_THAT(import.blobs(), SizeIs(3));
  EXPECT_EQ(import.blobs(2), absl::BytesToHexString(Sha256("bc")));
  auto text = ReadImportText(import, state.scan);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, first + "bc");
}

TEST(UploadChunkTest, ChunksComeInOrderAndOnce) {
  ImportState state;
  ASSERT_TRUE(state.Create(api::IMPORT_KIND_CREDENTIALS, "states/nj").ok());
  std::string name = state.Last().name();
  EXPECT_EQ(ErrorReason(state.UploadChunk(name, 1, "x")), "CHUNK_OUT_OF_ORDER");
  ASSERT_TRUE(state.UploadChunk(name, 0, "x").ok());
  absl::Status again = state.UploadChunk(name, 0, "x");
  EXPECT_EQ(ErrorReason(again), "CHUNK_OUT_OF_ORDER");
  EXPECT_THAT(std::string(again.message()), HasSubstr("chunk 1 of"));
}

TEST(UploadChunkTest, MoreThanTheLimitIsRefused) {
  ImportState state;
  ASSERT_TRUE(state.Create(api::IMPORT_KIND_CREDENTIALS, "states/nj").ok());
  std::string name = state.Last().name();
  std::string chunk(512 * 1024, 'x');
  for (int32_t i = 0; i < kImportBytesMax / static_cast<int64_t>(chunk.size()); ++i) {
    ASSERT_TRUE(state.UploadChunk(name, i, chunk).ok());
  }
  EXPECT_EQ(ErrorReason(state.UploadChunk(name, 64, "x")), "IMPORT_TOO_LARGE");
}

TEST(UploadChunkTest, TooManyPiecesAreRefused) {
  ImportState state;
  ASSERT_TRUE(state.Create(api::IMPORT_KIND_CREDENTIALS, "states/nj").ok());
  std::string name = state.Last().name();
  for (int32_t i = 0; i < kImportBlobsMax; ++i) ASSERT_TRUE(state.UploadChunk(name, i, "x").ok());
  EXPECT_EQ(ErrorReason(state.UploadChunk(name, kImportBlobsMax, "x")), "IMPORT_TOO_LARGE");
}

TEST(UploadChunkTest, OnlyAnImportThatIsThereAndNotAppliedTakesChunks) {
  ImportState state;
  EXPECT_EQ(state.UploadChunk("states/nj/imports/none", 0, "x").code(), absl::StatusCode::kNotFound);
  auto applied = state.Import(api::IMPORT_KIND_CREDENTIALS, "credential_id,title\na,A\n");
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(ErrorReason(state.UploadChunk(applied->name(), 1, "x")), "IMPORT_NOT_UPLOADING");
}

TEST(ReadImportTextTest, AMissingPieceIsDataLoss) {
  ImportState state;
  api::Import import = state.Upload(api::IMPORT_KIND_CREDENTIALS, "credential_id\n");
  state.blobs.clear();
  EXPECT_EQ(ReadImportText(import, state.scan).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assay::domain
