#include "services/domain/list/canonical.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/list/proto_json.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

using nlohmann::json;

// Calls `visit(member name, value)` for every member of the header: the one place that says what the header holds.
template <class Header, class Visit>
void VisitMembers(Header* header, Visit visit) {
  visit("adoption_date", &header->adoption_date);
  visit("algorithm_version", &header->algorithm_version);
  visit("amends", &header->amends);
  visit("authority", &header->authority);
  visit("cycle", &header->cycle);
  visit("dataset", &header->dataset);
  visit("dataset_digest", &header->dataset_digest);
  visit("effective_date", &header->effective_date);
  visit("entry_count", &header->entry_count);
  visit("policy", &header->policy);
  visit("policy_digest", &header->policy_digest);
  visit("previous_digest", &header->previous_digest);
  visit("previous_version", &header->previous_version);
  visit("rehearsal", &header->rehearsal);
  visit("source", &header->source);
  visit("state", &header->state);
  visit("version", &header->version);
}

void Write(const char* name, const std::string* value, json* object) {
  if (!value->empty()) (*object)[name] = *value;
}
void Write(const char* name, const int32_t* value, json* object) {
  if (*value != 0) (*object)[name] = *value;
}
void Write(const char* name, const bool* value, json* object) { (*object)[name] = *value; }

bool Read(const json& value, std::string* member) {
  if (!value.is_string()) return false;
  *member = value.get<std::string>();
  return true;
}
bool Read(const json& value, int32_t* member) {
  if (!value.is_number_unsigned() || value.get<uint64_t>() > INT32_MAX) return false;
  *member = value.get<int32_t>();
  return true;
}
bool Read(const json& value, bool* member) {
  if (!value.is_boolean()) return false;
  *member = value.get<bool>();
  return true;
}

absl::Status Unreadable(absl::string_view what) {
  return MakeError(absl::StatusCode::kDataLoss, "LIST_UNREADABLE",
                   absl::StrCat("the bytes of a list version are damaged: ", what,
                                "; restore them from a backup or from a published copy with the same digest"));
}

// Takes the next line off `*bytes`; false when no line is left or the last one has no end.
bool TakeLine(absl::string_view* bytes, absl::string_view* line) {
  size_t end = bytes->find('\n');
  if (end == absl::string_view::npos) return false;
  *line = bytes->substr(0, end);
  bytes->remove_prefix(end + 1);
  return true;
}

}  // namespace

bool ListHeader::operator==(const ListHeader& other) const { return EncodeHeader(*this) == EncodeHeader(other); }

std::string PolicyDigest(const api::Policy& policy) {
  api::Policy pinned = policy;
  pinned.clear_etag();
  pinned.clear_create_time();
  pinned.clear_update_time();
  return absl::BytesToHexString(Sha256(CanonicalText(JsonOf(pinned))));
}

std::string EncodeHeader(const ListHeader& header) {
  json object = {{"format", kListFormat}, {"origin", api::ListOrigin_Name(header.origin)}};
  VisitMembers(&header, [&object](const char* name, const auto* member) { Write(name, member, &object); });
  return CanonicalText(object) + "\n";
}

std::string EncodeEntry(const api::ListEntry& entry) {
  json object = JsonOf(entry);
  object.erase("name");
  return CanonicalText(object) + "\n";
}

absl::StatusOr<ListHeader> DecodeHeader(absl::string_view line) {
  json object = ParseJson(line);
  if (!object.is_object() || object.value("format", json()) != kListFormat) {
    return Unreadable(absl::StrCat("the first line is no header of ", kListFormat));
  }
  ListHeader header;
  json origin = object.value("origin", json());
  bool readable = origin.is_string() && api::ListOrigin_Parse(origin.get<std::string>(), &header.origin);
  VisitMembers(&header, [&](const char* name, auto* member) {
    auto found = object.find(name);
    if (found != object.end() && !Read(*found, member)) readable = false;
  });
  if (!readable || absl::StrCat(line, "\n") != EncodeHeader(header)) return Unreadable("the header is not canonical");
  return header;
}

absl::StatusOr<api::ListEntry> DecodeEntry(absl::string_view line, int32_t version) {
  api::ListEntry entry;
  if (!ReadJson(ParseJson(line), &entry) || !entry.name().empty() || entry.credential().empty()) {
    return Unreadable("a line is no entry");
  }
  entry.set_name(ListEntryName(StateOf(entry.credential()), static_cast<uint32_t>(version),
                               CredentialIdOf(entry.credential()).credential));
  return entry;
}

std::string EncodeList(const ListContent& content) {
  std::string bytes = EncodeHeader(content.header);
  for (const api::ListEntry& entry : content.entries) bytes += EncodeEntry(entry);
  return bytes;
}

absl::StatusOr<ListContent> DecodeList(absl::string_view bytes) {
  ListContent content;
  absl::string_view line;
  if (!TakeLine(&bytes, &line)) return Unreadable("there is no header");
  ASSAY_ASSIGN_OR_RETURN(content.header, DecodeHeader(line));
  std::string last_id;
  while (TakeLine(&bytes, &line)) {
    ASSAY_ASSIGN_OR_RETURN(api::ListEntry entry, DecodeEntry(line, content.header.version));
    if (absl::StrCat(line, "\n") != EncodeEntry(entry)) return Unreadable("an entry is not canonical");
    std::string id = CredentialIdOf(entry.credential()).credential;
    if (id <= last_id) return Unreadable("entries are out of order");
    last_id = std::move(id);
    content.entries.push_back(std::move(entry));
  }
  if (!bytes.empty()) return Unreadable("the last line has no end");
  if (static_cast<int32_t>(content.entries.size()) != content.header.entry_count) {
    return Unreadable("the header names another number of entries");
  }
  return content;
}

}  // namespace assay::domain
