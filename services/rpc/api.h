// The unary adapter: what every rpc has in common is done here once, so that a service is a table of a few lines an
// rpc. For each call: parse, check the field rules (all violations in one answer), decide who asks, check the role
// table, then
//   a query     is answered on the calling thread (or a worker) from a snapshot;
//   a mutation  becomes a command for the commit thread, or, with validate_only, is decided on a snapshot and
//   forgotten.
#ifndef ASSAY_SERVICES_RPC_API_H_
#define ASSAY_SERVICES_RPC_API_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/domain/context.h"
#include "services/domain/resource.h"
#include "services/engine/engine.h"
#include "services/rpc/call_gate.h"
#include "services/rpc/method_table.h"
#include "services/rpc/unary_call.h"
#include "services/rpc/worker_pool.h"

namespace assay::rpc {

// What a call is answered with.
struct CallContext {
  std::string state;            // the request's state; empty for the installation
  domain::Principal principal;  // effective in that state
  domain::Principal caller;     // the same at home, wherever that is; for saying who it is only
  absl::Time now;
  const engine::ReadView* view;  // the state as of the last commit
  const engine::Engine* engine;
};

// A mutation after what can be done off the commit thread was done.
struct Prepared {
  std::function<absl::Status(const domain::Context&, const domain::View&, domain::Events*)> decide;
  std::vector<std::string> blobs;
  std::unique_ptr<engine::LongCommand> long_command;
  std::string new_state;  // the state that is made, when that is what is decided
  // Adds to the first answer, and only to that one, what is stored nowhere.
  std::function<void(google::protobuf::Message* response)> complete;
};

enum class Where {
  kInline,  // cheap: on gRPC's thread
  kWorker,  // computes for long or reads much
};

struct ApiOptions {
  int worker_threads = 2;
  size_t worker_queue_max = 64;
  CallObserver observer = [](absl::string_view, const absl::Status&) {};
};

// Thread-compatible while it is filled; the handlers are thread-safe. The engine must outlive it.
class Api {
 public:
  Api(engine::Engine* engine, ApiOptions options);
  ~Api();

  // The services that were added, for a ServerBuilder.
  std::vector<grpc::Service*> services();
  const engine::Engine& engine() const { return *engine_; }

  // Refuses calls from now on and waits for those under way, at most so long. Whether all were answered.
  bool Drain(absl::Duration longest) { return gate_.CloseAndWait(longest); }

  // Checks that every method of the file's services was added; the names of those that were not.
  std::vector<std::string> MissingMethods(const google::protobuf::FileDescriptor& file) const;

  // Answers from a snapshot: `answer(call, request, &response)`.
  template <class Request, class Response>
  void Query(absl::Status (*answer)(const CallContext&, const Request&, Response*), Where where = Where::kInline) {
    QueryWith<Request, Response>(answer, where);
  }
  template <class Request, class Response>
  void QueryWith(std::function<absl::Status(const CallContext&, const Request&, Response*)> answer, Where where);

  // Decides by the domain's Decide overload of the request, and answers with the post-images in its events.
  template <class Request, class Response>
  void Mutation();

  // Builds an answer out of a request's events; `call.view` is the state as it is after them. Null: their post-images.
  template <class Request, class Response>
  using AnswerFunction = void (*)(const CallContext& call, const Request& request,
                                  const std::vector<ledger::v1::Event>& events, Response* response);

  // The same with an answer of its own.
  template <class Request, class Response>
  void MutationWithAnswer(AnswerFunction<Request, Response> answer);

  // `prepare(call, request)` reads and computes on a snapshot, and says what is to be decided.
  template <class Request, class Response>
  void PreparedMutation(absl::StatusOr<Prepared> (*prepare)(const CallContext&, const Request&),
                        AnswerFunction<Request, Response> answer = nullptr, Where where = Where::kWorker);

 private:
  using Message = google::protobuf::Message;
  using PrepareFunction = std::function<absl::StatusOr<Prepared>(const CallContext&, std::shared_ptr<const Message>)>;

