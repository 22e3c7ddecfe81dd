#include "services/rpc/api.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/memory_records.h"
#include "services/rpc/access.h"
#include "services/rpc/identity.h"
#include "services/rpc/validation.h"

namespace assay::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// The rpc that takes a request type; every request type belongs to exactly one.
const MethodDescriptor* MethodOf(const google::protobuf::Descriptor* request_type) {
  const google::protobuf::FileDescriptor* file = request_type->file();
  for (int i = 0; i < file->service_count(); ++i) {
    for (int j = 0; j < file->service(i)->method_count(); ++j) {
      if (file->service(i)->method(j)->input_type() == request_type) return file->service(i)->method(j);
    }
  }
  std::cerr << request_type->full_name() << " is the request of no rpc" << std::endl;
  std::abort();
}

std::string TextField(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

bool BoolField(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field != nullptr && message.GetReflection()->GetBool(message, field);
}

absl::Status Unreadable() {
  return MakeError(absl::StatusCode::kInvalidArgument, "MALFORMED_REQUEST",
                   "the request's bytes are no message of this method; texts must be valid UTF-8");
}

}  // namespace

Api::Api(engine::Engine* engine, ApiOptions options)
    : engine_(engine),
      options_(std::move(options)),
      workers_(std::make_unique<WorkerPool>(options_.worker_threads, options_.worker_queue_max)) {}

Api::~Api() = default;

std::vector<grpc::Service*> Api::services() {
  std::vector<grpc::Service*> services;
  for (auto& [descriptor, table] : tables_) services.push_back(table.get());
  return services;
}

std::vector<std::string> Api::MissingMethods(const google::protobuf::FileDescriptor& file) const {
  std::vector<std::string> missing;
  for (int i = 0; i < file.service_count(); ++i) {
    for (int j = 0; j < file.service(i)->method_count(); ++j) {
      const MethodDescriptor* method = file.service(i)->method(j);
      if (std::find(added_.begin(), added_.end(), method) == added_.end()) missing.push_back(method->full_name());
    }
  }
  return missing;
}

void Api::Add(const google::protobuf::Descriptor* request_type, Method method) {
  const MethodDescriptor* descriptor = MethodOf(request_type);
  method.name = absl::StrCat(descriptor->service()->name(), ".", descriptor->name());
  method.roles = RolesOf(*descriptor);
  method.request_prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(request_type);
  auto table = std::find_if(tables_.begin(), tables_.end(),
                            [descriptor](const auto& entry) { return entry.first == descriptor->service(); });
  if (table == tables_.end()) {
    tables_.emplace_back(descriptor->service(), std::make_unique<MethodTable>());
    table = tables_.end() - 1;
  }
  added_.push_back(descriptor);
  table->second->Add(
      *descriptor, [this, method = std::move(method)](grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* bytes, grpc::ByteBuffer* response) {
        bool open = gate_.Enter();
        std::shared_ptr<UnaryCall> call = UnaryCall::Begin(method.name, context, response, &options_.observer, &gate_);
        if (open) {
          Handle(method, call, *bytes);
        } else {
          call->Fail(engine::Stopping());
        }
        return call.get();
      });
}

void Api::Handle(const Method& method, const std::shared_ptr<UnaryCall>& call, const grpc::ByteBuffer& bytes) {
  std::shared_ptr<Message> request(method.request_prototype->New());
  if (!ParseRequest(bytes, request.get())) return call->Fail(Unreadable());
  if (method.where == Where::kInline) return Run(method, call, request);
  bool posted = workers_->Post([this, &method, call, request] { Run(method, call, request); });
  if (!posted) call->Fail(Overloaded("too many long computations are waiting; try again", absl::Seconds(1)));
}

