// Runs a fuzz target without libFuzzer: each file of its corpus, then seeded mutations of them.
//   {target} {corpus folder} [input file ...]      with input files: only those
// ASSAY_SEED repeats a run; ASSAY_TESTS_FULL=1 makes it fifty times as long. An input that crashes is written to
// crash-{target} in the current folder; give it as input file to see it again.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRuns = 100'000;
constexpr int kFullFactor = 50;
constexpr std::chrono::seconds kTime(5);
constexpr size_t kBytesMax = 64 * 1024;

// For the crash handler, which may do no more than write.
std::string crash_file;
const std::string* current_input = nullptr;

extern "C" void WriteCrash(int signal) {
  int file = open(crash_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0 && current_input != nullptr) {
    [[maybe_unused]] ssize_t written = write(file, current_input->data(), current_input->size());
    close(file);
  }
  std::signal(signal, SIG_DFL);
  raise(signal);
}

void RunOne(const std::string& input) {
  current_input = &input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

std::string ReadInput(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> ReadCorpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> inputs;
  for (const auto& path : paths) inputs.push_back(ReadInput(path));
  return inputs;
}

class Mutator {
 public:
  Mutator(uint64_t seed, const std::vector<std::string>* corpus) : random_(seed), corpus_(corpus) {}

  std::string Next() {
    std::string input = (*corpus_)[Below(corpus_->size())];
    for (size_t changes = 1 + Below(6); changes > 0; --changes) Change(&input);
    if (input.size() > kBytesMax) input.resize(kBytesMax);
    return input;
  }

 private:
  size_t Below(size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void Change(std::string* input) {
    size_t at = Below(input->size() + 1);
    size_t length = std::min(input->size() - at, 1 + Below(16));
    const std::string& other = (*corpus_)[Below(corpus_->size())];
    switch (Below(7)) {
      case 0:
        if (at < input->size()) (*input)[at] = static_cast<char>((*input)[at] ^ (1 << Below(8)));
        break;
      case 1:
        if (at < input->size()) (*input)[at] = static_cast<char>(Below(256));
        break;
      case 2:
        input->insert(at, 1, static_cast<char>(Below(256)));
        break;
      case 3:
        input->erase(at, length);
        break;
      case 4:
        input->insert(at, input->substr(at, length));
        break;
      case 5:
        input->insert(at, other.substr(Below(other.size() + 1), 1 + Below(32)));
        break;
      case 6: {
        static const char* const kPieces[] = {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                                              "\xff\xff\xff\xff\x07",
                                              "\"",
                                              ",",
                                              "\r\n",
                                              "/",
                                              "\xc3",
                                              "\xef\xbb\xbf",
                                              "-1",
                                              "9999999999999999999",
                                              "states/nj/",
                                              "~",
                                              "@",
                                              "\x12\x00"};
        input->insert(at, kPieces[Below(std::size(kPieces))]);
        break;
      }
      default:
        break;
    }
  }

  std::mt19937_64 random_;
  const std::vector<std::string>* const corpus_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: " << argv[0] << " CORPUS_FOLDER [INPUT_FILE ...]" << std::endl;
    return 2;
  }
  crash_file = "crash-" + std::filesystem::path(argv[0]).filename().string();
  for (int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS}) std::signal(signal, WriteCrash);
  for (int i = 2; i < argc; ++i) RunOne(ReadInput(argv[i]));
  if (argc > 2) return 0;
  const std::vector<std::string> corpus = ReadCorpus(argv[1]);
  if (corpus.empty()) {
    std::cerr << "no corpus in " << argv[1] << std::endl;
    return 2;
  }
  for (const std::string& input : corpus) RunOne(input);
  const char* given = std::getenv("ASSAY_SEED");
  uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "seed " << seed << std::endl;  // before anything can crash
  const char* full = std::getenv("ASSAY_TESTS_FULL");
  int factor = full != nullptr && std::string(full) == "1" ? kFullFactor : 1;
  Mutator mutator(seed, &corpus);
  const Clock::time_point end = Clock::now() + factor * kTime;
  int runs = 0;
  for (; runs < factor * kRuns && Clock::now() < end; ++runs) RunOne(mutator.Next());
  std::cout << corpus.size() << " kept inputs, " << runs << " mutations" << std::endl;
  return 0;
}
