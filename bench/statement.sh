#!/usr/bin/env bash
# A month of steady pods as a statement: what each step costs in one process, then the command itself with all formats, from the start of the
# process to its end. usage: bench/statement.sh [PODS [ROUNDS]]. The month is made of hours alone, sealed. Prints Markdown. Needs python3.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
pods=${1:-5000}
rounds=${2:-3}
data=$BENCH_WORK/steady-$pods
prices=$root/bench/src/main/resources/dev/sublet/bench/ledger/prices.yaml
centers=${prices%prices.yaml}cost-centers.yaml

if [ ! -e "$data/done" ]; then
  rm -rf "$data"
  bench steady "$data" "$pods" 30 2026-09-01
  touch "$data/done"
fi
bench machine
echo
echo "| step | wall s | CPU-s | peak resident, MB |"
echo "|---|---|---|---|"
# As the command runs: quick compilation, and what it may use of the heap.
BENCH_HEAP=512m BENCH_TIER=1 bench statement "$data" 2026-09 "$prices" "$centers"
echo
echo "| \`sublet report --month 2026-09 --format all\` | wall s | CPU-s | peak resident, MB |"
echo "|---|---|---|---|"
ask=("$root/sublet" report --data "$data" --month 2026-09 --prices "$prices" --cost-centers "$centers" --format all -o "$data/all")
# The first builds what is missing and leaves the archive of classes.
"${ask[@]}" >&2
for ((round = 1; round <= rounds; round++)); do
  python3 - "$round" "${ask[@]}" <<'PY'
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[2:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"| run {sys.argv[1]} | {time.monotonic() - start:.2f} | {used.ru_utime + used.ru_stime:.2f} | {used.ru_maxrss // 1024} |")
PY
done
