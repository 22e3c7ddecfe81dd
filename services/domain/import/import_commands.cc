#include "services/domain/import/import_commands.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/import/import_target.h"

namespace assay::domain {
namespace {

absl::Status Damaged(absl::string_view what) {
  return MakeError(absl::StatusCode::kDataLoss, "IMPORT_TEXT_DAMAGED", absl::StrCat(what, "; check the store"));
}

}  // namespace

std::vector<absl::string_view> CutBlobs(absl::string_view data) {
  std::vector<absl::string_view> blobs;
  for (size_t begin = 0; begin < data.size(); begin += kImportBlobBytesMax) {
    blobs.push_back(data.substr(begin, kImportBlobBytesMax));
  }
  return blobs;
}

absl::Status Decide(const api::CreateImportRequest& request, const Context& context, const View& view, Events* events) {
  api::Import import = request.import();
  Violations violations;
  CheckEnumsDefined(import, "import", &violations);
  CheckTargetName(import, context.state, "import.target", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckTargetTakesRows(import, view));
  if (import.kind() == api::IMPORT_KIND_OCCUPATIONS) {
    api::SocVersion wanted = EditionOf(view.FindOrDefault(DatasetIdOf(import.target())).soc_version());
    if (import.soc_version() != api::SOC_VERSION_UNSPECIFIED && import.soc_version() != wanted) {
      violations.Add("import.soc_version", absl::StrCat("the dataset's is ", api::SocVersion_Name(wanted),
                                                        "; leave it out, or make another dataset"));
      return violations.ToStatus();
    }
    import.set_soc_version(wanted);
  }
  import.set_soc_version(EditionOf(import.soc_version()));
  import.set_state(api::IMPORT_STATE_UPLOADING);
  ImportId id{NewId(*context.random)};
  ASSAY_ASSIGN_OR_RETURN(*events->AddDecision()->mutable_import(),
                         MakeNew(context, view, id, NameOf(context.state, id), std::move(import)));
  return absl::OkStatus();
}

absl::Status DecideUploadChunk(const api::UploadImportChunkRequest& request, absl::Span<const std::string> digests,
                               const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Import import,
                         MakeChanged(context, view, ImportIdOf(request.name()), request.name(), ""));
  ASSAY_RETURN_IF_ERROR(CheckUploading(import));
  if (request.chunk_index() != import.chunk_count()) {
    std::string next = absl::StrCat(import.chunk_count());
    return Refused("CHUNK_OUT_OF_ORDER",
                   absl::StrCat("chunk ", request.chunk_index(), " was sent, and chunk ", next, " of ", import.name(),
                                " is next; send the chunks in order, each once (repeat one only with its request_id)"),
                   {{"resource", import.name()}, {"next_chunk_index", next}});
  }
  auto size = import.size_bytes() + static_cast<int64_t>(request.data().size());
  if (size > kImportBytesMax || import.blobs_size() + static_cast<int>(digests.size()) > kImportBlobsMax) {
    return Refused("IMPORT_TOO_LARGE",
                   absl::StrCat("an import takes ", kImportBytesMax, " bytes in at most ", kImportBlobsMax,
                                " pieces of 131072; divide the file, or send chunks of 524288 bytes"),
                   {{"resource", import.name()}});
  }
  for (const std::string& digest : digests) import.add_blobs(absl::BytesToHexString(digest));
  import.set_size_bytes(size);
  import.set_chunk_count(import.chunk_count() + 1);
  *events->AddDecision()->mutable_import() = std::move(import);
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadImportText(const api::Import& import, const ScanView& view) {
  std::string text;
  text.reserve(static_cast<size_t>(import.size_bytes()));
  for (const std::string& blob : import.blobs()) {
    absl::StatusOr<std::string> piece = view.ReadBlob(absl::HexStringToBytes(blob));
    if (absl::IsNotFound(piece.status())) {
      return Damaged(absl::StrCat("piece ", blob, " of ", import.name(), " is missing from the store"));
    }
    ASSAY_RETURN_IF_ERROR(piece.status());
    text += *piece;
  }
  if (static_cast<int64_t>(text.size()) == import.size_bytes()) return text;
  return Damaged(
      absl::StrCat(import.name(), " has ", text.size(), " bytes, not the ", import.size_bytes(), " uploaded"));
}

}  // namespace assay::domain
