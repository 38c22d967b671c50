#!/bin/bash
# verify_hash_bench.sh OUTDESK [TREE [RUNS]]   verification of a tree against its SHA-256 manifest, beside other programs.
#
# TREE (a new folder below $TMPDIR, removed at the end) is made where it is not there: 1 GB in nearly 20,000 files, copied
# from folders of /usr/lib and /usr/share, files of more than 1 KiB, picked evenly (BYTES=N for another amount).  RUNS (5) rounds, all programs once in
# each; medians, warm cache.  VERIFY_BENCH names outdesk_verify_bench, else the one beside OUTDESK is taken; without it there
# is no bare EVP.  OUTDESK may be "-": then the room is measured without the command.  Nothing is judged.
set -euo pipefail
outdesk=$1 runs=${3:-5} bytes=${BYTES:-1000000000}
[ "$outdesk" = - ] || outdesk=$(realpath "$outdesk")
verify_bench=${VERIFY_BENCH:-$(dirname "$outdesk")/outdesk_verify_bench}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$(realpath -m "${2:-$work/tree}")
cd "$work"
export OUTDESK_STORE=$work/store.db OUTDESK_USER=bench TZ=UTC LC_ALL=C.UTF-8
unset SOURCE_DATE_EPOCH

# Folders in an order that has nothing to do with their names, until there is enough; each name of a file is a file.
make_tree() {
  mkdir -p "$tree"
  find /usr/lib /usr/share -xdev -type f -size +1k -size -58M -printf '%h\t%s\t%p\n' | LC_ALL=C sort |
    awk -F'\t' '$1 != last { last = $1; ++n } { printf "%d\t%s\n", n * 1597334677 % 4294967296, $0 }' | LC_ALL=C sort -n -s -k1,1 |
    awk -F'\t' -v most="$bytes" 'sum < most { sum += $3; print substr($4, 2) }' >picked
  tar -C / -cf - --hard-dereference -T picked | tar -C "$tree" -xf -
}
[ -d "$tree" ] || make_tree
find "$tree" -type f >list
(cd "$tree" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) >sums
total=$(find "$tree" -type f -printf '%s\n' | awk '{ s += $1 } END { print s }')

check_sums() { (cd "$tree" && sha256sum --quiet -c "$work/sums"); }
sums_2() { xargs -d '\n' -a list -P2 -n512 sha256sum; }
openssl_dgst() { xargs -d '\n' -a list openssl dgst -sha256; }
bare_1() { "$verify_bench" bare 1 list; }
bare_2() { "$verify_bench" bare 2 list; }
room_sums() { "$verify_bench" tree "$tree" sums; }
command_sums() { "$outdesk" backup-verify check --kind dir --where "$tree" --manifest sums --level hash --format json; }
command_metadata() { "$outdesk" backup-verify check --kind dir --where "$tree" --manifest sums --metadata table --level hash --format json; }
export -f check_sums sums_2 openssl_dgst bare_1 bare_2 room_sums command_sums command_metadata
export work tree verify_bench outdesk

# timed NAME: adds wall, CPU (of children too) and peak memory of the largest process in KB to NAME.times.
timed() {
  /usr/bin/time -a -o "$1.times" -f '%e %U %S %M' bash -c "$1" >/dev/null 2>stderr || { cat stderr >&2; exit 1; }
}
middle() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
row() {
  local wall cpu peak
  wall=$(awk '{ print $1 }' "$1.times" | middle) cpu=$(awk '{ print $2 + $3 }' "$1.times" | middle) peak=$(awk '{ print $4 }' "$1.times" | middle)
  awk -v text="$2" -v wall="$wall" -v cpu="$cpu" -v peak="$peak" -v total="$total" \
    'BEGIN { printf "%-62s %7.2f s wall %7.2f s CPU %6.2f GB/s %6.1f MB peak\n", text, wall, cpu, total / wall / 1e9, peak / 1024 }'
}

programs=(check_sums sums_2 openssl_dgst)
if [ -x "$verify_bench" ]; then
  programs+=(bare_1 bare_2 room_sums)
  "$verify_bench" write "$tree" sums_again table
fi
if [ "$outdesk" != - ]; then
  programs+=(command_sums)
  [ ! -s table ] || programs+=(command_metadata)
fi
echo "$(wc -l <list) files, $total bytes; $(nproc) cores, $(uname -m), $(stat -f -c %T "$tree"), sha_ni: $(grep -qw sha_ni /proc/cpuinfo && echo yes || echo no); medians of $runs, load before $(cut -d' ' -f1-3 /proc/loadavg)"
xargs -d '\n' -a list cat >/dev/null
for ((i = 0; i < runs; ++i)); do
  for name in "${programs[@]}"; do timed "$name"; done
done
row check_sums "sha256sum -c"
row sums_2 "xargs -P2 -n512 sha256sum"
row openssl_dgst "xargs openssl dgst -sha256"
if [ -x "$verify_bench" ]; then
  row bare_1 "bare OpenSSL EVP, 1 thread"
  row bare_2 "bare OpenSSL EVP, 2 threads"
  row room_sums "read_tree and TreeComparison, sums, 2 threads"
fi
if [ "$outdesk" != - ]; then
  row command_sums "outdesk backup-verify check --level hash, sums"
  [ ! -s table ] || row command_metadata "the same with sums and metadata"
fi
echo "load after $(cut -d' ' -f1-3 /proc/loadavg)"
