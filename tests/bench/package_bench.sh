#!/bin/bash
# package_bench.sh OUTDESK [one|matrix|provider]...   monthly packages: wall, CPU, peak memory.  Nothing is judged.
#
#   one       a client's package: 1,000 requests a month for a year, a matrix of 300 folders and 60 people, five backup
#             jobs, 60 devices (aims: 0.5 s, 64 MB)
#   provider  50 clients: 1,000 requests a month, 1,500 workstations and 100 servers over all (aim: 30 s for all packages)
#   matrix    a workbook of 10,000 folders and 100 people: by the command; by the writer alone; by libxlsxwriter and
#             Python's XlsxWriter in constant memory, the same cells and formats (aims: within 1.2 times of libxlsxwriter,
#             5 times faster than Python, 16 MB).  The writer alone is outdesk_book_bench, beside OUTDESK; needs
#             libxlsxwriter-dev and python3-xlsxwriter.
# Least of RUNS (5), by CPU.  Stores are made in WORK (a new folder below $TMPDIR, removed at the end); what is there already is used.
set -euo pipefail
outdesk=$(realpath "$1") runs=${RUNS:-5} here=$(realpath "$(dirname "$0")")
shift
[ $# -gt 0 ] || set -- one provider matrix
work=${WORK:-$(mktemp -d "${TMPDIR:-/tmp}/outdesk-bench-XXXXXX")}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
cd "$work"
export OUTDESK_USER=bench TZ=UTC LC_ALL=C.UTF-8
unset SOURCE_DATE_EPOCH

# timed NAME COMMAND...: wall, CPU and peak memory of the run that took least CPU.
timed() {
  local name=$1 i
  shift
  rm -f runs.txt
  for ((i = 0; i < runs; ++i)); do
    command time -f '%e %U %S %M' -o time.one "$@" >out.txt || [ $? = 10 ]  # 10: a source has no data
    tail -n 1 time.one >>runs.txt
  done
  awk -v name="$name" '{ cpu = $2 + $3 } NR == 1 || cpu < least { least = cpu; wall = $1; most = $4 }
    END { printf "%-60s %7.2f s wall %7.2f s CPU %7.1f MB\n", name, wall, least, most / 1024 }' runs.txt
}

# made_client KEY TICKETS_A_MONTH OPTIONS...: a client in the store, with all that its December needs.
made_client() {
  local key=$1 tickets=$2
  shift 2
  python3 "$here/made_client.py" "$key" "made/$key" "$@"
  "$outdesk" client set -q "made/$key/contract.json" --now 2025-01-01T00:00:00Z
  awk -v tickets=$((tickets * 12)) -v texts=1 -v closed=1 -f "$here/made_journal.awk" </dev/null |
    sed "s/\"client\": \"made\", \"ticket\": \"M-/\"client\": \"$key\", \"ticket\": \"$key-/" >journal.jsonl
  "$outdesk" ticket import -q journal.jsonl --now 2026-02-01T00:00:00Z >/dev/null
  rm journal.jsonl
  rights "$key" 1 2025-11-28T18:00:00Z
  rights "$key" 2 2025-12-28T18:00:00Z
  "$outdesk" backup-verify record -q --client "$key" --file "made/$key/backups.csv" --now 2026-01-01T05:00:00Z >/dev/null
  "$outdesk" asset import -q --client "$key" --at 2025-01-20T06:00:00Z --now 2026-01-01T05:10:00Z "made/$key/equipment.csv" >/dev/null
  "$outdesk" asset import -q --client "$key" --now 2026-01-01T05:15:00Z "made/$key/inventory" >/dev/null
  rm -r "made/$key"
}

# rights KEY NUMBER TAKEN
rights() {
  local from=made/$1
  "$outdesk" access-audit import -q --client "$1" --server fs01 --getfacl "$from/rights-$2.txt" --passwd "$from/passwd" \
    --group "$from/group" --taken "$3" --now 2026-01-01T05:00:00Z >/dev/null
}

build() { "$outdesk" client-report build --client "$1" --month 2025-12 --dir "$2" --now 2026-02-01T06:00:00Z --quiet >/dev/null || [ $? = 10 ]; }
build_anew() { rm -rf "$2"; build "$@"; }
build_all() { local key; rm -rf packages; for key in $(seq -f 'client%02.0f' 50); do build "$key" packages; done; }
export -f build build_anew build_all
export outdesk

one() {
  export OUTDESK_STORE=$work/one.db
  [ -f one.db ] || made_client made 1000
  timed "one client, its package made" bash -c 'build_anew made package-one'
  timed "one client, nothing changed" "$outdesk" client-report build --client made --month 2025-12 --dir package-one --now 2026-02-01T06:00:00Z --quiet
  timed "one client, verified" "$outdesk" client-report verify package-one/*/
}

# Three clients have more than half of it, as with most providers.
provider() {
  local number key
  export OUTDESK_STORE=$work/provider.db
  if [ ! -f provider.db ]; then
    for number in $(seq 50); do
      key=$(printf 'client%02d' "$number")
      if ((number <= 3)); then made_client "$key" 200 --devices 200
      else made_client "$key" 9 --folders 100 --people 20 --devices 19
      fi
    done
  fi
  runs=1 timed "50 clients, one after the other" bash -c build_all
}

matrix() {
  local bench
  bench=$(dirname "$outdesk")/outdesk_book_bench
  export OUTDESK_STORE=$work/matrix.db
  "${CC:-cc}" -O2 "$here/bare_book.c" -lxlsxwriter -o bare_book
  timed "10,000 x 100, the writer of workbooks" "$bench" book.xlsx
  timed "10,000 x 100, libxlsxwriter alone, constant memory" ./bare_book bare.xlsx
  timed "10,000 x 100, Python's XlsxWriter, constant memory" "${PYTHON:-/usr/bin/python3}" "$here/bare_book.py" python.xlsx
  if [ ! -f matrix.db ]; then
    python3 "$here/made_client.py" made made/made --folders 10000 --people 100 --devices 1
    "$outdesk" client set -q made/made/contract.json --now 2025-01-01T00:00:00Z
    rights made 1 2025-11-28T18:00:00Z
    rights made 2 2025-12-28T18:00:00Z
  fi
  timed "10,000 x 100, access-audit matrix" "$outdesk" access-audit matrix --client made --server fs01 --format xlsx -o matrix.xlsx --now 2026-02-01T06:00:00Z
  stat -c '%n %s' ./*.xlsx | awk '{ printf "%s: %.1f MB\n", $1, $2 / 1e6 }'
}

echo "$(nproc) cores, $(uname -m); load $(cut -d' ' -f1-3 /proc/loadavg); the run of least CPU of $runs"
for part; do "$part"; done
