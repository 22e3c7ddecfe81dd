#include "services/domain/commands/employer_flags.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/review/voice.h"

namespace assay::domain {
namespace {

// What one voice did first, and through which employer.
struct Moment {
  absl::Time time;
  std::string voice;
  std::string employer;

  bool operator<(const Moment& other) const { return std::tie(time, voice) < std::tie(other.time, other.voice); }
};

// The earliest moment of each voice.
class Moments {
 public:
  void Add(const std::string& voice, const std::string& employer, absl::Time time) {
    auto [at, is_new] = by_voice_.try_emplace(voice, Moment{time, voice, employer});
    if (!is_new && time < at->second.time) at->second = Moment{time, voice, employer};
  }

  std::vector<Moment> InOrder() const {
    std::vector<Moment> moments;
    for (const auto& [voice, moment] : by_voice_) moments.push_back(moment);
    std::sort(moments.begin(), moments.end());
    return moments;
  }

 private:
  std::map<std::string, Moment> by_voice_;
};

// Runs of moments, first and one behind the last, in which every window of the given width that is part of it holds at
// least `count`; runs that overlap are one.
std::vector<std::pair<size_t, size_t>> CrowdedRuns(const std::vector<Moment>& moments, size_t count,
                                                   absl::Duration width) {
  std::vector<std::pair<size_t, size_t>> runs;
  for (size_t last = count - 1; last < moments.size(); ++last) {
    size_t first = last + 1 - count;
    if (moments[last].time - moments[first].time > width) continue;
    if (!runs.empty() && first < runs.back().second) {
      runs.back().second = last + 1;
    } else {
      runs.emplace_back(first, last + 1);
    }
  }
  return runs;
}

class FlagFinder {
 public:
  FlagFinder(const api::EmployerRules& rules, const std::string& state, const ScanView& view)
      : rules_(rules), state_(state), view_(view) {}

  absl::Status Find(const std::string& cycle) {
    ASSAY_RETURN_IF_ERROR(LookAtEmployers());
    if (rules_.shared_domain_count() > 0) ASSAY_RETURN_IF_ERROR(LookAtRepresentatives());
    if (rules_.endorsement_burst_count() > 0) ASSAY_RETURN_IF_ERROR(LookAtEndorsements(cycle));
    if (rules_.bulk_creation_count() > 0) {
      AddCrowded(created_, rules_.bulk_creation_count(), rules_.bulk_creation_hours(),
                 api::EMPLOYER_FLAG_KIND_BULK_CREATION, "");
    }
    AddShared(web_domains_, api::EMPLOYER_FLAG_KIND_SHARED_WEB_DOMAIN);
    AddShared(email_domains_, api::EMPLOYER_FLAG_KIND_SHARED_EMAIL_DOMAIN);
    return view_.status();
  }

  std::vector<api::EmployerFlag> Take() {
    std::sort(flags_.begin(), flags_.end(),
              [](const api::EmployerFlag& a, const api::EmployerFlag& b) { return FlagKey(a) < FlagKey(b); });
    return std::move(flags_);
  }

 private:
  // Voice -> its employers at a domain.
  using Sharers = std::map<std::string, std::set<std::string>>;

  const std::string& VoiceOfEmployer(const std::string& employer) {
    auto [at, is_new] = voices_.try_emplace(employer);
    if (is_new) at->second = VoiceOf(employer, view_);
    return at->second;
  }

  bool IsPublic(const std::string& domain) const {
    return std::any_of(rules_.public_domains().begin(), rules_.public_domains().end(), [&domain](const auto& known) {
      std::string lower = absl::AsciiStrToLower(known);
      return domain == lower || absl::EndsWith(domain, "." + lower);
    });
  }

  void Share(const std::string& domain, const std::string& employer, std::map<std::string, Sharers>* domains) {
    if (!domain.empty() && !IsPublic(domain)) (*domains)[domain][VoiceOfEmployer(employer)].insert(employer);
  }

  absl::Status LookAtEmployers() {
    return view_.Scan<EmployerId>(PrefixOf<EmployerId>(), "", [this](absl::string_view path, const auto& employer) {
      std::string id = TakeText(&path);
      if (employer.state() == api::EMPLOYER_STATE_REJECTED || employer.state() == api::EMPLOYER_STATE_MERGED)
        return true;
      acting_.insert(id);
      created_.Add(VoiceOfEmployer(id), id, FromProto(employer.create_time()));
      Share(DomainOfUrl(employer.website()), id, &web_domains_);
      return true;
    });
  }

  absl::Status LookAtRepresentatives() {
    return view_.Scan<RepresentativeId>(PrefixOf<RepresentativeId>(), "",
                                        [this](absl::string_view path, const auto& representative) {
                                          std::string employer = TakeText(&path);
                                          if (acting_.count(employer) > 0) {
                                            Share(DomainOfEmail(representative.email()), employer, &email_domains_);
                                          }
                                          return true;
                                        });
  }

