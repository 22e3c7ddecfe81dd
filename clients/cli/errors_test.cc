#include "clients/cli/errors.h"

#include "clients/cli/request.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;

TEST(ExitCodeTest, AreThoseThatAreDocumented) {
  EXPECT_EQ(ExitCode(absl::OkStatus()), 0);
  EXPECT_EQ(ExitCode(absl::InternalError("")), 1);
  EXPECT_EQ(ExitCode(UsageError("")), 2);
  EXPECT_EQ(ExitCode(absl::InvalidArgumentError("")), 3);
  EXPECT_EQ(ExitCode(absl::NotFoundError("")), 4);
  EXPECT_EQ(ExitCode(absl::PermissionDeniedError("")), 5);
  EXPECT_EQ(ExitCode(absl::UnauthenticatedError("")), 5);
  EXPECT_EQ(ExitCode(absl::AbortedError("")), 6);
  EXPECT_EQ(ExitCode(absl::AlreadyExistsError("")), 6);
  EXPECT_EQ(ExitCode(absl::FailedPreconditionError("")), 6);
  EXPECT_EQ(ExitCode(absl::UnavailableError("")), 7);
  EXPECT_EQ(ExitCode(absl::DeadlineExceededError("")), 7);
  EXPECT_EQ(ExitCode(absl::ResourceExhaustedError("")), 8);
}

TEST(RenderErrorTest, EveryViolationOnALineWithItsFlag) {
  std::vector<Flag> flags = FlagsOf(*FindCommand("credential", "create"));
  Violations violations;
  violations.Add("credential.title", "must be present");
  violations.Add("credential.soc_codes[1]", "is no occupation");
  ErrorContext context;
  context.flags = &flags;
  EXPECT_EQ(RenderError(violations.ToStatus(), context),
            "error: credential.title: must be present (and 1 more)\n"
            "  credential.title (--title): must be present\n"
            "  credential.soc_codes[1] (--soc-codes): is no occupation\n"
            "reason: INVALID_INPUT\n");
}

TEST(RenderErrorTest, ReasonMetadataAndHint) {
  EXPECT_EQ(RenderError(Stale("states/nj", "e1"), {}),
            "error: states/nj was changed by somebody else; read it again and repeat the change\n"
            "reason: STALE_ETAG\n"
            "  etag: e1\n"
            "  resource: states/nj\n"
            "hint: somebody changed it meanwhile: read it again and repeat with its new etag\n");
}

TEST(RenderErrorTest, AnUnknownOutcomeNamesTheRequest) {
  ErrorContext context;
  context.server = "localhost:1";
  context.request_id = "abc";
  EXPECT_THAT(RenderError(absl::UnavailableError("down"), context),
              AllOf(HasSubstr("localhost:1"), HasSubstr("--request-id abc")));
}

TEST(RenderErrorTest, ControlCharactersStayOut) {
  EXPECT_EQ(RenderError(absl::InternalError("a\x1b[2Jb"), {}), "error: a [2Jb\n");
}

}  // namespace
}  // namespace assay::cli
