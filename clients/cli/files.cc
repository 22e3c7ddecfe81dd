#include "clients/cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "clients/cli/request.h"

namespace assay::cli {
namespace {

constexpr size_t kMaxInputBytes = size_t{1024} * 512 * 1024;

absl::StatusOr<std::string> ReadAll(std::istream& in, const std::string& path) {
  std::string bytes;
  char buffer[1 << 16];  // NOLINT(modernize-avoid-c-arrays)
  while (in.read(buffer, sizeof(buffer)) || in.gcount() > 0) {
    bytes.append(buffer, static_cast<size_t>(in.gcount()));
    if (bytes.size() > kMaxInputBytes) return UsageError(absl::StrCat(path, " is larger than 512 MiB; split it"));
  }
  if (in.bad()) return UsageError(absl::StrCat("cannot read ", path));
  return bytes;
}

bool WriteAll(int file, absl::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0;
}

}  // namespace

absl::StatusOr<std::string> ReadInput(const std::string& path, std::istream& standard_input) {
  if (path == "-") return ReadAll(standard_input, "standard input");
  struct stat about = {};
  if (stat(path.c_str(), &about) != 0) return UsageError(absl::StrCat("cannot read ", path, ": there is no such file"));
  if (S_ISDIR(about.st_mode)) return UsageError(absl::StrCat("cannot read ", path, ": it is a folder"));
  std::ifstream file(path, std::ios::binary);
  if (!file) return UsageError(absl::StrCat("cannot read ", path, ": may you read it?"));
  return ReadAll(file, path);
}

absl::Status WriteFile(const std::string& path, absl::string_view bytes, unsigned mode) {
  const std::string beside = absl::StrCat(path, ".part");
  unlink(beside.c_str());
  int file = open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
  if (file < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot write ", path));
  bool written = WriteAll(file, bytes);
  int error = errno;
  close(file);
  if (written && rename(beside.c_str(), path.c_str()) == 0) return absl::OkStatus();
  if (written) error = errno;
  unlink(beside.c_str());
  return absl::ErrnoToStatus(error, absl::StrCat("cannot write ", path));
}

absl::Status MakeFolder(const std::string& path) {
  for (size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
      return absl::ErrnoToStatus(errno, absl::StrCat("cannot make the folder ", part));
    }
    if (end == std::string::npos) return absl::OkStatus();
  }
}

bool FileExists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

}  // namespace assay::cli
