// assay-bench.
#include <cstdlib>
#include <iostream>

#include "CLI/CLI.hpp"
#include "clients/bench/ballots_bench.h"
#include "clients/bench/figures.h"
#include "clients/bench/serve_bench.h"

namespace {

using assay::bench::Figure;

struct Flags {
  assay::bench::ServeOptions serve;
  assay::bench::BallotsOptions ballots;
  double seconds = 2;
  bool json = false;
};

void AddServe(CLI::App* app, Flags* flags) {
  CLI::App* serve = app->add_subcommand("serve", "Memory of an idle server, and the time until it serves");
  serve->add_option("--assayd", flags->serve.assayd, "The server's binary")->required()->check(CLI::ExistingFile);
  serve->add_option("--data-dir", flags->serve.data_directory, "Data of a stopped server, to be copied and served")
      ->check(CLI::ExistingDirectory);
  serve->add_option("--runs", flags->serve.runs, "How often")->check(CLI::Range(1, 100))->capture_default_str();
}

void AddBallots(CLI::App* app, Flags* flags) {
  CLI::App* ballots = app->add_subcommand("ballots", "Durable ballots a second, beside calls that only read");
  ballots->add_option("--assayd", flags->ballots.assayd, "The server's binary")->required()->check(CLI::ExistingFile);
  ballots->add_option("--outstanding", flags->ballots.outstanding, "Numbers of calls under way")
      ->delimiter(',')
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  ballots->add_option("--seconds", flags->seconds, "Of each kind of call at each number")
      ->check(CLI::Range(0.1, 600.0))
      ->capture_default_str();
  ballots->add_option("--calls-max", flags->ballots.calls_max, "Of each kind of call at each number")
      ->check(CLI::Range(1, 10000000))
      ->capture_default_str();
  ballots->add_option("--seed", flags->ballots.seed, "Who votes how on what")->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  CLI::App app("assay-bench: what Assay costs on this machine.");
  app.add_flag("--json", flags.json, "One JSON object a line for each figure");
  app.require_subcommand(1);
  app.fallthrough();
  AddServe(&app, &flags);
  AddBallots(&app, &flags);
  CLI11_PARSE(app, argc, argv);
  flags.ballots.duration = absl::Seconds(flags.seconds);
  absl::StatusOr<std::vector<Figure>> figures = app.got_subcommand("serve")
                                                    ? assay::bench::MeasureServe(flags.serve)
                                                    : assay::bench::MeasureBallots(flags.ballots);
  if (!figures.ok()) {
    std::cerr << "assay-bench: " << figures.status().message() << std::endl;
    return EXIT_FAILURE;
  }
  flags.json ? PrintJson(*figures, &std::cout) : PrintTable(*figures, &std::cout);
  return EXIT_SUCCESS;
}
