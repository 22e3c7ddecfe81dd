#!/usr/bin/env bash
# Installs the packages of deploy/packages.txt that are missing. Usage: deploy/install-packages.sh GROUP...
set -euo pipefail
list=$(dirname "$0")/packages.txt
missing=()
for group in "$@"; do
  while read -r of package command; do
    [[ $of == "$group" ]] || continue
    [[ -n ${command:-} ]] && command -v "$command" >/dev/null && continue
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done < <(sed 's/#.*//' "$list")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0
as_root=()
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || { echo "Install these as root, then run this again: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "Installing ${#missing[@]} packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
