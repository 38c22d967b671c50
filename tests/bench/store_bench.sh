#!/bin/bash
# store_bench.sh OUTDESK [LINES]   how long a store of LINES (1000002) journal lines takes to be filled, checked, copied, put
# back; figures, no verdicts.  What the chain costs a single line: build/outdesk_chain_bench.
set -euo pipefail
outdesk=$(realpath "$1") lines=${2:-1000002}
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d "${TMPDIR:-/var/tmp}/outdesk-store-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
export OUTDESK_STORE=$work/outdesk.db
timed() { local what=$1; shift; /usr/bin/time -f "$what: %e s wall, %U s user, %S s system, %M KB" "$@" >answer; }

for i in $(seq -w 1 50); do
  sed "s/\"client\": \"made\"/\"client\": \"made$i\"/" "$here/made_contract.json" >contract.json
  "$outdesk" client set -q contract.json --now 2024-01-01T00:00:00Z
done
awk -v tickets=$((lines / 6)) -v clients=50 -v texts=1 -f "$here/made_journal.awk" </dev/null >journal.jsonl
timed "import of $(wc -l <journal.jsonl) lines" "$outdesk" ticket import -q journal.jsonl --now 2027-01-01T01:00:00Z
rm journal.jsonl
echo "the store: $(stat -c %s outdesk.db) bytes"
timed "check" "$outdesk" store check
cat answer
timed "check with a head" "$outdesk" store check --head "$(sed 's/.*head //' answer)"
timed "backup (with its check)" "$outdesk" store backup copy.db
timed "restore --replace (with its check)" "$outdesk" store restore copy.db --replace
timed "raw copy of the file" sh -c 'cat copy.db >raw.db && sync raw.db'
