#include "services/rpc/services.h"

#include <utility>

namespace assay::rpc {

void AddAllServices(Api* api, BackupFunction backup) {
  AddAdminService(api, std::move(backup));
  AddCredentialService(api);
  AddLaborMarketService(api);
  AddCycleService(api);
  AddPolicyService(api);
  AddDecisionService(api);
  AddProposalService(api);
  AddEmployerService(api);
  AddPanelService(api);
  AddAssignmentService(api);
  AddEndorsementService(api);
  AddPaperService(api);
  AddMeetingService(api);
  AddRoundService(api);
  AddConflictService(api);
  AddAnnulmentService(api);
  AddReviewService(api);
  AddPriorityListService(api);
  AddListActionService(api);
  AddCommentService(api);
  AddAppealService(api);
  AddImportService(api);
}

}  // namespace assay::rpc
