#include "services/domain/labor_market/crosswalk.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/text.h"
#include "services/domain/reference/soc.h"

namespace assay::domain {
namespace {

api::SocVersion VersionOf(api::CodeScheme scheme) {
  switch (scheme) {
    case api::CODE_SCHEME_SOC_2010:
      return api::SOC_VERSION_2010;
    case api::CODE_SCHEME_OEWS_HYBRID:
      return api::SOC_VERSION_OEWS_HYBRID;
    case api::CODE_SCHEME_SOC_2018:
    case api::CODE_SCHEME_CIP_2010:
    case api::CODE_SCHEME_CIP_2020:
    case api::CODE_SCHEME_UNSPECIFIED:
    case api::CodeScheme_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::CodeScheme_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return api::SOC_VERSION_2018;
}

bool StandForThemselves(api::CodeScheme from, api::CodeScheme to) {
  return from != api::CODE_SCHEME_SOC_2010 && to != api::CODE_SCHEME_SOC_2010;
}

void AppendVia(absl::string_view text, MappedCodes* codes) {
  absl::StrAppend(&codes->via, codes->via.empty() ? "" : ", then ", text);
}

}  // namespace

void Crosswalks::Add(const std::string& id, api::CodeScheme from, api::CodeScheme to,
                     const std::vector<api::CrosswalkRow>& rows) {
  Direction forward{id, from, to, {}};
  Direction backward{id, to, from, {}};
  for (const api::CrosswalkRow& row : rows) {
    forward.pairs.emplace(row.from_code(), row.to_code());
    backward.pairs.emplace(row.to_code(), row.from_code());
  }
  directions_.push_back(std::move(forward));
  directions_.push_back(std::move(backward));
}

const Crosswalks::Direction* Crosswalks::Find(api::CodeScheme from, api::CodeScheme to) const {
  auto found = std::find_if(directions_.begin(), directions_.end(),
                            [&](const Direction& d) { return d.from == from && d.to == to; });
  return found == directions_.end() ? nullptr : &*found;
}

bool Crosswalks::Step(api::CodeScheme from, api::CodeScheme to, MappedCodes* codes) const {
  if (from == to) return true;
  const Direction* direction = Find(from, to);
  std::set<std::string> mapped;
  if (direction != nullptr) {
    for (const std::string& code : codes->codes) {
      auto [begin, end] = direction->pairs.equal_range(code);
      for (auto pair = begin; pair != end; ++pair) mapped.insert(pair->second);
    }
    AppendVia(absl::StrCat("crosswalk ", direction->id), codes);
  } else if (StandForThemselves(from, to)) {
    for (const std::string& code : codes->codes) {
      if (IsKnownSoc(VersionOf(to), code)) mapped.insert(code);
    }
    if (mapped.empty()) AppendVia(absl::StrCat(SchemeText(to), " has no such code"), codes);
  } else {
    codes->codes.clear();
    codes->via = absl::StrCat("no crosswalk from ", SchemeText(from), " to ", SchemeText(to), " is named");
    return false;
  }
  codes->codes.assign(mapped.begin(), mapped.end());
  return true;
}

MappedCodes Crosswalks::MapSoc(api::CodeScheme from, const std::string& code, api::CodeScheme to) const {
  MappedCodes mapped{{code}, ""};
  if (from == to) return mapped;
  if (Find(from, to) != nullptr || from == api::CODE_SCHEME_SOC_2018 || to == api::CODE_SCHEME_SOC_2018) {
    Step(from, to, &mapped);
  } else if (Step(from, api::CODE_SCHEME_SOC_2018, &mapped)) {
    Step(api::CODE_SCHEME_SOC_2018, to, &mapped);
  }
  return mapped;
}

MappedCodes Crosswalks::MapProgram(const std::string& cip_code, api::CodeScheme to) const {
  MappedCodes mapped{{cip_code}, ""};
  constexpr api::CodeScheme kOccupationSchemes[] = {api::CODE_SCHEME_SOC_2018, api::CODE_SCHEME_OEWS_HYBRID,
                                                    api::CODE_SCHEME_SOC_2010};
  if (Find(api::CODE_SCHEME_CIP_2020, to) != nullptr) {
    Step(api::CODE_SCHEME_CIP_2020, to, &mapped);
    return mapped;
  }
  for (api::CodeScheme over : kOccupationSchemes) {
    if (over == to || Find(api::CODE_SCHEME_CIP_2020, over) == nullptr) continue;
    Step(api::CODE_SCHEME_CIP_2020, over, &mapped);
    MappedCodes occupations{{}, mapped.via};
    std::set<std::string> codes;
    for (const std::string& code : mapped.codes) {
      MappedCodes one = MapSoc(over, code, to);
      codes.insert(one.codes.begin(), one.codes.end());
      if (!one.via.empty() && !absl::StrContains(occupations.via, one.via)) AppendVia(one.via, &occupations);
    }
    occupations.codes.assign(codes.begin(), codes.end());
    return occupations;
  }
  return {{}, absl::StrCat("no crosswalk from ", SchemeText(api::CODE_SCHEME_CIP_2020), " is named")};
}

std::string CodeProblem(api::CodeScheme scheme, absl::string_view code) {
  if (scheme == api::CODE_SCHEME_CIP_2010 || scheme == api::CODE_SCHEME_CIP_2020) {
    return IsCipCode(code) ? "" : absl::StrCat("is no ", SchemeText(scheme), " code; write it as 51.0801");
  }
  if (!IsSocCode(code)) return absl::StrCat("is no ", SchemeText(scheme), " code; write it as 29-1141");
  return IsKnownSoc(VersionOf(scheme), code) ? "" : UnknownSocMessage(VersionOf(scheme), code);
}

api::CodeScheme SchemeOf(api::SocVersion version) {
  switch (version) {
    case api::SOC_VERSION_2010:
      return api::CODE_SCHEME_SOC_2010;
    case api::SOC_VERSION_OEWS_HYBRID:
      return api::CODE_SCHEME_OEWS_HYBRID;
    case api::SOC_VERSION_2018:
    case api::SOC_VERSION_UNSPECIFIED:
    case api::SocVersion_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::SocVersion_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return api::CODE_SCHEME_SOC_2018;
}

absl::string_view SchemeText(api::CodeScheme scheme) {
  switch (scheme) {
    case api::CODE_SCHEME_SOC_2010:
      return "SOC 2010";
    case api::CODE_SCHEME_SOC_2018:
      return "SOC 2018";
    case api::CODE_SCHEME_OEWS_HYBRID:
      return "OEWS hybrid";
    case api::CODE_SCHEME_CIP_2010:
      return "CIP 2010";
    case api::CODE_SCHEME_CIP_2020:
      return "CIP 2020";
    case api::CODE_SCHEME_UNSPECIFIED:
    case api::CodeScheme_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::CodeScheme_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return "unknown codes";
}

}  // namespace assay::domain
