#include "services/base/text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"

namespace assay {
namespace {

bool AllDigits(absl::string_view text) { return std::all_of(text.begin(), text.end(), absl::ascii_isdigit); }

bool HasSpaceOrControl(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; });
}

// Length of the sequence that a lead byte begins; 0 for a byte that can begin none.
int SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

// The second byte decides overlong forms, surrogates and what lies beyond U+10FFFF.
bool SecondByteFits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xe0:
      return second >= 0xa0 && second <= 0xbf;
    case 0xed:
      return second >= 0x80 && second <= 0x9f;
    case 0xf0:
      return second >= 0x90 && second <= 0xbf;
    case 0xf4:
      return second >= 0x80 && second <= 0x8f;
    default:
      return second >= 0x80 && second <= 0xbf;
  }
}

}  // namespace

bool IsValidUtf8(absl::string_view text) {
  for (size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    int length = SequenceLength(lead);
    if (length == 0 || i + length > text.size()) return false;
    if (length > 1 && !SecondByteFits(lead, static_cast<unsigned char>(text[i + 1]))) return false;
    for (int j = 2; j < length; ++j) {
      if ((static_cast<unsigned char>(text[i + j]) & 0xc0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

bool IsResourceId(absl::string_view text) {
  if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-'; });
}

std::string SlugOf(absl::string_view title) {
  std::string slug;
  for (char c : title) {
    if (absl::ascii_isalnum(c)) {
      slug.push_back(absl::ascii_tolower(c));
    } else if (!slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
    if (slug.size() == 63) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

bool IsSocCode(absl::string_view text) {
  return text.size() == 7 && text[2] == '-' && AllDigits(text.substr(0, 2)) && AllDigits(text.substr(3));
}

bool IsCipCode(absl::string_view text) {
  return text.size() == 7 && text[2] == '.' && AllDigits(text.substr(0, 2)) && AllDigits(text.substr(3));
}

bool IsDate(absl::string_view text) {
  absl::CivilDay day;
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && AllDigits(text.substr(0, 4)) &&
         absl::ParseCivilTime(text, &day) && absl::FormatCivilTime(day) == text;
}

bool IsLocalTime(absl::string_view text) {
  absl::CivilMinute time;
  return text.size() == 16 && absl::ParseCivilTime(text, &time) && absl::FormatCivilTime(time) == text &&
         time.year() >= 1990 && time.year() <= 2100;
}

bool IsUrl(absl::string_view text) {
  if (HasSpaceOrControl(text)) return false;
  for (absl::string_view scheme : {"https://", "http://"}) {
    if (absl::StartsWithIgnoreCase(text, scheme)) return text.size() > scheme.size() && text[scheme.size()] != '/';
  }
  return false;
}

bool IsEmail(absl::string_view text) {
  size_t at = text.find('@');
  if (HasSpaceOrControl(text) || at == 0 || at == absl::string_view::npos || at != text.rfind('@')) return false;
  absl::string_view domain = text.substr(at + 1);
  size_t dot = domain.find('.');
  return dot != absl::string_view::npos && dot > 0 && domain.back() != '.';
}

bool IsSha256Hex(absl::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); });
}

bool ContainsWords(absl::string_view haystack, absl::string_view words) {
  std::string lowered = absl::AsciiStrToLower(haystack);
  for (absl::string_view word : absl::StrSplit(words, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty())) {
    if (!absl::StrContains(lowered, absl::AsciiStrToLower(word))) return false;
  }
  return true;
}

}  // namespace assay
