#include "services/domain/reference/soc.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace assay::domain {
namespace {

namespace api = ::assay::v1;

struct SocRow {
  absl::string_view code;
  absl::string_view title;
};

constexpr SocRow kSoc2010[] = {
#include "services/domain/reference/soc_2010.inc"
};

constexpr SocRow kSoc2018[] = {
#include "services/domain/reference/soc_2018.inc"
};

constexpr SocRow kOewsOnly[] = {
#include "services/domain/reference/soc_oews_hybrid.inc"
};

struct Table {
  const SocRow* begin;
  const SocRow* end;
};

// An edition is the union of its tables; the second one may be empty.
struct Edition {
  absl::string_view name;
  Table tables[2];
};

constexpr Edition kEdition2010 = {"SOC 2010", {{std::begin(kSoc2010), std::end(kSoc2010)}, {nullptr, nullptr}}};
constexpr Edition kEdition2018 = {"SOC 2018", {{std::begin(kSoc2018), std::end(kSoc2018)}, {nullptr, nullptr}}};
constexpr Edition kEditionOews = {
    "OEWS hybrid", {{std::begin(kSoc2018), std::end(kSoc2018)}, {std::begin(kOewsOnly), std::end(kOewsOnly)}}};

const Edition& EditionOf(api::SocVersion version) {
  switch (version) {
    case api::SOC_VERSION_2010:
      return kEdition2010;
    case api::SOC_VERSION_OEWS_HYBRID:
      return kEditionOews;
    case api::SOC_VERSION_2018:
    case api::SOC_VERSION_UNSPECIFIED:
    case api::SocVersion_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::SocVersion_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return kEdition2018;
}

const SocRow* FindIn(const Table& table, absl::string_view code) {
  const SocRow* row =
      std::lower_bound(table.begin, table.end, code, [](const SocRow& r, absl::string_view c) { return r.code < c; });
  return row != table.end && row->code == code ? row : nullptr;
}

const SocRow* FindIn(const Edition& edition, absl::string_view code) {
  for (const Table& table : edition.tables) {
    if (const SocRow* row = FindIn(table, code)) return row;
  }
  return nullptr;
}

// How many characters of the same place differ; codes have one length.
size_t Differences(absl::string_view a, absl::string_view b) {
  if (a.size() != b.size()) return std::max(a.size(), b.size());
  size_t count = 0;
  for (size_t i = 0; i < a.size(); ++i) count += a[i] == b[i] ? 0 : 1;
  return count;
}

// The code with fewest other digits, then the first, among those that share the first five characters or differ in one
// digit; null when there is none.
const SocRow* Nearest(const Edition& edition, absl::string_view code) {
  constexpr size_t kSharedPrefix = 5;
  const SocRow* nearest = nullptr;
  for (const Table& table : edition.tables) {
    for (const SocRow* row = table.begin; row != table.end; ++row) {
      size_t differences = Differences(code, row->code);
      if (differences > 1 && row->code.substr(0, kSharedPrefix) != code.substr(0, kSharedPrefix)) continue;
      if (nearest == nullptr || differences < Differences(code, nearest->code)) nearest = row;
    }
  }
  return nearest;
}

// Never ends within a UTF-8 sequence.
absl::string_view Shortened(absl::string_view text) {
  constexpr size_t kShownBytes = 32;
  if (text.size() <= kShownBytes) return text;
  text = text.substr(0, kShownBytes);
  while (!text.empty() && !absl::ascii_isascii(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

bool IsKnownSoc(api::SocVersion version, absl::string_view code) { return FindIn(EditionOf(version), code) != nullptr; }

absl::string_view SocTitle(api::SocVersion version, absl::string_view code) {
  const SocRow* row = FindIn(EditionOf(version), code);
  return row == nullptr ? absl::string_view() : row->title;
}

std::string UnknownSocMessage(api::SocVersion version, absl::string_view code) {
  const Edition& edition = EditionOf(version);
  std::string message = absl::StrCat("\"", Shortened(code), "\" is no detailed ", edition.name, " occupation; ");
  const SocRow* nearest = Nearest(edition, code);
  if (nearest == nullptr) {
    absl::StrAppend(&message, "give a code such as 29-1141, or check soc_version");
  } else {
    absl::StrAppend(&message, "did you mean ", nearest->code, " (", nearest->title, ")?");
  }
  return message;
}

}  // namespace assay::domain
