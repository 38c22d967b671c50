#!/bin/bash
# access_scan_bench.sh OUTDESK [TREE [RUNS]]   a scan of rights beside the least that it can cost, and beside other programs.
#
# TREE (a new folder below $TMPDIR, removed at the end) is made where it is not there: 200,000 folders to depth 6 and
# 800,000 files with about 3,400 distinct rights (FOLDERS=N for fewer, four files each).  RUNS (5) rounds; medians.  Root is
# needed to make the tree; cold runs are made where caches may be dropped (COLD=0 leaves them out).  GETFACL=1 adds
# `getfacl -R` with names, on 5,000 folders.  SCAN_BENCH names outdesk_scan_bench, which tells the phases apart; without
# it, the one beside OUTDESK is taken where it is there.  Nothing is judged.
set -euo pipefail
outdesk=$(realpath "$1") runs=${3:-5} folders=${FOLDERS:-200000} here=$(realpath "$(dirname "$0")")
scan_bench=${SCAN_BENCH:-$(dirname "$outdesk")/outdesk_scan_bench}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$(realpath -m "${2:-$work/tree}")
cd "$work"
export OUTDESK_STORE=$work/store.db OUTDESK_USER=bench TZ=UTC LC_ALL=C.UTF-8
unset SOURCE_DATE_EPOCH

"${CC:-cc}" -O2 -pthread "$here/bare_walk.c" -o bare_walk
"${CXX:-c++}" -std=c++20 -O2 "$here/make_tree.cpp" -o make_tree
[ -d "$tree" ] || ./make_tree "$tree" "$folders"
cat > contract.json <<'JSON'
{ "outdesk": "contract/1", "client": "bench", "name": "Bench", "valid_from": "2026-01-01", "timezone": "UTC",
  "calendars": {"always": {"timezone": "UTC", "weekly": "24x7"}}, "priorities": {"P3": {"calendar": "always", "resolution": "4h"}} }
JSON
echo 'anna:x:2001:3001:Anna:/:/bin/sh' >passwd
echo 'anna:x:3001:' >group
"$outdesk" client set -q contract.json
"$outdesk" store backup empty.db --quiet

scan() { "$outdesk" access-audit scan "$tree" --client bench --server fs01 --passwd passwd --group group --quiet; }
# The first scan of a tree writes all folders; the next one only what differs.
first_scan() { scan; }
next_scan() { scan; }
bare() { ./bare_walk "$tree"; }
bare_as_scan() { ./bare_walk -l -a 2 "$tree"; }
bare_8() { ./bare_walk -t 8 "$tree"; }
find_folders() { find "$tree" -type d; }
getfacl_folders() { find "$tree" -type d -print0 | xargs -0 getfacl -pn; }
getfacl_small() { getfacl -R small; }
fresh_store() { rm -f "$OUTDESK_STORE" "$OUTDESK_STORE"-*; cp empty.db "$OUTDESK_STORE"; }

# timed NAME: adds wall and CPU (of children too) of one run to NAME.times.
timed() {
  local TIMEFORMAT='%3R %3U %3S' name=$1
  { time "$name" >/dev/null 2>stderr; } 2>>"$name.times" || { cat stderr >&2; exit 1; }
}
middle() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
# row NAME TEXT [FACTOR]: medians; and the CPU as a multiple of the bare walk's.
row() {
  local wall cpu
  wall=$(awk '{ print $1 }' "$1.times" | middle) cpu=$(awk '{ print $2 + $3 }' "$1.times" | middle)
  [ "$1" != bare ] || least=$cpu
  awk -v text="$2" -v wall="$wall" -v cpu="$cpu" -v least="$least" -v factor="${3:-1}" \
    'BEGIN { printf "%-66s %9.3f s wall %9.3f s CPU %7.2f x\n", text, wall * factor, cpu * factor, cpu * factor / least }'
}

count=$(./bare_walk "$tree" | cut -d' ' -f1)
echo "$count folders; $(nproc) cores, $(uname -m), $(stat -f -c %T "$tree"); load $(cut -d' ' -f1-3 /proc/loadavg); medians of $runs"
find_folders >/dev/null
for ((i = 0; i < runs; ++i)); do
  timed bare
  timed bare_as_scan
  fresh_store
  timed first_scan
  timed next_scan
  timed find_folders
  timed getfacl_folders
done
echo
echo "warm"
row bare "bare walk: open, stat, three attributes, entries; one thread"
row bare_as_scan "bare walk: two attributes, entries only where folders lie below"
row first_scan "outdesk access-audit scan, the first of a tree"
row next_scan "outdesk access-audit scan, nothing changed"
row find_folders "find TREE -type d"
row getfacl_folders "find TREE -type d -print0 | xargs -0 getfacl -pn"
if [ "${GETFACL:-0}" = 1 ]; then
  ./make_tree small 5000
  for i in 1 2 3; do timed getfacl_small; done
  row getfacl_small "getfacl -R TREE with names, from 5,000 folders (and 20,000 files)" "$(awk -v n="$count" 'BEGIN { print n / 5001 }')"
fi

if [ -x "$scan_bench" ]; then
  echo
  echo "phases of a scan"
  "$scan_bench" "$tree" empty.db bench "$runs" | awk -F'\t' -v least="$least" '{ printf "%-66s %9.3f s wall %9.3f s CPU %7.2f x\n", $3, $1, $2, $2 / least }'
fi

if [ "${COLD:-1}" = 1 ] && [ "$(id -u)" = 0 ] && sync && echo 3 2>/dev/null >/proc/sys/vm/drop_caches; then
  rm -f -- *.times
  for ((i = 0; i < (runs + 1) / 2; ++i)); do
    for name in bare bare_8 first_scan next_scan find_folders; do
      [ "$name" != first_scan ] || fresh_store
      sync
      echo 3 >/proc/sys/vm/drop_caches
      timed "$name"
    done
  done
  echo
  echo "cold, medians of $(((runs + 1) / 2))"
  row bare "bare walk, one thread"
  row bare_8 "bare walk, 8 threads"
  row first_scan "outdesk access-audit scan, the first of a tree"
  row next_scan "outdesk access-audit scan, nothing changed"
  row find_folders "find TREE -type d"
fi
