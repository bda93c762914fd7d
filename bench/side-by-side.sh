#!/usr/bin/env bash
# The same pods in Debian's Prometheus (promtool's backfill, then a server on loopback) and in Sublet: disk, and CPU and memory
# of a daily allocation of each day, as OpenCost asks for it. One run, ratios from it.
# usage: bench/side-by-side.sh [PODS [DAYS]]; needs promtool and prometheus. Prints Markdown.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
pods=${1:-1000}
days=${2:-3}
# Blocks of 54 h begin on this day, so Prometheus stores it as compactly as it can.
first=2026-10-01
for tool in promtool prometheus; do
  command -v $tool >/dev/null || { echo "side-by-side: there is no $tool; apt-get install prometheus" >&2; exit 3; }
done

work=$BENCH_WORK/side-by-side
rm -rf "$work"
mkdir -p "$work/prometheus"
fresh prometheus fill-side side
trap 'rm -rf "$work"' EXIT

BENCH_HEAP=512m bench prometheus "$work/prometheus" "$pods" "$days" $first busy
BENCH_HEAP=512m bench fill "$work/sublet" "$pods" "$days" $first busy 24 fill-side >"$work/fill.md"
for question in answers minutes rollup allocation; do
  BENCH_HEAP=48m BENCH_TIER=1 bench query "$work/sublet" "$question" $first "$days" 1 5 "$question" side >>"$work/side.md"
done
bench side-by-side "$pods" "$days"
