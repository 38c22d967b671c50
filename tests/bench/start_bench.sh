#!/bin/bash
# start_bench.sh OUTDESK [RUNS]   what a command costs before it does anything, beside git and the sqlite3 shell, and what each library costs.
#
# Commands of one table take turns, RUNS (200) times each.  `ticket new` is timed on the disk that holds TMPDIR and in memory
# (/dev/shm): the difference is what the disk takes to keep a ticket.  A library's cost is that of an empty program that is
# linked with it and with nothing else.  Nothing is judged.
set -euo pipefail
outdesk=$(realpath "$1") runs=${2:-200} here=$(realpath "$(dirname "$0")")
full=$(dirname "$outdesk")/outdesk-full
[ -e "$full" ] || full=$(dirname "$outdesk")/../libexec/outdesk/outdesk-full
work=$(mktemp -d)
memory=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$work" "$memory"' EXIT
cd "$work"
export OUTDESK_USER=engineer1 TZ=UTC LC_ALL=C.UTF-8 HOME=$work
unset SOURCE_DATE_EPOCH LD_PRELOAD
cc -O2 -o start_times "$here/start_times.c"

for store in "$work/small.db" "$work/large.db" "$memory/small.db"; do
  sed 's/"client": "made"/"client": "made01"/' "$here/made_contract.json" >contract.json
  "$outdesk" client set -q contract.json --now 2024-01-01T00:00:00Z --store "$store"
  for _ in 1 2 3; do "$outdesk" ticket new --client made01 --priority P3 'Новый принтер' --store "$store" >/dev/null; done
done
awk -v tickets=10000 -v clients=1 -v open=300 -v texts=1 -f "$here/made_journal.awk" </dev/null >journal.jsonl
"$outdesk" ticket import -q journal.jsonl --store large.db >/dev/null

echo "$(nproc) cores, $(uname -m), load $(cut -d' ' -f1-3 /proc/loadavg); $runs runs; TMPDIR is $(stat -f -c %T "$work"), /dev/shm is $(stat -f -c %T "$memory")"
row() { printf '%s\t%s\n' "$1" "$2"; }
{
  row true /bin/true
  row 'git --version' 'git --version'
  row "sqlite3 'select 1'" "sqlite3 -readonly $work/small.db select(1)"
  row "sqlite3 'select count(*) from ticket'" "sqlite3 -readonly $work/small.db select/**/count(*)from/**/ticket"
  row 'outdesk --version' "$outdesk --version"
  row 'outdesk --version --verbose' "$outdesk --version --verbose"
  row 'outdesk ticket list, 3 tickets' "$outdesk ticket list --quiet --store $work/small.db --limit 3"
  row 'outdesk ticket list, 10,000 tickets' "$outdesk ticket list --quiet --store $work/large.db"
  row 'outdesk ticket new, on the disk' "$outdesk ticket new --client made01 --priority P3 Принтер --store $work/small.db"
  row 'outdesk ticket new, in memory' "$outdesk ticket new --client made01 --priority P3 Принтер --store $memory/small.db"
} >commands
./start_times "$runs" commands

echo
echo 'int main(void) { return 0; }' >empty.c
cc -O2 -o with_none empty.c
# needed PROGRAM: the libraries that it names itself.
needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' | grep -v '^libc\.\|^ld-linux'; }
row 'no library but the C library' "$work/with_none" >commands
for library in $(needed "$outdesk") $(needed "$full" | grep -vxFf <(needed "$outdesk")); do
  cc -O2 -o "with_$library" empty.c -Wl,--no-as-needed "-l:$library"
  with=$(LD_DEBUG=statistics "./with_$library" 2>&1 | awk '/number of relocations:/ && !n { n = $NF } /relative relocations:/ { r = $NF } END { print n + r }')
  row "$library, $(($(ldd "with_$library" | wc -l) - 3)) loaded, $with relocations" "$work/with_$library" >>commands
done
./start_times "$runs" commands

echo
for program in "$outdesk" "$full"; do
  cp "$program" stripped
  strip --strip-unneeded stripped
  printf '%-14s %10d bytes stripped; ' "$(basename "$program")" "$(stat -c %s stripped)"
  LD_DEBUG=statistics "$program" --version 2>&1 | awk '/total startup time/ && !t { t = $(NF - 1) } /number of relocations:/ && !n { n = $NF } /relative relocations:/ { r = $NF } END { printf "%d relocations by name, %d relative, %d cycles in the loader\n", n, r, t }'
done
# A checkpoint comes with some tickets and not with others, so many are counted.
for _ in $(seq 50); do
  strace -f -e trace=fsync,fdatasync,sync_file_range,msync "$outdesk" ticket new --client made01 --priority P3 Subject --store small.db 2>&1 >/dev/null | grep -c sync || true
done | sort -n | awk '{ n += $1; most = $1 } END { printf "ticket new syncs %.2f times, at most %d (of %d)\n", n / NR, most, NR }'
