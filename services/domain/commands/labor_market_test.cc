#include "services/domain/commands/labor_market.h"

#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

api::CreateCrosswalkRequest Crosswalk(api::CodeScheme from, api::CodeScheme to) {
  api::CreateCrosswalkRequest request;
  request.set_parent("states/nj");
  request.set_crosswalk_id("soc");
  request.mutable_crosswalk()->set_display_name("SOC 2010 to 2018");
  request.mutable_crosswalk()->set_source("BLS, 2019");
  request.mutable_crosswalk()->set_from_scheme(from);
  request.mutable_crosswalk()->set_to_scheme(to);
  return request;
}

TEST(CreateCrosswalkTest, MakesAnEmptyOneOnce) {
  FakeState state;
  api::CreateCrosswalkRequest request = Crosswalk(api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018);
  EXPECT_THAT(state.Do(request, state.staff), IsOk());
  const api::Crosswalk& crosswalk = state.records.FindOrDefault(CrosswalkId{"soc"});
  EXPECT_EQ(crosswalk.name(), "states/nj/crosswalks/soc");
  EXPECT_EQ(crosswalk.state(), api::DATASET_STATE_EMPTY);
  EXPECT_EQ(crosswalk.etag(), "1");
  EXPECT_THAT(state.Do(request, state.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
}

TEST(CreateCrosswalkTest, LeadsFromOneSchemeToAnother) {
  FakeState state;
  EXPECT_THAT(state.Do(Crosswalk(api::CODE_SCHEME_SOC_2018, api::CODE_SCHEME_SOC_2018), state.staff),
              Violates("crosswalk.to_scheme"));
  EXPECT_THAT(state.Do(Crosswalk(api::CODE_SCHEME_SOC_2018, api::CODE_SCHEME_CIP_2020), state.staff),
              Violates("crosswalk.to_scheme"));
  EXPECT_THAT(state.Do(Crosswalk(static_cast<api::CodeScheme>(77), api::CODE_SCHEME_SOC_2018), state.staff),
              Violates("crosswalk.from_scheme"));
  EXPECT_THAT(state.Do(Crosswalk(api::CODE_SCHEME_CIP_2010, api::CODE_SCHEME_CIP_2020), state.staff), IsOk());
}

}  // namespace
}  // namespace assay::domain
