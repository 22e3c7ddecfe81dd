// The only bridge between absl's, gRPC's and google.rpc's statuses.
#ifndef ASSAY_SERVICES_RPC_STATUS_H_
#define ASSAY_SERVICES_RPC_STATUS_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace assay::rpc {

// Code and message as they are, payloads as details (AIP-193). What is nobody's fault but ours (INTERNAL, DATA_LOSS,
// UNKNOWN) keeps its message out of the answer: it could hold what the caller must not see.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_STATUS_H_
