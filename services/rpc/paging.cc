#include "services/rpc/paging.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "services/base/sha256.h"

namespace assay::rpc {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr size_t kDigestBytes = 12;

// Two requests are the same query when they differ in page_size and page_token only.
std::string QueryDigest(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> query(request.New());
  query->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"}) {
    query->GetReflection()->ClearField(query.get(), query->GetDescriptor()->FindFieldByName(name));
  }
  return Sha256({request.GetTypeName(), query->SerializeAsString()}).substr(0, kDigestBytes);
}

}  // namespace

absl::StatusOr<Page> Page::Of(const google::protobuf::Message& request) {
  const auto* descriptor = request.GetDescriptor();
  Page page;
  page.size_ = request.GetReflection()->GetInt32(request, descriptor->FindFieldByName("page_size"));
  if (page.size_ == 0) page.size_ = kDefaultPageSize;
  page.query_digest_ = QueryDigest(request);
  std::string token = request.GetReflection()->GetString(request, descriptor->FindFieldByName("page_token"));
  if (token.empty()) return page;
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() <= kDigestBytes ||
      bytes.compare(0, kDigestBytes, page.query_digest_) != 0) {
    Violations violations;
    violations.Add("page_token", "is not one of this query; begin again without it");
    return violations.ToStatus();
  }
  page.after_ = bytes.substr(kDigestBytes);
  return page;
}

std::string Page::TokenAfter(absl::string_view place) const {
  return absl::WebSafeBase64Escape(absl::StrCat(query_digest_, place));
}

}  // namespace assay::rpc
