#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests. Usage: tests/run.sh [--full] [words for ctest, such as -L unit]
#   --full   the long versions of the crash, model and fuzz tests, and clang-tidy on every unit
set -euo pipefail
cd "$(dirname "$0")/.."
if [[ ${1:-} == --full ]]; then
  shift
  export ASSAY_TESTS_FULL=1
fi
jobs=$(nproc)
deploy/install-packages.sh build test
echo "== configure and build (preset dev)"
cmake --preset dev >/dev/null
cmake --build --preset dev --parallel "$jobs"
echo "== protos: what lints them"
npm ci --prefix tests/lint --silent --no-audit --no-fund
echo "== test"
ctest --preset dev --parallel "$jobs" "$@"
