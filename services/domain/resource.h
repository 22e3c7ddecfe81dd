// What all resources have in common: etag, times, output-only fields and update masks.
#ifndef ASSAY_SERVICES_DOMAIN_RESOURCE_H_
#define ASSAY_SERVICES_DOMAIN_RESOURCE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/base/error.h"
#include "services/domain/context.h"
#include "services/domain/name.h"
#include "services/domain/view.h"

namespace assay::domain {

google::protobuf::Timestamp ToProto(absl::Time time);
absl::Time FromProto(const google::protobuf::Timestamp& timestamp);
absl::Time FromMicros(int64_t micros);

// YYYY-MM-DD of an instant in UTC; dates compare as text.
std::string DateOf(absl::Time time);

// The etag after `etag`: a record's revision, counted from "1".
std::string NextEtag(const std::string& etag);

// ABORTED when `etag` is given and is not the record's. A record is any message with name and etag.
template <class Record>
absl::Status CheckEtag(const std::string& etag, const Record& record) {
  return etag.empty() || etag == record.etag() ? absl::OkStatus() : Stale(record.name(), record.etag());
}

// The record called `name`; never null. NOT_FOUND, or the view's read error.
template <class Id>
absl::StatusOr<const typename Id::Record*> FindExisting(const View& view, const Id& id, absl::string_view name) {
  const typename Id::Record* record = view.Find(id);
  if (record != nullptr) return record;
  ASSAY_RETURN_IF_ERROR(view.status());
  return NotFound(name);
}

// The same by id.
template <class Id>
absl::StatusOr<const typename Id::Record*> FindExisting(const Id& id, const std::string& state, const View& view) {
  return FindExisting(view, id, NameOf(state, id));
}

// Marks a record as made now.
template <class Record>
void StampNew(const Context& context, Record* record) {
  record->set_etag(NextEtag(""));
  *record->mutable_create_time() = ToProto(context.now);
  *record->mutable_update_time() = ToProto(context.now);
}

// Marks a record that is a changed copy of the stored one.
template <class Record>
void StampChanged(const Context& context, Record* record) {
  record->set_etag(NextEtag(record->etag()));
  *record->mutable_update_time() = ToProto(context.now);
}

// Empties every field whose rules say output_only, also in nested messages.
void ClearOutputOnly(google::protobuf::Message* message);

// Sets in `record` the fields of `change` that the mask names, such as region or assessment.proctored; without a mask
// all that are set in `change`, each as a whole. name, etag and output-only fields are left alone without a mask, and
// are violations of `mask_field` when the mask names them; so are a required field that `change` leaves empty, and a
// path into a repeated field.
void ApplyUpdate(const google::protobuf::Message& change, const google::protobuf::FieldMask& mask,
                 absl::string_view mask_field, google::protobuf::Message* record, Violations* violations);

// The request's answer, out of its events: fills each resource field of `response` with the post-image of that type in
// the last event that has one, merged with its personal part.
void AnswerFromEvents(const std::vector<ledger::Event>& events, google::protobuf::Message* response);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_RESOURCE_H_
