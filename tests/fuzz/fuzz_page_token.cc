// Page tokens, true and made up: none crashes, and none that is taken shows what the query does not.
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/domain/name.h"
#include "services/domain/testing/fake_state.h"
#include "services/rpc/paging.h"

namespace {

namespace api = assay::v1;
using assay::domain::ProposalId;

constexpr char kParent[] = "states/nj/cycles/b";

const assay::domain::FakeState& State() {
  static const auto* state = [] {
    auto* made = new assay::domain::FakeState();
    for (const char* cycle : {"a", "b", "c"}) {
      for (int i = 0; i < 5; ++i) {
        ProposalId id{cycle, absl::StrCat("p", i)};
        made->records.Mutable(id)->set_name(NameOf("nj", id));
      }
    }
    return made;
  }();
  return *state;
}

void List(const std::string& token) {
  api::ListProposalsRequest request;
  request.set_parent(kParent);
  request.set_page_size(2);
  request.set_page_token(token);
  api::ListProposalsResponse response;
  absl::Status status =
      assay::rpc::ListRecords<ProposalId>(request, State().scan, assay::domain::PrefixOf<ProposalId>("b"), &response,
                                          [&](absl::string_view, const api::Proposal& proposal) {
                                            if (!absl::StartsWith(proposal.name(), kParent)) std::abort();
                                            *response.add_proposals() = proposal;
                                            return true;
                                          });
  if (!status.ok() && status.code() != absl::StatusCode::kInvalidArgument) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  List(bytes);
  api::ListProposalsRequest request;
  request.set_parent(kParent);
  auto page = assay::rpc::Page::Of(request);
  if (!page.ok()) std::abort();
  List(page->TokenAfter(bytes));
  return 0;
}
