// Goes over every (state, command) cell of a machine of services/domain/workflow.h with the real decisions: what the
// table allows leads, with events, to the state it says; what it does not allow is refused with WRONG_STATE, and
// nothing changes.
#ifndef ASSAY_TESTS_MODEL_WORKFLOW_DRIVER_H_
#define ASSAY_TESTS_MODEL_WORKFLOW_DRIVER_H_

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "services/base/error.h"
#include "services/domain/testing/fake_state.h"
#include "services/domain/workflow.h"

namespace assay::model {

// How one machine is driven. A world is made anew for each cell.
template <class World, class State, class Command>
struct Driver {
  // Puts the thing into a state, by events.
  void (*put)(World* world, State state);
  // Gives the command as whoever may give it, in a way that only the state can make wrong.
  absl::Status (*ask)(World* world, Command command);
  State (*state_of)(World* world);
  // States in which the thing is never stored.
  std::set<State> derived;
  // Cells that nobody can ask for: the command names no such thing.
  std::set<std::pair<State, Command>> unaskable;
  // Commands of jobs, which leave alone what they cannot move.
  std::set<Command> of_jobs;
  // Reasons with which a wrong state is refused.
  std::set<std::string> refusals = {"WRONG_STATE"};
};

template <class State>
std::vector<State> StatesOf() {
  std::vector<State> states;
  const google::protobuf::EnumDescriptor* type = google::protobuf::GetEnumDescriptor<State>();
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() != 0) states.push_back(static_cast<State>(type->value(i)->number()));
  }
  return states;
}

// Every command has its word once, and no cell two lines.
template <class State, class Command>
void ExpectWellFormed(const domain::Machine<State, Command>& machine) {
  std::set<Command> commands;
  std::set<std::string> words;
  for (const auto& entry : machine.commands) {
    EXPECT_TRUE(commands.insert(entry.command).second) << entry.word << " names a command a second time";
    EXPECT_TRUE(words.insert(std::string(entry.word)).second) << entry.word << " is the word of two commands";
  }
  std::set<std::pair<State, Command>> cells;
  for (const auto& line : machine.transitions) {
    EXPECT_TRUE(cells.insert({line.from, line.command}).second)
        << domain::StateText(line.from) << " has two lines of one command";
    EXPECT_EQ(commands.count(line.command), 1u) << "a line of " << domain::StateText(line.from) << " has no word";
  }
}

template <class World, class State, class Command>
void ExpectEveryCell(const domain::Machine<State, Command>& machine, const Driver<World, State, Command>& driver) {
  ExpectWellFormed(machine);
  for (State state : StatesOf<State>()) {
    if (driver.derived.count(state) > 0) continue;
    for (const auto& [command, word] : machine.commands) {
      if (driver.unaskable.count({state, command}) > 0) continue;
      SCOPED_TRACE(absl::StrCat(domain::StateText(state), ", ", word));
      World world;
      driver.put(&world, state);
      size_t events = world.state.events.size();
      absl::Status status = driver.ask(&world, command);
      absl::optional<State> next = domain::FindNext(machine, state, command);
      if (next.has_value()) {
        EXPECT_TRUE(status.ok()) << status;
        EXPECT_GT(world.state.events.size(), events);
        EXPECT_EQ(static_cast<int>(driver.state_of(&world)), static_cast<int>(*next)) << domain::StateText(*next);
      } else if (driver.of_jobs.count(command) > 0) {
        EXPECT_TRUE(status.ok()) << status;
        EXPECT_EQ(world.state.events.size(), events);
      } else {
        EXPECT_EQ(driver.refusals.count(ErrorReason(status)), 1u) << status;
        EXPECT_EQ(world.state.events.size(), events);
      }
    }
  }
}

}  // namespace assay::model

#endif  // ASSAY_TESTS_MODEL_WORKFLOW_DRIVER_H_
