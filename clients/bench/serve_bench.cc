#include "clients/bench/serve_bench.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "clients/bench/server_process.h"
#include "services/base/error.h"

namespace assay::bench {
namespace {

constexpr double kIdleMebibytesMax = 64;
constexpr double kServingMillisecondsMax = 1000;

struct Samples {
  std::vector<double> mebibytes;
  std::vector<double> milliseconds;
};

// Starts a server `runs` times, each on a folder of its own that is a copy of `data_directory` when there is one.
absl::StatusOr<Samples> StartOften(const ServeOptions& options, const std::string& data_directory) {
  Samples samples;
  for (int run = 0; run < options.runs; ++run) {
    ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<TemporaryFolder> folder, TemporaryFolder::Make());
    const std::string data = folder->File("data");
    if (!data_directory.empty()) {
      std::error_code error;
      std::filesystem::copy(data_directory, data, std::filesystem::copy_options::recursive, error);
      if (error) return absl::UnavailableError(absl::StrCat("cannot copy ", data_directory, ": ", error.message()));
    }
    ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<ServerProcess> server, ServerProcess::Start(options.assayd, data));
    ASSAY_ASSIGN_OR_RETURN(double mebibytes, server->ResidentMebibytes());
    samples.mebibytes.push_back(mebibytes);
    samples.milliseconds.push_back(absl::ToDoubleMilliseconds(server->time_to_serve()));
  }
  return samples;
}

void Append(std::vector<Figure> more, std::vector<Figure>* figures) {
  figures->insert(figures->end(), more.begin(), more.end());
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureServe(const ServeOptions& options) {
  std::vector<Figure> figures;
  ASSAY_ASSIGN_OR_RETURN(Samples empty, StartOften(options, ""));
  Append(Spread("serve.empty.idle_rss", empty.mebibytes, "MiB", kIdleMebibytesMax), &figures);
  Append(Spread("serve.empty.start", empty.milliseconds, "ms"), &figures);
  if (options.data_directory.empty()) return figures;
  ASSAY_ASSIGN_OR_RETURN(Samples loaded, StartOften(options, options.data_directory));
  Append(Spread("serve.data.idle_rss", loaded.mebibytes, "MiB"), &figures);
  Append(Spread("serve.data.start", loaded.milliseconds, "ms", kServingMillisecondsMax), &figures);
  return figures;
}

}  // namespace assay::bench
