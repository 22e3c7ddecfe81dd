// From what a cycle's decisions and list actions do to each credential to the entries of a version, each with its
// causes.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_BUILD_ENTRIES_H_
#define ASSAY_SERVICES_DOMAIN_LIST_BUILD_ENTRIES_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/domain/list/decision_inputs.h"
#include "services/domain/list/lifecycle.h"
#include "services/domain/view.h"

namespace assay::domain {

// One credential. What the cycle's last version had enacted already is not enacted again: whatever happened to the
// entry since then stands.
struct CredentialPlan {
  MaybeEntry granted;      // of a proposal that is newly approved
  MaybeEntry refreshed;    // of one that was approved before: counts where the entry is still that proposal's
  bool taken_off = false;  // a removal is newly approved
  api::RemovalReason removal_reason = api::REMOVAL_REASON_UNSPECIFIED;
  std::set<std::string> undone;  // proposals to list it whose approval holds no longer
  bool undone_removal = false;   // the same of a removal
  std::vector<api::ListAction> actions;
  std::vector<api::ChangeCause> causes;
};

// By credential id.
using Plans = std::map<std::string, CredentialPlan>;

struct EntryContext {
  const ScanView* scan = nullptr;
  int32_t version = 0;           // that is made
  int32_t previous_version = 0;  // in force
  int32_t base_version = 0;      // in force before the cycle's first version: what an undone approval goes back to
  std::string effective_date;
  const api::ListRules* rules = nullptr;
  std::string dataset;       // name; empty for no figures
  bool new_dataset = false;  // the cycle's last version had another one
  std::string wage_area;
  Figures* figures = nullptr;
  const DecisionInputs* inputs = nullptr;  // null where nothing was decided: no figures then
  const api::Policy* policy = nullptr;
};

struct BuiltEntries {
  std::vector<api::ListEntry> entries;       // in order of credential id
  std::vector<api::EntryHistory> histories;  // the same
  int32_t new_count = 0;
  int32_t changed_count = 0;
  int32_t removed_count = 0;
};

// DATA_LOSS: a credential or the version before cannot be read.
absl::StatusOr<BuiltEntries> BuildEntries(const EntryContext& context, const Plans& plans);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_BUILD_ENTRIES_H_
