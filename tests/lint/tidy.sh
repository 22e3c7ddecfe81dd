#!/usr/bin/env bash
# Runs clang-tidy over the sources named, or over all. Usage: tests/lint/tidy.sh BUILD_DIR [file.cc ...]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:?build folder with compile_commands.json}
shift
if [[ $# -eq 0 ]]; then
  mapfile -t sources < <(find services storage clients -name '*.cc' -not -name '*_test.cc' | sort)
  set -- "${sources[@]}"
fi
printf '%s\0' "$@" | xargs -0 -n 4 -P "$(nproc)" clang-tidy-14 --quiet -p "$build"
