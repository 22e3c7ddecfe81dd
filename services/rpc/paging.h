// Pages of a list. A token is opaque, bound to the query it came from, and holds no more than the place in the order.
#ifndef ASSAY_SERVICES_RPC_PAGING_H_
#define ASSAY_SERVICES_RPC_PAGING_H_

#include <algorithm>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/base/error.h"
#include "services/domain/view.h"

namespace assay::rpc {

// Where a page begins and how long it is.
class Page {
 public:
  // Of any request with page_size and page_token. INVALID_ARGUMENT: the token is not one of this query.
  static absl::StatusOr<Page> Of(const google::protobuf::Message& request);

  // Place after which the page begins; empty means at the beginning.
  const std::string& after() const { return after_; }
  int size() const { return size_; }
  // The token of the page after `place`.
  std::string TokenAfter(absl::string_view place) const;

 private:
  std::string query_digest_;
  std::string after_;
  int size_ = 0;
};

// Records looked at for one page at most; a sparse filter then gives a short page and a token to go on.
inline constexpr int kExaminedMax = 5000;

// Fills a page from the records under `prefix`: `add(path, record)` takes a record, or says false to leave it out. Sets
// the response's next_page_token.
template <class Id, class Request, class Response>
absl::Status ListRecords(const Request& request, const domain::ScanView& view, const domain::RecordKey& prefix,
                         Response* response,
                         absl::FunctionRef<bool(absl::string_view path, const typename Id::Record& record)> add) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  int added = 0;
  int examined = 0;
  std::string last;
  bool more = false;
  ASSAY_RETURN_IF_ERROR(view.Scan<Id>(prefix, page.after(), [&](absl::string_view path, const auto& record) {
    if (added == page.size() || examined == kExaminedMax) {
      more = true;
      return false;
    }
    ++examined;
    if (add(path, record)) ++added;
    last = std::string(path);
    return true;
  }));
  if (more) response->set_next_page_token(page.TokenAfter(last));
  return absl::OkStatus();
}

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_PAGING_H_
