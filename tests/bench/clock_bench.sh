#!/bin/bash
# clock_bench.sh CLOCK_BENCH   the clock alone, beside Business::Hours (Perl) and numpy's business days, in one run.
#
# Each row is a rate on one core; nothing is judged.  A peer that is not installed is left out
# (Debian: libbusiness-hours-perl, python3-numpy).
set -euo pipefail
here=$(dirname "$0")
echo "$(uname -m), one core"
taskset -c 0 "$1"
if perl -MBusiness::Hours -e1 2>/dev/null; then taskset -c 0 perl "$here/business_hours_bench.pl"; fi
for python in /usr/bin/python3 python3; do
  if "$python" -c 'import numpy' 2>/dev/null; then
    taskset -c 0 "$python" "$here/busday_bench.py"
    break
  fi
done