  // A method with its types erased.
  struct Method {
    std::string name;  // ProposalService.SubmitProposal
    std::vector<v1::Role> roles;
    const Message* request_prototype = nullptr;
    const Message* response_prototype = nullptr;
    Where where = Where::kInline;
    std::function<absl::Status(const CallContext&, const Message&, Message*)> answer_query;
    PrepareFunction prepare;
    std::function<void(const CallContext&, const Message&, const std::vector<ledger::v1::Event>&, Message*)>
        answer_mutation;
  };

  template <class Request, class Response>
  void AddMutation(PrepareFunction prepare, AnswerFunction<Request, Response> answer, Where where);
  void Add(const google::protobuf::Descriptor* request_type, Method method);
  void Handle(const Method& method, const std::shared_ptr<UnaryCall>& call, const grpc::ByteBuffer& bytes);
  void Run(const Method& method, const std::shared_ptr<UnaryCall>& call, const std::shared_ptr<Message>& request);
  absl::StatusOr<CallContext> Admit(const Method& method, const UnaryCall& call, const Message& request,
                                    std::unique_ptr<engine::ReadView>* view) const;
  void RunMutation(const Method& method, CallContext context, const std::shared_ptr<UnaryCall>& call,
                   const std::shared_ptr<const Message>& request);
  void DryRun(const Method& method, const CallContext& context, Prepared prepared, UnaryCall* call,
              const Message& request);
  void Answer(const Method& method, CallContext context, const Message& request, const engine::Outcome& outcome,
              const std::function<void(Message*)>& complete, UnaryCall* call);

  engine::Engine* const engine_;
  const ApiOptions options_;
  std::vector<std::pair<const google::protobuf::ServiceDescriptor*, std::unique_ptr<MethodTable>>> tables_;
  std::vector<const google::protobuf::MethodDescriptor*> added_;
  CallGate gate_;
  std::unique_ptr<WorkerPool> workers_;
};

template <class Request, class Response>
void Api::QueryWith(std::function<absl::Status(const CallContext&, const Request&, Response*)> answer, Where where) {
  Method method;
  method.response_prototype = &Response::default_instance();
  method.where = where;
  method.answer_query = [answer = std::move(answer)](const CallContext& call, const Message& request,
                                                     Message* response) {
    return answer(call, static_cast<const Request&>(request), static_cast<Response*>(response));
  };
  Add(Request::descriptor(), std::move(method));
}

template <class Request, class Response>
void Api::Mutation() {
  MutationWithAnswer<Request, Response>(nullptr);
}

template <class Request, class Response>
void Api::MutationWithAnswer(AnswerFunction<Request, Response> answer) {
  AddMutation<Request, Response>(
      [](const CallContext&, std::shared_ptr<const Message> request) -> absl::StatusOr<Prepared> {
        Prepared prepared;
        prepared.decide = [request = std::move(request)](const domain::Context& context, const domain::View& view,
                                                         domain::Events* events) {
          return Decide(static_cast<const Request&>(*request), context, view, events);
        };
        return prepared;
      },
      answer, Where::kInline);
}

template <class Request, class Response>
void Api::PreparedMutation(absl::StatusOr<Prepared> (*prepare)(const CallContext&, const Request&),
                           AnswerFunction<Request, Response> answer, Where where) {
  AddMutation<Request, Response>(
      [prepare](const CallContext& call, const std::shared_ptr<const Message>& request) {
        return prepare(call, static_cast<const Request&>(*request));
      },
      answer, where);
}

template <class Request, class Response>
void Api::AddMutation(PrepareFunction prepare, AnswerFunction<Request, Response> answer, Where where) {
  Method method;
  method.response_prototype = &Response::default_instance();
  method.where = where;
  method.prepare = std::move(prepare);
  method.answer_mutation = [answer](const CallContext& call, const Message& request,
                                    const std::vector<ledger::v1::Event>& events, Message* response) {
    if (answer == nullptr) return domain::AnswerFromEvents(events, response);
    answer(call, static_cast<const Request&>(request), events, static_cast<Response*>(response));
  };
  Add(Request::descriptor(), std::move(method));
}

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_API_H_
