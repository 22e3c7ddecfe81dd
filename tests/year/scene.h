// One state of the country as its people see it: who they are, what they are called, and when things are.
#ifndef ASSAY_TESTS_YEAR_SCENE_H_
#define ASSAY_TESTS_YEAR_SCENE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/model/dice.h"
#include "tests/year/country.h"

namespace assay::year {

namespace api = ::assay::v1;
using model::Dice;

inline constexpr int kPanels = 16;
inline constexpr int kSeatsPerPanel = 7;
inline constexpr int kEmployers = kPanels * kSeatsPerPanel;
inline constexpr int kProposals = 300;  // a year
inline constexpr int kListedBefore = 100;
inline constexpr int kProposers = 5;

// Which panel's which seat an employer holds.
inline int PanelOf(int employer) { return employer / kSeatsPerPanel; }
inline int EmployerOf(int panel, int seat) { return panel * kSeatsPerPanel + seat; }

// Who owns an employer; itself when it stands alone. The two sit on different panels, and speak with one voice.
inline int OwnerOf(int employer) { return employer % 16 == 9 ? employer - 9 : employer; }

// In rounds of these panels the next one votes too, as the panel of a region.
inline bool IsRegional(int panel) { return panel % 8 == 6; }

// The seat that has an alternate, on each panel, and the employer that is its alternate.
inline constexpr int kSeatOfAlternate = 5;
inline int AlternateOf(int employer) { return (employer + kEmployers / 2) % kEmployers; }

struct Scene {
  // `what` decides what happens, `when` in which order it arrives.
  Scene(Country* where, std::string state_id, uint64_t what_seed, uint64_t when_seed)
      : country(where), id(std::move(state_id)), what(what_seed), when(when_seed) {
    administrator = Person("admin", api::ROLE_ADMINISTRATOR);
    staff = Person("staff", api::ROLE_AGENCY_STAFF);
    staff.roles.push_back(api::ROLE_APPROVER);
    clerk = Person("clerk", api::ROLE_AGENCY_STAFF);
    approver = Person("approver", api::ROLE_APPROVER);
    second_approver = Person("second", api::ROLE_APPROVER);
    for (int i = 0; i < kProposers; ++i) proposers.push_back(Person(absl::StrCat("district", i), api::ROLE_PROPOSER));
    for (int i = 0; i < kEmployers; ++i) {
      domain::Principal person = Person(absl::StrCat("rep", i), api::ROLE_EMPLOYER_REPRESENTATIVE);
      person.employer = absl::StrCat("e", i);
      person.representative = person.user;
      representatives.push_back(std::move(person));
    }
  }

  domain::Principal Person(const std::string& user, api::Role role) const {
    domain::Principal person;
    person.state = id;
    person.user = user;
    person.roles = {role};
    return person;
  }

  std::string State() const { return "states/" + id; }
  std::string Name(absl::string_view kind, absl::string_view last) const {
    return absl::StrCat("states/", id, "/", kind, "/", last);
  }
  std::string Employer(int employer) const { return Name("employers", absl::StrCat("e", employer)); }
  std::string Panel(int panel) const { return Name("panels", absl::StrCat("p", panel)); }
  std::string Seat(int employer) const {
    return absl::StrCat(Panel(PanelOf(employer)), "/seats/s", employer % kSeatsPerPanel);
  }
  std::string Policy() const { return Name("policies", "standard"); }

  // A whole hour from `begin` until before `end`. Precondition: there is one.
  absl::Time Between(absl::Time begin, absl::Time end) {
    auto hours = static_cast<int>(absl::ToInt64Hours(end - begin));
    return begin + absl::Hours(hours > 1 ? when.Below(hours) : 0);
  }

  template <class Request>
  void Ask(const domain::Principal& who, Request request, std::string reason = "") {
    country->Ask(id, who, std::move(request), std::move(reason));
  }

  Country* const country;
  const std::string id;
  Dice what;
  Dice when;
  domain::Principal administrator;
  domain::Principal staff;
  domain::Principal clerk;
  domain::Principal approver;
  domain::Principal second_approver;
  std::vector<domain::Principal> proposers;
  std::vector<domain::Principal> representatives;  // by employer
  int credentials_planned = kListedBefore;
  int credential_count = 0;  // c0, c1, ...; the first kListedBefore were listed before
};

}  // namespace assay::year

#endif  // ASSAY_TESTS_YEAR_SCENE_H_
