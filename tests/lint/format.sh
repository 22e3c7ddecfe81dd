#!/usr/bin/env bash
# Fails, naming the files, when a C++ source is not as .clang-format says.
set -euo pipefail
cd "$(dirname "$0")/../.."
find services storage clients tests -name '*.h' -o -name '*.cc' | grep -v node_modules | xargs clang-format-14 --dry-run --Werror
