#!/bin/bash
# cli_bench.sh OUTDESK EXPORT.csv   medians of what is felt at a prompt and in long work, in one run.
#
# EXPORT.csv is a ServiceNow incident log (the public one, UCI 498, has 141,712 rows of 24,918 incidents).
# Nothing is judged.  hyperfine is used where it is there; else each run is timed by the shell, which
# adds the time of a fork to every row alike.
set -euo pipefail
outdesk=$(realpath "$1") export_csv=$(realpath "$2") here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export OUTDESK_STORE=$work/store.db OUTDESK_USER=bench TASKRC=$work/taskrc TZ=UTC LC_ALL=C.UTF-8
unset SOURCE_DATE_EPOCH

now() { printf '%s' "${EPOCHREALTIME/./}"; }
middle() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

# median RUNS COMMAND...: microseconds.
median() {
  local runs=$1 i start
  shift
  if command -v hyperfine >/dev/null; then
    hyperfine -N --warmup 3 --runs "$runs" --export-csv "$work/hyperfine.csv" "$*" >/dev/null 2>&1
    tail -n 1 "$work/hyperfine.csv" | awk -F, '{ print $(NF - 4) * 1000000 }'
    return
  fi
  for i in 1 2 3; do "$@" >/dev/null; done
  for ((i = 0; i < runs; ++i)); do
    start=$(now)
    "$@" >/dev/null
    echo $(($(now) - start))
  done | middle
}

row() { awk -v name="$1" -v us="$2" -v note="${3:-}" 'BEGIN { printf "%-58s %10.1f ms  %s\n", name, us / 1000, note }'; }
startup() { local name=$1; shift; row "$name" "$(median 40 "$@")"; }
rate() { awk -v n="$1" -v us="$2" 'BEGIN { printf "%d rows a second", n / us * 1000000 }'; }

cp "$here/incidents.json" contract.json

# Import, three times into a new store; each beside sqlite3's own import of the same file.
fresh_import() {
  rm -f "$OUTDESK_STORE"*
  "$outdesk" client set -q contract.json
  start=$(now)
  "$outdesk" ticket import -q --client bench --map servicenow "$export_csv"
  echo $(($(now) - start))
}
fresh_sqlite_import() {
  rm -f plain.db
  start=$(now)
  sqlite3 plain.db ".mode csv" ".import '$export_csv' rows"
  echo $(($(now) - start))
}
for i in 1 2 3; do fresh_import; done >import.us
for i in 1 2 3; do fresh_sqlite_import; done >sqlite.us
rows=$(sqlite3 plain.db 'SELECT count(*) FROM rows')
lines=$(sqlite3 -readonly "$OUTDESK_STORE" 'SELECT count(*) FROM journal')
tickets=$(sqlite3 -readonly "$OUTDESK_STORE" 'SELECT count(*) FROM ticket')

echo "$rows rows, $tickets tickets, $lines journal lines; $(nproc) cores; $(uname -m); medians"
echo
startup "git --version" git --version
startup "sqlite3 :memory: .quit" sqlite3 :memory: .quit
startup "outdesk --version" "$outdesk" --version
startup "outdesk ticket list" "$outdesk" ticket list --quiet --color never
startup "outdesk ticket list --open" "$outdesk" ticket list --open --quiet --color never
startup "outdesk ticket new" "$outdesk" ticket new --client bench --priority P3 Subject
last=$("$outdesk" ticket new --client bench --priority P3 Subject)
startup "outdesk ticket show" "$outdesk" ticket show "$last" --color never
if command -v task >/dev/null; then
  printf 'data.location=%s/task\nconfirmation=off\nverbose=nothing\n' "$work" >taskrc
  seq "$tickets" | sed 's/.*/{"description":"Subject &","status":"pending","entry":"20160301T100000Z"}/' >tasks.json
  task import tasks.json >/dev/null 2>&1
  row "task --version" "$(median 40 task --version)"
  row "task list limit:50 ($tickets tasks)" "$(median 5 task list limit:50)"
  row "task add ($tickets tasks)" "$(median 5 task add Subject)"
fi
echo
us=$(middle <import.us); row "outdesk ticket import --map servicenow" "$us" "$(rate "$rows" "$us")"
us=$(middle <sqlite.us); row "sqlite3 .import of the same file" "$us" "$(rate "$rows" "$us")"
echo
whole=(--client bench --from 2016-02-01 --to 2017-03-01)
row "read every journal line (outdesk ticket export)" "$(median 3 "$outdesk" ticket export)"
echo 'SELECT * FROM journal ORDER BY seq;' >rows.sql
row "read every journal line (sqlite3)" "$(median 3 sqlite3 -readonly -init rows.sql "$OUTDESK_STORE" .quit)"
row "outdesk sla-report of all $tickets tickets, json" "$(median 3 "$outdesk" sla-report "${whole[@]}" --format json)"
row "outdesk sla-report of April 2016, json" "$(median 3 "$outdesk" sla-report --client bench --month 2016-04 --format json)"
row "outdesk store check" "$(median 3 "$outdesk" store check)"
