#include "tests/year/year.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/year/founding.h"
#include "tests/year/season.h"
#include "tests/year/states.h"

namespace assay::year {
namespace {

constexpr absl::CivilDay kFirstDay(2027, 1, 1);
constexpr int kFoundingDays = 14;
constexpr int kDays = 350;

// One state: its scene and its seasons, which the agenda refers to.
class StateYear {
 public:
  StateYear(Country* country, const std::string& id, const YearOptions& options, int index)
      : scene_(country, id, options.seed * 1000 + static_cast<uint64_t>(index),
               options.order_seed * 1000 + static_cast<uint64_t>(index) + 500'000) {}

  void Plan() {
    absl::Time begin = scene_.country->now() + absl::Hours(17);
    PlanFounding(&scene_, begin);
    // Once, twice or four times a year.
    int count = 1 << scene_.what.Below(3);
    absl::Duration length = absl::Hours(24) * (kDays / count);
    for (int i = 0; i < count; ++i) {
      absl::Time start = begin + absl::Hours(24) * kFoundingDays + length * i;
      seasons_.push_back(
          std::make_unique<Season>(&scene_, absl::StrCat("2027-", i + 1), kProposals / count, start, length));
      seasons_.back()->Plan();
    }
  }

 private:
  Scene scene_;
  std::vector<std::unique_ptr<Season>> seasons_;
};

void AddDigests(const engine::ReadView& view, std::map<std::string, std::string>* digests) {
  absl::Status status = view.Scan<domain::ListVersionId>(domain::PrefixOf<domain::ListVersionId>(), "",
                                                         [digests](absl::string_view, const v1::ListVersion& version) {
                                                           (*digests)[version.name()] = version.digest();
                                                           return true;
                                                         });
  if (!status.ok()) (*digests)[view.state()] = status.ToString();
}

void Add(const std::string& state, const RecountReport& one, RecountReport* all) {
  all->event_count += one.event_count;
  all->ballot_count += one.ballot_count;
  all->version_count += one.version_count;
  all->entry_count += one.entry_count;
  all->decision_count += one.decision_count;
  all->approved_count += one.approved_count;
  all->denied_count += one.denied_count;
  all->undecided_count += one.undecided_count;
  for (const std::string& difference : one.differences) all->differences.push_back(state + ": " + difference);
}

}  // namespace

YearReport LiveAYear(storage::Store* store, const YearOptions& options) {
  YearReport report;
  absl::Time begin = absl::Now();
  Country country(store, absl::FromCivil(kFirstDay, absl::UTCTimeZone()), options.seed);
  std::vector<std::unique_ptr<StateYear>> states;
  for (int i = 0; i < options.states; ++i) {
    states.push_back(std::make_unique<StateYear>(&country, StateIds()[static_cast<size_t>(i)], options, i));
    states.back()->Plan();
  }
  country.Live();
  report.living = absl::Now() - begin;
  for (int i = 0; i < options.states; ++i) {
    const std::string& id = StateIds()[static_cast<size_t>(i)];
    std::unique_ptr<engine::ReadView> view = country.Read(id);
    Add(id, Recount(view.get()).Run(country.store()), &report.recount);
    AddDigests(*view, &report.list_digests);
  }
  report.recounting = absl::Now() - begin - report.living;
  report.command_count = country.command_count();
  report.refusal_count = country.refusal_count();
  report.surprise_count = country.surprise_count();
  report.surprises = country.surprises();
  return report;
}

std::string YearReport::Text() const {
  std::string text = absl::StrCat(
      command_count, " commands, ", refusal_count, " of them refused as they must be, ", recount.event_count,
      " events, ", recount.ballot_count, " ballots, ", recount.version_count, " published lists with ",
      recount.entry_count, " entries, ", recount.decision_count, " decisions (", recount.approved_count, " approved, ",
      recount.denied_count, " denied, ", recount.undecided_count, " undecided); lived in ",
      absl::FormatDuration(living), ", counted again in ", absl::FormatDuration(recounting), "\n");
  if (surprise_count > 0) absl::StrAppend(&text, surprise_count, " answers were not what was expected:\n");
  for (const std::string& surprise : surprises) absl::StrAppend(&text, "  ", surprise, "\n");
  for (const std::string& difference : recount.differences) absl::StrAppend(&text, "  ", difference, "\n");
  return text;
}

}  // namespace assay::year
