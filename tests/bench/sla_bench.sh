#!/bin/bash
# sla_bench.sh OUTDESK EXPORT.csv [TICKETS]   whole deadline reports beside sqlite3 reading the same rows, in one run.
#
# EXPORT.csv is a ServiceNow incident log (the public one, UCI 498, has 141,712 rows of 24,918 incidents); beside it a
# made-up client of TICKETS requests (1,000,000 without it), six journal lines each.  Nothing is judged.
set -euo pipefail
outdesk=$(realpath "$1") export_csv=$(realpath "$2") tickets=${3:-1000000} here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC LC_ALL=C.UTF-8
unset SOURCE_DATE_EPOCH

cat > read.sql <<'SQL'
SELECT j.ticket, j.at, j.entered, j.by_whom, j.event, j.fields FROM ticket t JOIN journal j ON j.ticket = t.id ORDER BY t.received, t.id, j.seq;
SQL

# timed NAME COMMAND...: wall, CPU and peak memory, the median of three by wall time.
timed() {
  local name=$1 i
  shift
  for i in 1 2 3; do /usr/bin/time -f '%e %U %S %M' -o time.$i "$@" >/dev/null || [ $? = 1 ]; done  # 1: bad news
  tail -qn 1 time.1 time.2 time.3 | sort -n | sed -n 2p | awk -v name="$name" '{ printf "%-52s %8.2f s wall %8.2f s CPU %8.1f MB\n", name, $1, $2 + $3, $4 / 1024 }'
}

# reports CLIENT STORE FROM TO
reports() {
  export OUTDESK_STORE=$2
  echo "$1: $(sqlite3 -readonly "$2" 'SELECT count(*) FROM ticket') tickets, $(sqlite3 -readonly "$2" 'SELECT count(*) FROM journal') journal lines"
  timed "sqlite3 shell, the same rows" sqlite3 -readonly "$2" ".read read.sql"
  timed "sla-report, text" "$outdesk" sla-report --client "$1" --from "$3" --to "$4" --now 2026-06-01T00:00:00Z
  timed "sla-report, JSON with every request" "$outdesk" sla-report --client "$1" --from "$3" --to "$4" --now 2026-06-01T00:00:00Z --format json
  timed "sla-report, one month" "$outdesk" sla-report --client "$1" --from "$3" --to "$(date -ud "$3 + 1 month" +%F)" --now 2026-06-01T00:00:00Z
  timed "sla-report at-risk, as of the end" "$outdesk" sla-report at-risk --client "$1" --as-of "$4T00:00:00Z"
  echo
}

echo "$(nproc) cores, $(uname -m); medians of three"
export OUTDESK_STORE=$work/incidents.db
"$outdesk" client set -q "$here/incidents.json"
"$outdesk" ticket import -q --client bench --map servicenow "$export_csv" >/dev/null
reports bench "$OUTDESK_STORE" 2016-03-01 2016-07-01

export OUTDESK_STORE=$work/made.db
"$outdesk" client set -q "$here/made_contract.json"
for ((part = 0; part < 10; ++part)); do  # an import holds its file in memory
  awk -v tickets="$tickets" -v part="$part" -f "$here/made_journal.awk" </dev/null >journal.jsonl
  "$outdesk" ticket import -q journal.jsonl >/dev/null
done
rm journal.jsonl
reports made "$OUTDESK_STORE" 2025-01-01 2026-01-01
