#include "tests/year/founding.h"

#include <memory>

#include "services/base/sha256.h"
#include "services/domain/commands/catalogue.h"
#include "services/domain/commands/employer.h"
#include "services/domain/commands/labor_market.h"
#include "services/domain/commands/policy.h"
#include "services/domain/commands/state.h"
#include "services/domain/commands/user.h"
#include "services/domain/import/import_commands.h"
#include "services/domain/list/commands.h"
#include "services/domain/list/prepare.h"
#include "services/domain/review/panel.h"
#include "services/engine/import_command.h"
#include "tests/model/random_policy.h"
#include "tests/year/states.h"

namespace assay::year {
namespace {

constexpr int kSilentOccupations = 2;

void MakeState(Scene* scene) {
  api::CreateStateRequest request;
  request.set_state_id(scene->id);
  request.mutable_state()->set_display_name("State " + scene->id);
  request.mutable_state()->set_time_zone(ZoneOf(scene->id));
  request.mutable_state()->set_wage_area(scene->id);
  domain::Principal founder;
  founder.user = "root";
  founder.roles = {api::ROLE_OPERATOR};
  scene->country->Found(scene->id, founder, request,
                        [request](const domain::Context& context, const domain::View& view, domain::Events* events) {
                          return domain::Decide(request, context, view, events);
                        });
}

void MakePeople(Scene* scene) {
  std::vector<domain::Principal> people = scene->proposers;
  people.insert(people.end(), {scene->staff, scene->clerk, scene->approver, scene->second_approver});
  for (const domain::Principal& person : people) {
    api::CreateUserRequest request;
    request.set_parent(scene->State());
    request.set_user_id(person.user);
    request.mutable_user()->set_display_name(person.user);
    for (api::Role role : person.roles) request.mutable_user()->add_roles(role);
    scene->Ask(scene->administrator, request);
  }
}

void MakePolicy(Scene* scene) {
  api::CreatePolicyRequest request;
  request.set_parent(scene->State());
  request.set_policy_id("standard");
  *request.mutable_policy() = model::RandomPolicy(scene->id, &scene->what);
  scene->Ask(scene->administrator, request);
}

// Wages and openings are round numbers, so that they meet the floors of policies exactly now and then; some are not
// published.
std::string FiguresCsv(Scene* scene) {
  std::string text = "area,soc,title,employment,annual_median_wage,annual_openings\n";
  for (size_t i = 0; i + kSilentOccupations < kSocCodes.size(); ++i) {
    std::string wage = scene->what.OneIn(8) ? "" : absl::StrCat(20'000 + 5'000 * scene->what.Below(12));
    std::string openings = scene->what.OneIn(8) ? "" : absl::StrCat(100 * scene->what.Below(20));
    absl::StrAppend(&text, scene->id, ",", kSocCodes[i], ",Occupation ", i, ",", 1000 * (1 + scene->what.Below(9)), ",",
                    wage, ",", openings, "\n");
  }
  return text;
}

void MakeDataset(Scene* scene) {
  api::CreateDatasetRequest dataset;
  dataset.set_parent(scene->State());
  dataset.set_dataset_id("wages");
  dataset.mutable_dataset()->set_display_name("Wages");
  dataset.mutable_dataset()->set_source("a simulated survey");
  scene->Ask(scene->staff, dataset);
  api::CreateImportRequest import;
  import.set_parent(scene->State());
  import.mutable_import()->set_kind(api::IMPORT_KIND_OCCUPATIONS);
  import.mutable_import()->set_target(scene->Name("datasets", "wages"));
  scene->Ask(scene->staff, import);
}

api::Import TheImport(const Scene& scene) {
  api::Import found;
  absl::Status status = scene.country->Read(scene.id)->Scan<domain::ImportId>(
      domain::PrefixOf<domain::ImportId>(), "", [&found](absl::string_view, const api::Import& import) {
        found = import;
        return false;
      });
  if (!status.ok()) scene.country->Surprise(status.ToString());
  return found;
}

void UploadFigures(Scene* scene) {
  api::UploadImportChunkRequest request;
  request.set_name(TheImport(*scene).name());
  request.set_data(FiguresCsv(scene));
  std::vector<std::string> digests = {Sha256(request.data())};
  scene->country->AskPrepared(
      scene->id, scene->staff, request,
      [request, digests](const domain::Context& context, const domain::View& view, domain::Events* events) {
        return domain::DecideUploadChunk(request, digests, context, view, events);
      },
      {request.data()});
}

void ApplyFigures(Scene* scene) {
  api::Import import = TheImport(*scene);
  api::ApplyImportRequest request;
  request.set_name(import.name());
  auto command = engine::MakeImportCommand(*scene->country->Read(scene->id), import, /*skip_invalid=*/false);
  if (!command.ok()) return scene->country->Surprise(command.status().ToString());
  scene->country->AskLong(scene->id, scene->staff, request, *std::move(command));
}

void Register(Scene* scene, int employer) {
  api::RegisterEmployerRequest request;
  request.set_parent(scene->State());
  request.set_employer_id(absl::StrCat("e", employer));
  request.mutable_employer()->set_legal_name(absl::StrCat("Employer ", employer, " of ", scene->id));
  request.mutable_employer()->set_registration_id(absl::StrCat(scene->id, 100'000 + employer));
  if (OwnerOf(employer) != employer) request.mutable_employer()->set_affiliate_of(scene->Employer(OwnerOf(employer)));
  scene->Ask(scene->clerk, request);
}

void Verify(Scene* scene, int employer) {
  api::VerifyEmployerRequest request;
  request.set_name(scene->Employer(employer));
  request.set_evidence("unemployment insurance account");
  scene->Ask(scene->staff, request);
}

void Represent(Scene* scene, int employer) {
  api::CreateRepresentativeRequest request;
  request.set_parent(scene->Employer(employer));
  request.set_representative_id(absl::StrCat("rep", employer));
  request.mutable_representative()->set_display_name(absl::StrCat("Speaker ", employer));
  request.mutable_representative()->set_email(absl::StrCat("rep", employer, "@example.com"));
  scene->Ask(scene->clerk, request);
}

void MakePanels(Scene* scene) {
  for (int panel = 0; panel < kPanels; ++panel) {
    api::CreatePanelRequest request;
    request.set_parent(scene->State());
    request.set_panel_id(absl::StrCat("p", panel));
    request.mutable_panel()->set_display_name(absl::StrCat("Panel ", panel));
    scene->Ask(scene->staff, request);
  }
}

void MakeSeat(Scene* scene, int employer) {
  api::CreateSeatRequest request;
  request.set_parent(scene->Panel(PanelOf(employer)));
  request.set_seat_id(absl::StrCat("s", employer % kSeatsPerPanel));
  request.mutable_seat()->set_employer(scene->Employer(employer));
  request.mutable_seat()->set_chair(employer % kSeatsPerPanel == 0);
  request.mutable_seat()->set_weight(1 + employer % 4);
  if (employer % kSeatsPerPanel == kSeatOfAlternate) {
    request.mutable_seat()->add_alternates(scene->Employer(AlternateOf(employer)));
  }
  scene->Ask(scene->staff, request);
  if (employer % 20 != 0) return;
  request.set_seat_id("second");
  scene->Ask(scene->staff, request, "EMPLOYER_HAS_SEAT");
}

// The list that was in force before, on paper.
void AdoptOldList(Scene* scene) {
  api::AdoptVersionRequest request;
  request.set_parent(scene->State());
  request.set_adoption_date("2026-07-01");
  request.set_authority("State Board");
  request.set_source("https://example.gov/list");
  for (int i = 0; i < kListedBefore; ++i) {
    request.add_entries()->set_credential(scene->Name("credentials", absl::StrCat("c", i)));
  }
  auto prepared = domain::BuildAdoption(request, *scene->country->Read(scene->id));
  if (!prepared.ok()) return scene->country->Surprise(prepared.status().ToString());
  std::vector<std::string> blobs = prepared->blobs;
  scene->country->AskPrepared(
      scene->id, scene->administrator, request,
      [request, version = *std::move(prepared)](const domain::Context& context, const domain::View& view,
                                                domain::Events* events) {
        return domain::DecideAdopt(request, version, context, view, events);
      },
      std::move(blobs));
}

void PlanEmployer(Scene* scene, int employer, absl::Time begin) {
  Country* country = scene->country;
  // Owners come first.
  bool owned = OwnerOf(employer) != employer;
  absl::Time first = begin + absl::Hours(owned ? 40 : 0);
  absl::Time registered = scene->Between(first, begin + absl::Hours(owned ? 48 : 40));
  absl::Time verified = scene->Between(begin + absl::Hours(48), begin + absl::Hours(96));
  country->At(registered, [scene, employer] { Register(scene, employer); });
  country->At(scene->Between(registered + absl::Hours(1), begin + absl::Hours(96)),
              [scene, employer] { Represent(scene, employer); });
  country->At(verified, [scene, employer] { Verify(scene, employer); });
  country->At(scene->Between(begin + absl::Hours(97), begin + absl::Hours(144)),
              [scene, employer] { MakeSeat(scene, employer); });
}

}  // namespace

void AddCredentials(Scene* scene, int count) {
  for (; scene->credential_count < count; ++scene->credential_count) {
    int i = scene->credential_count;
    api::CreateCredentialRequest request;
    request.set_parent(scene->State());
    request.set_credential_id(absl::StrCat("c", i));
    api::Credential* credential = request.mutable_credential();
    credential->set_title(absl::StrCat("Credential ", i));
    credential->set_issuer(absl::StrCat("Issuer ", i % 40));
    credential->set_type(api::CREDENTIAL_TYPE_INDUSTRY_CERTIFICATION);
    credential->add_soc_codes(kSocCodes[static_cast<size_t>(i) % kSocCodes.size()]);
    scene->Ask(scene->clerk, request);
  }
}

void PlanFounding(Scene* scene, absl::Time when) {
  Country* country = scene->country;
  country->At(when, [scene] {
    MakeState(scene);
    MakePeople(scene);
    MakePolicy(scene);
    MakeDataset(scene);
    AddCredentials(scene, kListedBefore);
  });
  country->At(when + absl::Hours(1), [scene] { UploadFigures(scene); });
  country->At(when + absl::Hours(2), [scene] { ApplyFigures(scene); });
  country->At(when + absl::Hours(3), [scene] {
    MakePanels(scene);
    AdoptOldList(scene);
  });
  for (int i = 0; i < kEmployers; ++i) PlanEmployer(scene, i, when + absl::Hours(4));
}

}  // namespace assay::year
