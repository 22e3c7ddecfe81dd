#!/usr/bin/env bash
# Runs clang-tidy over the sources named, or over all but the tests. Usage: tests/lint/tidy.sh [file.cc ...]
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset tidy >/dev/null
cmake --build --preset tidy --target assay_proto_rpc assay_proto_api assay_proto_ledger >/dev/null
if [[ $# -eq 0 ]]; then
  mapfile -t sources < <(find services storage clients -name '*.cc' -not -name '*_test.cc' -not -path '*/testing/*' | sort)
  set -- "${sources[@]}"
fi
printf '%s\0' "$@" | xargs -0 -n 4 -P "$(nproc)" clang-tidy-14 --quiet -p build/tidy
