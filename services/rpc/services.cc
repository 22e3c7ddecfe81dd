#include "services/rpc/services.h"

#include <utility>

namespace assay::rpc {

void AddAllServices(Api* api, BackupFunction backup) {
  AddAdminService(api, std::move(backup));
  AddCredentialService(api);
  AddLaborMarketService(api);
  AddCycleService(api);
  AddPolicyService(api);
  AddProposalService(api);
  AddEmployerService(api);
  AddPanelService(api);
  AddReviewService(api);
  AddPriorityListService(api);
  AddImportService(api);
}

}  // namespace assay::rpc