// Who asks is decided before what is wrong with the request is said: nobody probes the rules of what it may not call.
absl::StatusOr<CallContext> Api::Admit(const Method& method, const UnaryCall& call, const Message& request,
                                       std::unique_ptr<engine::ReadView>* view) const {
  ASSAY_ASSIGN_OR_RETURN(domain::Principal principal, Authenticate(call.authorization(), *engine_));
  CallContext context;
  context.state = StateOfRequest(request);
  context.caller = EffectiveIn(principal.state, principal);
  context.principal = EffectiveIn(context.state, std::move(principal));
  ASSAY_RETURN_IF_ERROR(CheckAccess(method.roles, context.principal));
  Violations violations;
  CheckRules(request, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  *view = engine_->Read(context.state);
  if (!context.state.empty() && (*view)->Find(domain::StateId{}) == nullptr) {
    ASSAY_RETURN_IF_ERROR((*view)->status());
    return NotFound(domain::StateName(context.state));
  }
  context.view = view->get();
  context.now = engine_->NowIn(**view);
  context.engine = engine_;
  return context;
}

void Api::Run(const Method& method, const std::shared_ptr<UnaryCall>& call, const std::shared_ptr<Message>& request) {
  std::unique_ptr<engine::ReadView> view;
  absl::StatusOr<CallContext> context = Admit(method, *call, *request, &view);
  if (!context.ok()) return call->Fail(context.status());
  if (method.answer_query == nullptr) {
    domain::ClearOutputOnly(request.get());
    return RunMutation(method, *std::move(context), call, request);
  }
  std::unique_ptr<Message> response(method.response_prototype->New());
  absl::Status status = method.answer_query(*context, *request, response.get());
  if (status.ok()) status = view->status();
  if (!status.ok()) return call->Fail(status);
  call->Succeed(*response);
}

void Api::RunMutation(const Method& method, CallContext context, const std::shared_ptr<UnaryCall>& call,
                      const std::shared_ptr<const Message>& request) {
  absl::StatusOr<Prepared> prepared = method.prepare(context, request);
  if (!prepared.ok()) return call->Fail(prepared.status());
  std::unique_ptr<engine::ReadView> new_view;
  if (!prepared->new_state.empty()) {
    context.state = prepared->new_state;
    new_view = engine_->Read(context.state);
    context.view = new_view.get();
  }
  if (BoolField(*request, "validate_only")) return DryRun(method, context, *std::move(prepared), call.get(), *request);
  engine::Command command;
  command.makes_state = new_view != nullptr;
  command.state = context.state;
  command.principal = context.principal;
  command.method = method.name;
  command.request_id = TextField(*request, "request_id");
  if (!command.request_id.empty()) {
    command.request_digest = Sha256({method.name, request->SerializeAsString()}).substr(0, 16);
  }
  command.decide = std::move(prepared->decide);
  command.long_command = std::move(prepared->long_command);
  command.blobs = std::move(prepared->blobs);
  command.cancellation = call->cancellation();
  context.view = nullptr;  // ends with this frame; the answer reads what was committed
  command.done = [this, &method, context = std::move(context), complete = std::move(prepared->complete), call,
                  request](absl::StatusOr<engine::Outcome> outcome) mutable {
    if (!outcome.ok()) return call->Fail(outcome.status());
    Answer(method, std::move(context), *request, *outcome, complete, call.get());
  };
  engine_->Submit(std::move(command));
}

void Api::Answer(const Method& method, CallContext context, const Message& request, const engine::Outcome& outcome,
                 const std::function<void(Message*)>& complete, UnaryCall* call) {
  std::unique_ptr<engine::ReadView> view = engine_->Read(context.state);
  context.view = view.get();
  std::unique_ptr<Message> response(method.response_prototype->New());
  method.answer_mutation(context, request, outcome.events, response.get());
  if (!view->status().ok()) return call->Fail(view->status());
  if (complete != nullptr && !outcome.replayed) complete(response.get());
  call->Succeed(*response);
}

// Decides on the snapshot and forgets it: neither the request id nor an id made on the way is used up.
void Api::DryRun(const Method& method, const CallContext& context, Prepared prepared, UnaryCall* call,
                 const Message& request) {
  domain::Events events;
  domain::Context decision{context.state, context.now, &context.principal, engine_->random()};
  absl::Status status;
  if (prepared.long_command != nullptr) {
    domain::ScratchRecords scratch(context.view);
    absl::StatusOr<bool> all = false;
    while (all.ok() && !*all) all = prepared.long_command->Prepare(decision, &scratch);
    status = all.ok() ? prepared.long_command->Accept(decision, *context.view, &events) : all.status();
  } else {
    status = prepared.decide(decision, *context.view, &events);
  }
  if (status.ok()) status = context.view->status();
  if (!status.ok()) return call->Fail(status);
  for (ledger::v1::Event& event : events.list()) event.set_time_micros(absl::ToUnixMicros(context.now));
  std::unique_ptr<Message> response(method.response_prototype->New());
  method.answer_mutation(context, request, events.list(), response.get());
  call->Succeed(*response);
}

}  // namespace assay::rpc
