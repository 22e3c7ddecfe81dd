// What the answers of queries share.
#ifndef ASSAY_SERVICES_RPC_READING_H_
#define ASSAY_SERVICES_RPC_READING_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/view.h"
#include "services/rpc/api.h"
#include "services/rpc/paging.h"

namespace assay::rpc {

// Copies a record into an answer. NOT_FOUND with `name`.
template <class Id>
absl::Status ReadRecord(const CallContext& call, const Id& id, const std::string& name, typename Id::Record* answer) {
  const typename Id::Record* record = call.view->Find(id);
  ASSAY_RETURN_IF_ERROR(call.view->status());
  if (record == nullptr) return NotFound(name);
  *answer = *record;
  return absl::OkStatus();
}

// The domain's own answer of a request, from its events.
template <class Request, class Response>
void AnswerByDomain(const CallContext& call, const Request& request, const std::vector<ledger::v1::Event>& events,
                    Response* response) {
  Answer(request, *call.view, events, response);
}

// A page of records as they are.
template <class Id, class Request, class Response>
absl::Status ReadPage(const CallContext& call, const Request& request, const domain::RecordKey& prefix,
                      google::protobuf::RepeatedPtrField<typename Id::Record>* answer, Response* response) {
  return ListRecords<Id>(request, *call.view, prefix, response,
                         [answer](absl::string_view, const typename Id::Record& record) {
                           *answer->Add() = record;
                           return true;
                         });
}

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_READING_H_