  absl::Status LookAtEndorsements(const std::string& cycle) {
    std::string proposal;
    Moments moments;
    auto finish = [&] {
      if (proposal.empty()) return;
      AddCrowded(moments, rules_.endorsement_burst_count(), rules_.endorsement_burst_hours(),
                 api::EMPLOYER_FLAG_KIND_ENDORSEMENT_BURST, NameOf(state_, ProposalId{cycle, proposal}));
    };
    ASSAY_RETURN_IF_ERROR(view_.Scan<EndorsementId>(
        PrefixOf<EndorsementId>(cycle), "", [&](absl::string_view path, const ledger::EndorsementRecord& record) {
          EndorsementId id{TakeText(&path), TakeText(&path), TakeText(&path)};
          if (id.proposal != proposal) {
            finish();
            proposal = id.proposal;
            moments = Moments();
          }
          moments.Add(VoiceOfEmployer(id.employer), id.employer, FromProto(record.endorsement().endorse_time()));
          return true;
        }));
    finish();
    return absl::OkStatus();
  }

  void AddCrowded(const Moments& all, int32_t count, int32_t hours, api::EmployerFlagKind kind,
                  const std::string& subject) {
    std::vector<Moment> moments = all.InOrder();
    for (const auto& [first, end] : CrowdedRuns(moments, static_cast<size_t>(count), absl::Hours(hours))) {
      std::set<std::string> employers;
      for (size_t i = first; i < end; ++i) employers.insert(moments[i].employer);
      api::EmployerFlag* flag = Add(kind, subject, employers, end - first);
      *flag->mutable_start_time() = ToProto(moments[first].time);
      *flag->mutable_end_time() = ToProto(moments[end - 1].time);
    }
  }

  void AddShared(const std::map<std::string, Sharers>& domains, api::EmployerFlagKind kind) {
    if (rules_.shared_domain_count() == 0) return;
    for (const auto& [domain, sharers] : domains) {
      if (sharers.size() < static_cast<size_t>(rules_.shared_domain_count())) continue;
      std::set<std::string> employers;
      for (const auto& [voice, of_voice] : sharers) employers.insert(of_voice.begin(), of_voice.end());
      Add(kind, domain, employers, sharers.size());
    }
  }

  api::EmployerFlag* Add(api::EmployerFlagKind kind, const std::string& subject, const std::set<std::string>& employers,
                         size_t voices) {
    api::EmployerFlag& flag = flags_.emplace_back();
    flag.set_kind(kind);
    flag.set_subject(subject);
    for (const std::string& employer : employers) {
      if (static_cast<size_t>(flag.employers_size()) == kFlagEmployersMax) break;
      flag.add_employers(NameOf(state_, EmployerId{employer}));
    }
    flag.set_voice_count(static_cast<int32_t>(voices));
    return &flag;
  }

  const api::EmployerRules& rules_;
  const std::string& state_;
  const ScanView& view_;
  std::map<std::string, std::string> voices_;
  std::set<std::string> acting_;
  Moments created_;
  std::map<std::string, Sharers> web_domains_;
  std::map<std::string, Sharers> email_domains_;
  std::vector<api::EmployerFlag> flags_;
};

std::string Host(absl::string_view text) {
  text = text.substr(0, text.find_first_of(":/?#"));
  std::string host = absl::AsciiStrToLower(text);
  return std::string(absl::StripPrefix(host, "www."));
}

}  // namespace

absl::StatusOr<std::vector<api::EmployerFlag>> ComputeEmployerFlags(const api::EmployerRules& rules,
                                                                    const std::string& cycle, const std::string& state,
                                                                    const ScanView& view) {
  FlagFinder finder(rules, state, view);
  ASSAY_RETURN_IF_ERROR(finder.Find(cycle));
  return finder.Take();
}

std::string FlagKey(const api::EmployerFlag& flag) {
  int64_t micros = absl::ToUnixMicros(FromProto(flag.start_time()));
  return absl::StrCat(flag.kind(), " ", flag.subject(), " ", absl::Dec(micros, absl::kZeroPad20));
}

std::string DomainOfUrl(absl::string_view url) {
  size_t scheme = url.find("://");
  if (scheme == absl::string_view::npos) return "";
  url.remove_prefix(scheme + 3);
  absl::string_view authority = url.substr(0, url.find_first_of("/?#"));
  size_t user = authority.rfind('@');
  return Host(user == absl::string_view::npos ? authority : authority.substr(user + 1));
}

std::string DomainOfEmail(absl::string_view email) {
  size_t at = email.rfind('@');
  return at == absl::string_view::npos ? "" : Host(email.substr(at + 1));
}

}  // namespace assay::domain
