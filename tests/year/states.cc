#include "tests/year/states.h"

#include "absl/strings/str_split.h"

namespace assay::year {
namespace {

constexpr char kStates[] =
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa "
    "ri sc sd tn tx ut vt va wa wv wi wy";

// Some with daylight saving and some without it.
constexpr const char* kZones[] = {"America/New_York", "America/Chicago",  "America/Denver",   "America/Los_Angeles",
                                  "America/Phoenix",  "Pacific/Honolulu", "America/Anchorage"};
constexpr size_t kZoneCount = sizeof(kZones) / sizeof(kZones[0]);

}  // namespace

const std::vector<std::string>& StateIds() {
  static const auto* const ids = new std::vector<std::string>(absl::StrSplit(kStates, ' '));
  return *ids;
}

std::string ZoneOf(const std::string& state) { return kZones[static_cast<size_t>(state[0] + state[1]) % kZoneCount]; }

std::string LocalTime(const std::string& state, absl::Time when) {
  absl::TimeZone zone;
  absl::LoadTimeZone(ZoneOf(state), &zone);
  return absl::FormatTime("%Y-%m-%d%ET%H:%M", when, zone);
}

}  // namespace assay::year
