// Which codes of one scheme correspond to which of another.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_CROSSWALK_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_CROSSWALK_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Codes that one code leads to.
struct MappedCodes {
  std::vector<std::string> codes;  // ascending; empty when nothing corresponds
  std::string via;                 // for people: which crosswalks, or which one is missing; empty for the code itself
};

// Crosswalks in memory, each walked in both directions.
class Crosswalks {
 public:
  void Add(const std::string& id, api::CodeScheme from, api::CodeScheme to, const std::vector<api::CrosswalkRow>& rows);

  // From SOC edition to SOC edition. One that leads there directly is preferred; else over SOC 2018. Between SOC 2018
  // and the OEWS hybrid a code that both have stands for itself when no crosswalk says otherwise; between SOC 2010 and
  // the others nothing does, because the same digits can mean different work.
  MappedCodes MapSoc(api::CodeScheme from, const std::string& code, api::CodeScheme to) const;
  // From a program to occupations.
  MappedCodes MapProgram(const std::string& cip_code, api::CodeScheme to) const;

 private:
  struct Direction {
    std::string id;
    api::CodeScheme from;
    api::CodeScheme to;
    std::multimap<std::string, std::string> pairs;
  };

  const Direction* Find(api::CodeScheme from, api::CodeScheme to) const;
  // One step; false when there is no crosswalk for it.
  bool Step(api::CodeScheme from, api::CodeScheme to, MappedCodes* codes) const;

  std::vector<Direction> directions_;
};

// What is wrong with a code of the scheme and how to mend it; empty when it is one. Of CIP only the shape is known.
std::string CodeProblem(api::CodeScheme scheme, absl::string_view code);

api::CodeScheme SchemeOf(api::SocVersion version);
absl::string_view SchemeText(api::CodeScheme scheme);  // SOC 2018

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_CROSSWALK_H_
