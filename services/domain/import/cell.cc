#include "services/domain/import/cell.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "google/protobuf/descriptor.h"
#include "services/base/text.h"
#include "services/domain/reference/soc.h"

namespace assay::domain {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kBytesMaxDefault = 1000;  // as FieldRules says
constexpr int kItemsMaxDefault = 100;

// One cell on its way into its field.
struct Target {
  const ImportColumn& column;
  const api::Import& import;
  const FieldDescriptor* field;
  const api::FieldRules& rules;
  Message* record;
  std::vector<std::string>* problems;

  void Problem(std::string text) const { problems->push_back(std::move(text)); }
};

std::string Quoted(absl::string_view text) {
  constexpr size_t kShownBytes = 64;
  if (text.size() <= kShownBytes) return absl::StrCat("\"", text, "\"");
  text = text.substr(0, kShownBytes);
  while (!text.empty() && !absl::ascii_isascii(text.back())) text.remove_suffix(1);
  return absl::StrCat("\"", text, "...\"");
}

bool AllDigits(absl::string_view text) { return absl::c_all_of(text, absl::ascii_isdigit); }

// A decimal number as digits and how many of them follow the point; at most 12 before it and `decimals_max` behind it.
struct Decimal {
  int64_t digits = 0;
  int decimals = 0;
};

absl::optional<Decimal> ParseDecimal(absl::string_view text, size_t decimals_max) {
  constexpr size_t kWholeDigitsMax = 12;
  std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('.', 1));
  bool has_point = absl::StrContains(text, '.');
  if (parts.first.empty() || parts.first.size() > kWholeDigitsMax || !AllDigits(parts.first)) return absl::nullopt;
  if (has_point && (parts.second.empty() || parts.second.size() > decimals_max)) return absl::nullopt;
  if (!AllDigits(parts.second)) return absl::nullopt;
  Decimal decimal;
  decimal.decimals = static_cast<int>(parts.second.size());
  if (!absl::SimpleAtoi(absl::StrCat(parts.first, parts.second), &decimal.digits)) return absl::nullopt;
  return decimal;
}

