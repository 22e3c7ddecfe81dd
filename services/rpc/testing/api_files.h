// Every file and rpc of assay.v1, as linked into this binary.
#ifndef ASSAY_SERVICES_RPC_TESTING_API_FILES_H_
#define ASSAY_SERVICES_RPC_TESTING_API_FILES_H_

#include <vector>

#include "assay/v1/admin_service.pb.h"
#include "assay/v1/annulment_service.pb.h"
#include "assay/v1/appeal_service.pb.h"
#include "assay/v1/assignment_service.pb.h"
#include "assay/v1/comment_service.pb.h"
#include "assay/v1/conflict_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/cycle_service.pb.h"
#include "assay/v1/decision_service.pb.h"
#include "assay/v1/employer_service.pb.h"
#include "assay/v1/endorsement_service.pb.h"
#include "assay/v1/import_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/list_action_service.pb.h"
#include "assay/v1/meeting_service.pb.h"
#include "assay/v1/panel_service.pb.h"
#include "assay/v1/paper_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "assay/v1/round_service.pb.h"
#include "google/protobuf/descriptor.h"

namespace assay::rpc::testing {

inline std::vector<const google::protobuf::FileDescriptor*> ApiFiles() {
  return {v1::WhoAmIRequest::descriptor()->file(),          v1::GetCredentialRequest::descriptor()->file(),
          v1::GetCycleRequest::descriptor()->file(),        v1::GetEmployerRequest::descriptor()->file(),
          v1::GetImportRequest::descriptor()->file(),       v1::GetDatasetRequest::descriptor()->file(),
          v1::GetPanelRequest::descriptor()->file(),        v1::GetPolicyRequest::descriptor()->file(),
          v1::GetListVersionRequest::descriptor()->file(),  v1::GetProposalRequest::descriptor()->file(),
          v1::GetTallyRequest::descriptor()->file(),        v1::GetRoundRequest::descriptor()->file(),
          v1::ListConflictsRequest::descriptor()->file(),   v1::ListAnnulmentsRequest::descriptor()->file(),
          v1::PlanAssignmentsRequest::descriptor()->file(), v1::EndorseProposalRequest::descriptor()->file(),
          v1::GetMeetingRequest::descriptor()->file(),      v1::GetPaperSubmissionRequest::descriptor()->file(),
          v1::GetAppealRequest::descriptor()->file(),       v1::GetCommentRequest::descriptor()->file(),
          v1::GetListActionRequest::descriptor()->file(),   v1::GetOverrideRequest::descriptor()->file()};
}

inline std::vector<const google::protobuf::MethodDescriptor*> ApiMethods() {
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const google::protobuf::FileDescriptor* file : ApiFiles()) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) methods.push_back(file->service(i)->method(j));
    }
  }
  return methods;
}

}  // namespace assay::rpc::testing

#endif  // ASSAY_SERVICES_RPC_TESTING_API_FILES_H_
