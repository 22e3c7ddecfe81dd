// The services of assay.v1. Each function adds one service's rpcs; each rpc is a line.
#ifndef ASSAY_SERVICES_RPC_SERVICES_H_
#define ASSAY_SERVICES_RPC_SERVICES_H_

#include <functional>
#include <string>

#include "services/rpc/api.h"

namespace assay::rpc {

// Writes a consistent copy under an id and says where; ALREADY_EXISTS when the id is taken.
using BackupFunction = std::function<absl::StatusOr<std::string>(const std::string& backup_id)>;

void AddAdminService(Api* api, BackupFunction backup);
void AddCredentialService(Api* api);
void AddLaborMarketService(Api* api);
void AddCycleService(Api* api);
void AddPolicyService(Api* api);
void AddDecisionService(Api* api);
void AddProposalService(Api* api);
void AddEmployerService(Api* api);
void AddPanelService(Api* api);
void AddAssignmentService(Api* api);
void AddEndorsementService(Api* api);
void AddPaperService(Api* api);
void AddMeetingService(Api* api);
void AddRoundService(Api* api);
void AddConflictService(Api* api);
void AddAnnulmentService(Api* api);
void AddReviewService(Api* api);
void AddPriorityListService(Api* api);
void AddListActionService(Api* api);
void AddCommentService(Api* api);
void AddAppealService(Api* api);
void AddImportService(Api* api);

// All of them.
void AddAllServices(Api* api, BackupFunction backup);

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_SERVICES_H_
