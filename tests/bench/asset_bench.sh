#!/bin/bash
# asset_bench.sh PROGRAM   imports 10,000 made inventories with 200 programs each, and checks them: documents a second, memory.
# The peer is what reads the same documents with a well-known library and keeps nothing: Python's ElementTree and json.
set -euo pipefail
outdesk=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/outdesk-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
export OUTDESK_STORE=$work/outdesk.db OUTDESK_USER=bench

timed() {  # timed LABEL COMMAND...: wall and CPU seconds, peak memory
  local label=$1; shift
  /usr/bin/env time -f "$label: %e s wall, %U s user, %S s system, %M KB" -o timed.txt "$@" >out.txt
  cat timed.txt
}

mkdir xml json
python3 "$here/made_inventories.py" 10000 200 xml json
du -sh xml json | tr '\n' ' '; echo

cat >contract.json <<'JSON'
{ "outdesk": "contract/1", "client": "made", "name": "Made", "valid_from": "2026-01-01", "timezone": "Europe/Moscow",
  "calendars": {"always": {"timezone": "Europe/Moscow", "weekly": "24x7"}}, "priorities": {"P3": {"calendar": "always", "resolution": "4h"}},
  "assets": {"unseen_after": "14d", "roles": [{"role": "office", "agreed": ["Program 0*", "Program 1*", {"name": "Program 2*", "versions": ">=2, <9"}], "refused": ["Program 19*"], "required": ["Program 7*"]}],
             "licences": [{"licence": "Program 3", "programs": ["Program 3*"], "owned": 9000}]} }
JSON
"$outdesk" client set contract.json --quiet
timed "outdesk, 10,000 XML" "$outdesk" asset import --client made xml --now 2026-10-31T12:00:00Z
cat out.txt
timed "outdesk, the same again" "$outdesk" asset import --client made xml --now 2026-10-31T12:00:00Z
timed "outdesk, the next night (JSON, a tenth of the programs newer)" "$outdesk" asset import --client made json --now 2026-11-01T12:00:00Z
cat out.txt
timed "outdesk, check" "$outdesk" asset check --client made --format json --now 2026-11-01T12:00:00Z || true
timed "outdesk, list" "$outdesk" asset list --client made --format csv
printf 'store: %d MB\n' "$(($(stat -c %s outdesk.db) / 1000000))"
timed "python3, ElementTree over the XML, nothing kept" python3 -c '
import glob, xml.etree.ElementTree as e
n = 0
for f in glob.glob("xml/*"):
    for s in e.parse(f).getroot().iter("SOFTWARES"): n += 1
print(n)'
timed "python3, json over the JSON, nothing kept" python3 -c '
import glob, json
print(sum(len(json.load(open(f))["content"]["softwares"]) for f in glob.glob("json/*")))'
