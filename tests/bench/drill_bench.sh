#!/bin/bash
# drill_bench.sh OUTDESK [BYTES [RUNS]]   test restores of a restic and a borg repository, beside the bare restore and extract.
#
# A tree of BYTES (300,000,000), copied from folders of /usr/lib, goes into both repositories; a drill restores it, reads
# what came back, compares it with the manifest made of the tree, and keeps the evidence in a store.  RUNS (3) rounds,
# all in each; medians, warm cache.  Nothing is judged.
set -euo pipefail
outdesk=$(realpath "$1") bytes=${2:-300000000} runs=${3:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export OUTDESK_STORE=$work/store.db OUTDESK_USER=bench TZ=UTC LC_ALL=C.UTF-8 TMPDIR=$work/scratch
export RESTIC_PASSWORD=drill BORG_PASSPHRASE=drill BORG_BASE_DIR=$work/borg-base
export BORG_RELOCATED_REPO_ACCESS_IS_OK=yes BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes
unset SOURCE_DATE_EPOCH
mkdir tree scratch bare

find /usr/lib -xdev -type f -size +1k -size -58M -printf '%s\t%P\n' | LC_ALL=C sort -k2 |
  awk -F'\t' -v most="$bytes" 'NR % 3 == 0 && sum < most { sum += $1; print $2 }' >picked
tar -C /usr/lib -cf - --hard-dereference -T picked | tar -C tree -xf -
"$outdesk" backup-verify manifest tree -o tree.sha256 --metadata tree.tsv --quiet
restic init -q -r restic >/dev/null
(cd tree && restic backup -q -r ../restic . >/dev/null)
borg init -e repokey borg
(cd tree && borg create ../borg::night .)
cat >contract.json <<JSON
{ "outdesk": "contract/1", "client": "bench", "name": "Bench", "valid_from": "2024-01-01", "timezone": "UTC", "currency": "EUR",
  "calendars": {"always": {"timezone": "UTC", "weekly": "24x7"}}, "priorities": {"P1": {"calendar": "always", "resolution": "4h"}},
  "backups": [
    {"job": "restic", "kind": "restic", "where": "$work/restic", "rpo": "24h", "password_env": "RESTIC_PASSWORD", "manifest": "$work/tree.sha256", "metadata": "$work/tree.tsv"},
    {"job": "borg", "kind": "borg", "where": "$work/borg", "rpo": "24h", "password_env": "BORG_PASSPHRASE", "manifest": "$work/tree.sha256", "metadata": "$work/tree.tsv"}] }
JSON
"$outdesk" client set contract.json --quiet

bare_restic() { restic -q -r "$work/restic" --no-cache --no-lock restore latest --target "$work/bare"; }
bare_borg() { (cd "$work/bare" && borg extract "$work/borg::night"); }
drill_restic() { "$outdesk" backup-verify drill restic --client bench --quiet; }
drill_borg() { "$outdesk" backup-verify drill borg --client bench --quiet; }
export -f bare_restic bare_borg drill_restic drill_borg
export work outdesk

timed() { /usr/bin/time -a -o "$1.times" -f '%e %U %S %M' bash -c "$1" >out 2>&1 || { cat out >&2; exit 1; }; }
middle() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
wall() { awk '{ print $1 }' "$1.times" | middle; }

echo "$(find tree -type f | wc -l) files, $(find tree -type f -printf '%s\n' | awk '{ s += $1 } END { print s }') bytes; $(nproc) cores, $(restic version | cut -d' ' -f1,2), $(borg --version); medians of $runs, load before $(cut -d' ' -f1-3 /proc/loadavg)"
for ((i = 0; i < runs; ++i)); do
  for name in bare_restic drill_restic bare_borg drill_borg; do
    timed $name
    rm -rf bare && mkdir bare
  done
done
for program in restic borg; do
  awk -v program=$program -v bare="$(wall bare_$program)" -v drill="$(wall drill_$program)" -v peak="$(awk '{ print $4 }' drill_$program.times | middle)" \
    'BEGIN { printf "%-6s bare %6.2f s   drill %6.2f s   %.2f times, %.2f s more; peak of one process %.0f MB\n", program, bare, drill, drill / bare, drill - bare, peak / 1024 }'
done
