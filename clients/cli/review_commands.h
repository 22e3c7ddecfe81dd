// Files of review work: ballots to cast, proposals to put before rounds.
#ifndef ASSAY_CLIENTS_CLI_REVIEW_COMMANDS_H_
#define ASSAY_CLIENTS_CLI_REVIEW_COMMANDS_H_

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace assay::cli {

// Casts the rows of a CSV file (round_id,proposal_id,choice,reason; others are passed over) by round, 40 a call. The
// choice CONFLICT declares a conflict; a cell in endorsement_level endorses first. --employer takes only that
// employer's rows.
absl::Status RunCastFile(Session* session, const Invocation& invocation);

// Puts proposals before a round, 40 a call; with --from-file before the rounds of a CSV file (round_id,proposal_id).
absl::Status RunRoundAdd(Session* session, const Invocation& invocation);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_REVIEW_COMMANDS_H_
