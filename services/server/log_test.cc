#include "services/server/log.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"

namespace assay::server {
namespace {

using nlohmann::json;

std::vector<json> LinesOf(const std::string& text) {
  EXPECT_TRUE(text.empty() || text.back() == '\n');
  std::vector<json> lines;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n', absl::SkipEmpty()))) {
    lines.push_back(json::parse(line, nullptr, false));
    EXPECT_TRUE(lines.back().is_object()) << line;
  }
  return lines;
}

json Logged(Severity severity, absl::string_view event, LogFields fields) {
  ::testing::internal::CaptureStderr();
  Log(severity, event, fields);
  std::vector<json> lines = LinesOf(::testing::internal::GetCapturedStderr());
  EXPECT_EQ(lines.size(), 1u);
  return lines.empty() ? json() : lines.front();
}

TEST(LogTest, ALineIsOneObject) {
  json line = Logged(Severity::kInfo, "serving", {{"listen", "127.0.0.1:7401"}, {"port", "7401"}});
  EXPECT_EQ(line["severity"], "info");
  EXPECT_EQ(line["event"], "serving");
  EXPECT_EQ(line["listen"], "127.0.0.1:7401");
  EXPECT_EQ(line["port"], "7401");
  absl::Time time;
  std::string error;
  EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, line["time"].get<std::string>(), &time, &error)) << error;
}

TEST(LogTest, SeveritiesHaveNames) {
  EXPECT_EQ(Logged(Severity::kWarning, "e", {})["severity"], "warning");
  EXPECT_EQ(Logged(Severity::kError, "e", {})["severity"], "error");
}

TEST(LogTest, WhatIsNoTextStaysInsideItsLine) {
  json line = Logged(Severity::kError, "call failed", {{"error", "a\n{\"severity\":\"info\"}\r\"\\\x01\x7f"}});
  EXPECT_EQ(line["error"], "a\n{\"severity\":\"info\"}\r\"\\\x01\x7f");
  EXPECT_EQ(line["severity"], "error");
}

TEST(LogTest, BadUtf8IsReplaced) {
  json line = Logged(Severity::kError, "call \xff failed", {{"error", "Caf\xc3 \xed\xa0\x80"}});
  EXPECT_EQ(line["event"], "call \xef\xbf\xbd failed");
  EXPECT_NE(line["error"].get<std::string>().find("\xef\xbf\xbd"), std::string::npos);
}

TEST(LogTest, LinesOfSeveralThreadsDoNotMix) {
  ::testing::internal::CaptureStderr();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int j = 0; j < 50; ++j) Log(Severity::kInfo, "line", {{"text", std::string(200, 'x')}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(LinesOf(::testing::internal::GetCapturedStderr()).size(), 200u);
}

}  // namespace
}  // namespace assay::server
