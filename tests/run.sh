#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests. Usage: tests/run.sh [--full] [words for ctest, such as -L unit]
#   --full   the long versions of the crash, model and fuzz tests, clang-tidy on every unit, and whether headers stand alone
set -euo pipefail
cd "$(dirname "$0")/.."
full=false
if [[ ${1:-} == --full ]]; then
  shift
  full=true
  export ASSAY_TESTS_FULL=1
fi
jobs=$(nproc)
deploy/install-packages.sh build test
echo "== configure and build (preset dev)"
cmake --preset dev >/dev/null
cmake --build --preset dev --parallel "$jobs"
echo "== protos: what lints them"
npm ci --prefix tests/lint --silent --no-audit --no-fund
if $full; then
  echo "== headers stand alone"
  cmake --build --preset dev --parallel "$jobs" --target all_verify_interface_header_sets
  echo "== clang-tidy"
  tests/lint/tidy.sh
fi
echo "== test"
ctest --preset dev --parallel "$jobs" "$@"
