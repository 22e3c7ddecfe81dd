#include "storage/rocksdb/watermark.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "storage/big_endian.h"

namespace assay::storage {
namespace {

constexpr absl::string_view kMagic = "ASSAYWM1";
constexpr off_t kSlotOffsets[] = {0, 4096};
constexpr size_t kSignedBytes = 48;
constexpr size_t kSlotBytes = 64;

// Reads `error` (an errno) before anything else can change it.
absl::Status FileError(absl::string_view what, absl::string_view path, int error) {
  return absl::UnavailableError(absl::StrCat(what, " ", path, ": ", std::generic_category().message(error)));
}

std::string EncodeSlot(const CommitRecord& record) {
  std::string slot = absl::StrCat(kMagic, EncodeCommitRecord(record));
  slot.append(Sha256(slot), 0, kSlotBytes - kSignedBytes);
  return slot;
}

// None when the bytes are torn, damaged or were never written.
absl::optional<CommitRecord> DecodeSlot(absl::string_view slot) {
  if (slot.size() != kSlotBytes || !absl::ConsumePrefix(&slot, kMagic)) return absl::nullopt;
  absl::StatusOr<CommitRecord> record = DecodeCommitRecord(slot.substr(0, kSignedBytes - kMagic.size()));
  if (!record.ok() || !absl::EndsWith(EncodeSlot(*record), slot)) return absl::nullopt;
  return *record;
}

absl::Status WriteSlot(int file, int slot, const CommitRecord& record, absl::string_view path) {
  const std::string bytes = EncodeSlot(record);
  const ssize_t written = pwrite(file, bytes.data(), bytes.size(), kSlotOffsets[slot]);
  if (written == static_cast<ssize_t>(bytes.size())) return absl::OkStatus();
  return FileError("cannot write watermark", path, written < 0 ? errno : ENOSPC);
}

std::string HexHead(const CommitRecord& record) { return absl::BytesToHexString(record.chain.substr(0, 4)); }

}  // namespace

absl::StatusOr<absl::optional<CommitRecord>> Watermark::Read(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return absl::optional<CommitRecord>();
  if (file < 0) return FileError("cannot open watermark", path, errno);
  absl::Cleanup close_file = [file] { close(file); };
  absl::optional<CommitRecord> newest;
  for (const off_t offset : kSlotOffsets) {
    std::array<char, kSlotBytes> bytes;
    const ssize_t read = pread(file, bytes.data(), bytes.size(), offset);
    if (read < 0) return FileError("cannot read watermark", path, errno);
    absl::optional<CommitRecord> record = DecodeSlot({bytes.data(), static_cast<size_t>(read)});
    if (record.has_value() && (!newest.has_value() || record->number > newest->number)) newest = record;
  }
  if (newest.has_value()) return newest;
  return absl::DataLossError(absl::StrCat("watermark ", path, " is damaged, so it cannot tell whether the database is ",
                                          "complete: open once with accept_lost_writes to trust the database"));
}

absl::StatusOr<Watermark> Watermark::Create(const std::string& path, const CommitRecord& record) {
  // Under another name first: a crash in between leaves the old file.
  const std::string draft = path + ".new";
  const int file = open(draft.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return FileError("cannot create watermark", draft, errno);
  Watermark watermark(file, path);
  if (absl::Status written = WriteSlot(file, 0, record, draft); !written.ok()) return written;
  // Full length from the start: later writes then change neither size nor blocks, and cannot find the disk full.
  const off_t length = kSlotOffsets[1] + static_cast<off_t>(kSlotBytes);
  if (const int error = posix_fallocate(file, 0, length); error != 0) {
    return FileError("cannot create watermark", draft, error);
  }
  if (fsync(file) != 0) return FileError("cannot sync watermark", draft, errno);
  if (std::rename(draft.c_str(), path.c_str()) != 0) return FileError("cannot replace watermark", path, errno);
  if (absl::Status synced = SyncDirectory(ParentDirectory(path)); !synced.ok()) return synced;
  return watermark;
}

Watermark::Watermark(Watermark&& other) noexcept
    : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)), slot_(other.slot_) {}

Watermark& Watermark::operator=(Watermark&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(path_, other.path_);
  std::swap(slot_, other.slot_);
  return *this;
}

Watermark::~Watermark() {
  if (file_ < 0) return;
  // Without effect on what was promised; it only narrows what a later power loss can hide.
  (void)fdatasync(file_);
  close(file_);
}

absl::Status Watermark::Write(const CommitRecord& record) {
  const int other = 1 - slot_;
  if (absl::Status written = WriteSlot(file_, other, record, path_); !written.ok()) return written;
  slot_ = other;
  return absl::OkStatus();
}

absl::Status CheckAgainstWatermark(const CommitRecord& database, const CommitRecord& watermark,
                                   absl::string_view watermark_path) {
  constexpr absl::string_view kAdvice =
      " Keep a copy of the database folder, then restore the latest backup; to go on with what is there instead, open "
      "it once with accept_lost_writes.";
  if (database.number < watermark.number) {
    return absl::DataLossError(absl::StrCat("acknowledged writes are missing: the database ends with commit ",
                                            database.number, ", but watermark ", watermark_path, " says that commit ",
                                            watermark.number, " was acknowledged.", kAdvice));
  }
  if (database.number == watermark.number && !(database == watermark)) {
    return absl::DataLossError(absl::StrCat("the database and its watermark ", watermark_path, " both end with commit ",
                                            database.number, " but have different histories (chains ",
                                            HexHead(database), " and ", HexHead(watermark), ").", kAdvice));
  }
  return absl::OkStatus();
}

absl::Status SyncDirectory(const std::string& directory) {
  const int file = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return FileError("cannot open directory", directory, errno);
  const int error = fsync(file) == 0 ? 0 : errno;
  close(file);
  return error == 0 ? absl::OkStatus() : FileError("cannot sync directory", directory, error);
}

std::string ParentDirectory(absl::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  const size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

}  // namespace assay::storage
