#!/usr/bin/env bash
# From a bare Debian 12 to a published list: installs what is missing, builds, starts assayd, and takes a demonstration state
# through a whole cycle with the command line, as its users would. Then it keeps serving.
#   --exit       stop after publishing
#   --listen A   address and port of the API (default 127.0.0.1:7401)
# The demonstration lives in build/demo; run again, it goes on from there. Remove the folder to begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."

keep_serving=true
listen=127.0.0.1:7401
while [[ $# -gt 0 ]]; do
  case $1 in
    --exit) keep_serving=false ;;
    --listen) listen=${2:?address and port}; shift ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done

demo=build/demo
data=deploy/demo
bin=build/release/bin
server_pid=
step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
stop_server() { if [[ -n $server_pid ]]; then kill "$server_pid" 2>/dev/null || true; wait "$server_pid" 2>/dev/null || true; server_pid=; fi; }
trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step "Install and build (some minutes the first time)"
deploy/install-packages.sh build
cmake --preset release >/dev/null
cmake --build --preset release --parallel "$(nproc)" --target assayd assay

# A cycle that was cut off half-way is begun anew.
[[ -e $demo/published ]] || rm -rf "$demo"
mkdir -p "$demo/tokens"

step "Start assayd on $listen"
# The server writes its port into a pipe once it takes calls; should it end instead, a watcher writes so.
rm -f "$demo/port" && mkfifo "$demo/port"
exec 3<>"$demo/port"
"$bin/assayd" --data-dir "$demo/data" --listen "$listen" --port-file "$demo/port" 2>>"$demo/assayd.log" 3<&- &
server_pid=$!
{ tail --pid="$server_pid" -f /dev/null; echo ended >&3; } 2>/dev/null &
read -r port <&3
if [[ $port == ended ]]; then
  echo "assayd did not start; $demo/assayd.log says why:" >&2
  tail -n 3 "$demo/assayd.log" >&2
  exit 1
fi
export ASSAY_CONFIG=$PWD/$demo/config.yaml ASSAY_SERVER="${listen%:*}:$port" ASSAY_STATE=demo

# assay as one of the demonstration's people: `as staff proposal list ...`
as() { local who=$1; shift; "$bin/assay" --token-file "$demo/tokens/$who.token" "$@"; }

run_cycle() {
  cp "$demo/data/administrator.token" "$demo/tokens/operator.token"

  step "A rehearsal state, and the people who run it"
  as operator state create demo --display-name "New Jersey (demonstration)" --time-zone America/New_York --wage-area NJ --rehearsal
  for person in ada:administrator:"Ada Administrator" sam:agency-staff:"Sam Staff" pat:approver:"Pat Approver"; do
    IFS=: read -r id role name <<<"$person"
    as operator user create "$id" --display-name "$name" --roles "$role"
    as operator token create "$id" --output-file "$demo/tokens/$id.token"
  done

  step "Import the catalogue and the labor-market facts"
  as sam credential import "$data/credentials.csv"
  as sam dataset create oews-2025 --display-name "Wages and projections" --reference-year 2025 \
    --source "BLS OEWS May 2025; BLS Employment Projections 2024-2034; O*NET 29.3"
  as sam dataset import "$data/occupations.csv" --dataset oews-2025

  step "A cycle, its policy and its proposals"
  as ada policy create standard --from-file "$data/policy.yaml"
  as sam cycle create 2027 --display-name "Cycle 2027" --dataset oews-2025
  as sam proposal import "$data/proposals.csv" --cycle 2027
  as sam proposal submit --each "$data/proposals.csv" --cycle 2027
  as sam proposal screen --each "$data/proposals.csv" --cycle 2027

  step "Employers, their representatives, panels and seats"
  as sam employer import "$data/employers.csv"
  as sam employer verify --each "$data/employers.csv" --evidence "Fictional employer of the demonstration"
  as sam representative import "$data/representatives.csv"
  as ada token create-all --role employer-representative --output-dir "$demo/tokens"
  as sam panel import "$data/panels.csv"
  as sam seat import "$data/seats.csv"

  step "Rounds: each panel reviews the proposals of its sector"
  as sam round import "$data/rounds.csv" --cycle 2027 --policy standard
  as sam round add --from-file "$data/round-items.csv" --cycle 2027
  as sam round open --each "$data/rounds.csv" --cycle 2027

  step "The employers vote (fictional ballots of a seeded generator)"
  # The first representative of each employer that holds a seat casts all of its ballots.
  cut -d, -f3 "$data/seats.csv" | sed 1d | sort -u | while read -r employer; do
    person=$(awk -F, -v employer="$employer" '$1 == employer { print $2; exit }' "$data/representatives.csv")
    as "$person" ballot cast-file "$data/ballots.csv" --cycle 2027 --employer "$employer"
  done
  as sam round close --each "$data/rounds.csv" --cycle 2027

  step "Preview, draft, and publish by a second person"
  as sam list preview --cycle 2027 --policy standard --page-size 5
  as sam list draft --cycle 2027 --policy standard --effective-date 2027-07-01
  as pat list publish 1 --etag "$(as pat list get 1 -o value=etag)"
  touch "$demo/published"
}

[[ -e $demo/published ]] || run_cycle

step "The published list"
"$bin/assay" list entries latest --page-size 25
"$bin/assay" list get latest
cat <<TXT

Where to look next, with the server running:
  export PATH=$PWD/$bin:\$PATH ASSAY_CONFIG=$PWD/$demo/config.yaml ASSAY_SERVER=$ASSAY_SERVER ASSAY_STATE=demo
  assay list decisions latest --proposal 2027/comptia-a-plus     why it is, or is not, on the list
  assay list entries latest --all -o csv                         the whole list
  assay list download latest --output list.jsonl                 its canonical bytes; sha256sum is its digest
  assay occupation explain 29-1141 --dataset oews-2025 --policy standard
                                                                 why nurses are, or are not, in demand
  assay --help
TXT

if $keep_serving; then
  step "Serving on $ASSAY_SERVER; Ctrl-C stops"
  wait "$server_pid"
fi