// What a text that does not have the format should look like; empty when it has it.
std::string FormatProblem(api::Format format, absl::string_view text, api::SocVersion soc_version) {
  switch (format) {
    case api::FORMAT_SOC:
      if (!IsSocCode(text)) return "is no occupation code; write it as 29-1141";
      return IsKnownSoc(soc_version, text) ? "" : UnknownSocMessage(soc_version, text);
    case api::FORMAT_CIP:
      return IsCipCode(text) ? "" : "is no program code; write it as 51.0801";
    case api::FORMAT_URL:
      return IsUrl(text) ? "" : "is no address; write it as https://www.example.org/page";
    case api::FORMAT_ID:
      return IsResourceId(text) ? "" : "is no id; use a-z, 0-9 and inner hyphens, at most 63 characters";
    case api::FORMAT_DATE:
      return IsDate(text) ? "" : "is no day; write it as 2027-01-31";
    case api::FORMAT_EMAIL:
      return IsEmail(text) ? "" : "is no e-mail address";
    case api::FORMAT_SHA256:
      return IsSha256Hex(text) ? "" : "is no SHA-256 in lowercase hexadecimal";
    case api::FORMAT_LOCAL_TIME:
      return IsLocalTime(text) ? "" : "is no local time; write it as 2027-01-31T17:00";
    case api::FORMAT_TIME_ZONE:
    case api::FORMAT_UNSPECIFIED:
    case api::Format_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::Format_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return "";
}

bool CheckText(const Target& target, absl::string_view text) {
  auto bytes_max = static_cast<size_t>(target.rules.max_bytes() > 0 ? target.rules.max_bytes() : kBytesMaxDefault);
  if (text.size() > bytes_max) {
    target.Problem(absl::StrCat("has ", text.size(), " bytes, at most ", bytes_max, " are taken; shorten it"));
    return false;
  }
  if (!target.column.also.empty() && text == target.column.also) return true;
  api::Format format = target.rules.format() != api::FORMAT_UNSPECIFIED ? target.rules.format() : target.column.format;
  std::string problem = FormatProblem(format, text, target.import.soc_version());
  if (problem.empty()) return true;
  // Messages about unknown codes name the code themselves.
  target.Problem(absl::StartsWith(problem, "\"") ? problem : absl::StrCat(Quoted(text), " ", problem));
  return false;
}

// The name that fits `pattern`, ends in `id` and stands where the import's rows go.
std::string NameFromPattern(absl::string_view pattern, absl::string_view import_target, absl::string_view id) {
  std::vector<std::string> segments = absl::StrSplit(pattern, '/');
  std::vector<std::string> given = absl::StrSplit(import_target, '/');
  for (size_t i = 0; i + 1 < segments.size(); ++i) {
    if (absl::StartsWith(segments[i], "{") && i < given.size()) segments[i] = given[i];
  }
  segments.back() = std::string(id);
  return absl::StrJoin(segments, "/");
}

void SetText(const Target& target, absl::string_view cell) {
  const std::string& pattern = target.rules.resource();
  std::string value(cell);
  if (!pattern.empty()) {
    std::string problem = FormatProblem(api::FORMAT_ID, cell, api::SOC_VERSION_UNSPECIFIED);
    if (!problem.empty()) return target.Problem(absl::StrCat(Quoted(cell), " ", problem));
    value = NameFromPattern(pattern, target.import.target(), cell);
  } else if (!CheckText(target, cell)) {
    return;
  }
  target.record->GetReflection()->SetString(target.record, target.field, std::move(value));
}

void SetList(const Target& target, absl::string_view cell) {
  std::vector<absl::string_view> seen;
  for (absl::string_view part : absl::StrSplit(cell, ';')) {
    absl::string_view value = absl::StripAsciiWhitespace(part);
    if (value.empty()) continue;
    if (absl::c_linear_search(seen, value)) {
      target.Problem(absl::StrCat(Quoted(value), " is there twice; keep one"));
      continue;
    }
    seen.push_back(value);
    if (!CheckText(target, value)) continue;
    target.record->GetReflection()->AddString(target.record, target.field, std::string(value));
  }
  auto items_max = static_cast<size_t>(target.rules.max_items() > 0 ? target.rules.max_items() : kItemsMaxDefault);
  if (seen.size() > items_max) {
    target.Problem(absl::StrCat("has ", seen.size(), " values, at most ", items_max, " are taken; shorten it"));
  }
}

std::string EnumPrefix(const EnumDescriptor& type) {
  const std::string& unspecified = type.FindValueByNumber(0)->name();
  return std::string(absl::StripSuffix(unspecified, "UNSPECIFIED"));
}

void SetEnum(const Target& target, absl::string_view cell) {
  const EnumDescriptor& type = *target.field->enum_type();
  std::string prefix = EnumPrefix(type);
  std::string name = absl::StrReplaceAll(absl::AsciiStrToUpper(cell), {{" ", "_"}, {"-", "_"}});
  const EnumValueDescriptor* value =
      type.FindValueByName(absl::StartsWith(name, prefix) ? name : absl::StrCat(prefix, name));
  if (value != nullptr && value->number() != 0) {
    return target.record->GetReflection()->SetEnumValue(target.record, target.field, value->number());
  }
  std::vector<std::string> names;
  for (int i = 1; i < type.value_count(); ++i) names.emplace_back(absl::StripPrefix(type.value(i)->name(), prefix));
  target.Problem(absl::StrCat(Quoted(cell), " is unknown; write one of ", absl::StrJoin(names, ", "),
                              ", or leave the cell empty"));
}

void SetBool(const Target& target, absl::string_view cell) {
  std::string word = absl::AsciiStrToLower(cell);
  bool yes = word == "true" || word == "yes";
  if (!yes && word != "false" && word != "no") {
    return target.Problem(absl::StrCat(Quoted(cell), " is no answer; write true, false, yes or no, or leave it empty"));
  }
  target.record->GetReflection()->SetBool(target.record, target.field, yes);
}

void SetCount(const Target& target, absl::string_view cell) {
  int64_t count = 0;
  if (!AllDigits(cell) || !absl::SimpleAtoi(cell, &count)) {
    return target.Problem(absl::StrCat(Quoted(cell), " is no whole number; write digits only, such as 1250"));
  }
  int64_t max = target.rules.has_max() ? target.rules.max() : target.column.max;
  if (count > max) return target.Problem(absl::StrCat(count, " is too large; at most ", max));
  if (target.field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    target.record->GetReflection()->SetInt32(target.record, target.field, static_cast<int32_t>(count));
  } else {
    target.record->GetReflection()->SetInt64(target.record, target.field, count);
  }
}

void SetMoney(const Target& target, absl::string_view cell) {
  constexpr size_t kCentDigits = 2;
  constexpr int64_t kCentsMax = 100'000'000'000;  // as Money says
  absl::optional<Decimal> decimal = ParseDecimal(cell, kCentDigits);
  if (!decimal.has_value() || decimal->decimals == 1) {
    return target.Problem(
        absl::StrCat(Quoted(cell), " is no amount; write dollars without sign or commas, such as 41000 or 41000.50"));
  }
  int64_t cents = decimal->decimals == 0 ? decimal->digits * 100 : decimal->digits;
  if (cents > kCentsMax) return target.Problem(absl::StrCat(Quoted(cell), " is too large; at most 1000000000"));
  api::Money money;
  money.set_cents(cents);
  money.set_period(target.column.period);
  target.record->GetReflection()->MutableMessage(target.record, target.field)->CopyFrom(money);
}

void SetPercent(const Target& target, absl::string_view cell) {
  constexpr size_t kDecimalsMax = 4;
  constexpr int64_t kPercentMax = 10'000;
  absl::string_view magnitude = cell;
  bool negative = absl::ConsumePrefix(&magnitude, "-");
  absl::optional<Decimal> decimal = ParseDecimal(magnitude, kDecimalsMax);
  int64_t scale = 1;
  for (int i = 0; decimal.has_value() && i < decimal->decimals; ++i) scale *= 10;
  if (!decimal.has_value() || decimal->digits > kPercentMax * scale) {
    return target.Problem(absl::StrCat(Quoted(cell),
                                       " is no percentage from -10000 to 10000; write it as 4.6 or -2.35, "
                                       "without a percent sign"));
  }
  api::Ratio ratio;
  ratio.set_numerator(negative ? -decimal->digits : decimal->digits);
  ratio.set_denominator(100 * scale);
  target.record->GetReflection()->MutableMessage(target.record, target.field)->CopyFrom(ratio);
}

void SetField(const Target& target, absl::string_view cell) {
  if (target.field->is_repeated()) return SetList(target, cell);
  switch (target.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return SetText(target, cell);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(target, cell);
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(target, cell);
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return SetCount(target, cell);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (target.field->message_type() == api::Money::descriptor()) return SetMoney(target, cell);
      return SetPercent(target, cell);
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return;  // no column has such a field
  }
}

// As BLS marks a figure that it does not publish, or one that is above what it publishes.
bool IsSuppressed(absl::string_view cell, const api::Import& import) {
  return import.kind() == api::IMPORT_KIND_OCCUPATIONS && (cell == "*" || cell == "**" || cell == "#");
}

}  // namespace

void SetFromCell(absl::string_view cell, const ImportColumn& column, const api::Import& import, Message* record,
                 std::vector<std::string>* problems) {
  cell = absl::StripAsciiWhitespace(cell);
  if (IsSuppressed(cell, import)) cell = "";
  std::pair<std::string, std::string> path = absl::StrSplit(column.path, absl::MaxSplits('.', 1));
  const FieldDescriptor* field = record->GetDescriptor()->FindFieldByName(path.first);
  const FieldDescriptor* leaf = path.second.empty() ? field : field->message_type()->FindFieldByName(path.second);
  const api::FieldRules& rules = leaf->options().GetExtension(api::rules);
  if (cell.empty()) {
    if (rules.required() || column.need == ColumnNeed::kCell) problems->push_back("is required; fill the cell in");
    return;
  }
  if (leaf != field) record = record->GetReflection()->MutableMessage(record, field);
  SetField({column, import, leaf, rules, record, problems}, cell);
}

}  // namespace assay::domain
