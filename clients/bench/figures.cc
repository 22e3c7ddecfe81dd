#include "clients/bench/figures.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "nlohmann/json.hpp"

namespace assay::bench {

double Percentile(std::vector<double> samples, int percent) {
  if (samples.empty()) return 0;
  std::sort(samples.begin(), samples.end());
  size_t rank = (samples.size() * static_cast<size_t>(percent) + 99) / 100;
  return samples[rank - 1];
}

std::vector<Figure> Spread(const std::string& name, const std::vector<double>& samples, const std::string& unit,
                           absl::optional<double> at_most) {
  double min = samples.empty() ? 0 : *std::min_element(samples.begin(), samples.end());
  return {{name + ".min", min, unit, absl::nullopt},
          {name + ".median", Percentile(samples, 50), unit, absl::nullopt},
          {name + ".max", Percentile(samples, 100), unit, at_most}};
}

void PrintTable(const std::vector<Figure>& figures, std::ostream* out) {
  size_t width = 4;
  for (const Figure& figure : figures) width = std::max(width, figure.name.size());
  *out << absl::StrFormat("%-*s %12s %-5s %s\n", static_cast<int>(width), "NAME", "VALUE", "UNIT", "AT MOST");
  for (const Figure& figure : figures) {
    std::string line =
        absl::StrFormat("%-*s %12.3f %-5s", static_cast<int>(width), figure.name, figure.value, figure.unit);
    if (figure.at_most.has_value()) line += absl::StrFormat(" %.0f", *figure.at_most);
    *out << line.substr(0, line.find_last_not_of(' ') + 1) << "\n";
  }
}

void PrintJson(const std::vector<Figure>& figures, std::ostream* out) {
  for (const Figure& figure : figures) {
    nlohmann::ordered_json line{{"name", figure.name}, {"value", figure.value}, {"unit", figure.unit}};
    if (figure.at_most.has_value()) line["limit"] = *figure.at_most;
    *out << line.dump() << "\n";
  }
}

}  // namespace assay::bench
