#!/bin/bash
# desk_bench.sh OUTDESK [TICKETS]   what an engineer waits for at the prompt, beside taskwarrior and the sqlite3 shell, in one run.
#
# A store of TICKETS requests (100,000) of 50 clients, six journal lines each, the last 300 of them open, with texts of
# 4,000 words; taskwarrior (where it is there) has as many tasks, as many of them pending; the sqlite3 shell asks the
# store the same question in SQL.  CPU is user and system time of the process, the median of nine.  Nothing is judged.
set -euo pipefail
outdesk=$(realpath "$1") tickets=${2:-100000} here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export OUTDESK_STORE=$work/store.db OUTDESK_USER=engineer1 TZ=UTC LC_ALL=C.UTF-8 TASKRC=$work/taskrc TASKDATA=$work/task
unset SOURCE_DATE_EPOCH
now=2026-01-01T01:00:00Z

for i in $(seq -w 1 50); do
  sed "s/\"client\": \"made\"/\"client\": \"made$i\"/" "$here/made_contract.json" >contract.json
  "$outdesk" client set -q contract.json --now 2024-01-01T00:00:00Z
done
awk -v tickets="$tickets" -v clients=50 -v open=300 -v texts=1 -f "$here/made_journal.awk" </dev/null >journal.jsonl
/usr/bin/time -f "import of $(wc -l <journal.jsonl) lines, $((tickets)) tickets: %e s wall, %U s user, %S s system, %M KB" "$outdesk" ticket import -q journal.jsonl >/dev/null

# cpu COMMAND...: milliseconds of CPU and of wall time, medians of nine.
cpu() {
  local i
  for i in 1 2 3 4 5 6 7 8 9; do
    perf_start=${EPOCHREALTIME/./}
    { TIMEFORMAT='%3U %3S'; time "$@" >/dev/null 2>&1; } 2>cpu.txt
    awk -v wall=$((${EPOCHREALTIME/./} - perf_start)) '{ printf "%.1f %.1f\n", ($1 + $2) * 1000, wall / 1000 }' cpu.txt
  done | sort -n | sed -n 5p
}
row() { local name=$1; shift; cpu "$@" | awk -v name="$name" '{ printf "%-58s %7.1f ms CPU %7.1f ms wall\n", name, $1, $2 }'; }
sql() { sqlite3 -readonly "$OUTDESK_STORE" "$1"; }

echo "$(nproc) cores, $(uname -m); $(sql 'SELECT count(*) FROM ticket') tickets, $(sql 'SELECT count(*) FROM journal') journal lines, $(($(stat -c %s "$OUTDESK_STORE") / 1000000)) MB"
row "outdesk --version" "$outdesk" --version
row "outdesk ticket new" "$outdesk" ticket new --client made01 --priority P3 'Новый принтер' --now "$now"
row "outdesk ticket note" "$outdesk" ticket note M-0000100 -m 'Позвонили' --now "$now"
row "outdesk ticket show" "$outdesk" ticket show M-0000100
row "outdesk ticket list, 50 next due" "$outdesk" ticket list --sort due --limit 50 --now "$now"
row "outdesk ticket list, 50 newest" "$outdesk" ticket list --limit 50 --now "$now"
row "outdesk ticket search, a rare word" "$outdesk" ticket search шашарон --now "$now"
row "outdesk ticket search, a frequent word and another" "$outdesk" ticket search принтеров роутер --now "$now"
row "outdesk ticket show --similar" "$outdesk" ticket show M-0000100 --similar
row "outdesk ticket handover" "$outdesk" ticket handover --now "$now"
row "outdesk ticket stats --by hour" "$outdesk" ticket stats --by hour --now "$now"
echo
row "sqlite3 shell, nothing asked" sqlite3 -readonly "$OUTDESK_STORE" 'SELECT 1'
row "sqlite3 shell, one ticket and its journal" sqlite3 -readonly "$OUTDESK_STORE" "SELECT * FROM ticket WHERE key = 'M-0000100'; SELECT j.* FROM ticket t JOIN journal j ON j.ticket = t.id WHERE t.key = 'M-0000100' ORDER BY j.seq"
row "sqlite3 shell, open ones with their journals" sqlite3 -readonly "$OUTDESK_STORE" "SELECT j.* FROM ticket t JOIN journal j ON j.ticket = t.id WHERE t.state IN ('new', 'open', 'waiting') ORDER BY t.received, t.id, j.seq"
row "sqlite3 shell, 50 newest" sqlite3 -readonly "$OUTDESK_STORE" "SELECT * FROM ticket ORDER BY received DESC, id DESC LIMIT 50; SELECT count(*) FROM ticket"
for words in '"шашарон"' '"принтер" AND "роутер"'; do
  row "sqlite3 shell, search $words" sqlite3 -readonly "$OUTDESK_STORE" "SELECT t.key, t.subject FROM (SELECT rowid AS id, bm25(ticket_words, 4.0, 1.0, 3.0) AS fit FROM ticket_words WHERE ticket_words MATCH '$words' ORDER BY fit LIMIT 50) f JOIN ticket t ON t.id = f.id ORDER BY f.fit; SELECT count(*) FROM ticket_words WHERE ticket_words MATCH '$words'"
done

command -v task >/dev/null || exit 0
echo
mkdir -p "$TASKDATA"
printf 'data.location=%s\nconfirmation=no\nhooks=off\nverbose=nothing\n' "$TASKDATA" >"$TASKRC"
awk -v n="$tickets" '
  function uuid(i) { return sprintf("%08x-0000-4000-8000-%012x", i, i) }
  BEGIN {
    for (i = 1; i <= n; ++i) {
      open = i > n - 300
      more = open ? sprintf("due:\"%d\"", 1767225600 + i % 997 * 60) : sprintf("end:\"%d\"", 1735690000 + i * 300)
      printf "[description:\"Request %d printer silent\" %s entry:\"%d\" project:\"made%02d\" status:\"%s\" uuid:\"%s\"]\n", \
             i, more, 1735689600 + i * 300, i % 50 + 1, open ? "pending" : "completed", uuid(i) > (open ? "task/pending.data" : "task/completed.data")
    }
  }'
echo "taskwarrior $(task --version): $(wc -l <task/pending.data) pending, $(wc -l <task/completed.data) completed"
row "task add" task add project:made01 'New printer'
row "task 5 info" task 5 info
row "task next, limit 50" task next limit:50
row "task list by due, limit 50" task list limit:50
row "task all /99999/, completed ones too" task all /99999/
