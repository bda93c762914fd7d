#!/usr/bin/env bash
# A month of pods, sealed, and what its questions cost: from rows, from the rollup, the statement's allocation, and the mere
# reading of all columns. usage: bench/month.sh [COPIES [PODS]]. PODS (1 000) are metered through the ledger's own write path;
# with COPIES (5) the sealed month is there so many times, each with spans of its own. Prints Markdown.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
copies=${1:-5}
pods=${2:-1000}
data=$BENCH_WORK/month-$pods
rounds=${BENCH_ROUNDS:-5}

if [ ! -e "$data/done" ]; then
  rm -rf "$data"
  fresh "fill-month"
  BENCH_HEAP=512m bench fill "$data" "$pods" 30 2026-09-01 busy 24 fill-month
  touch "$data/done"
  echo
fi
ask() { # size, folder
  echo "### $1 pods × 30 days"
  echo
  echo "| question | CPU-s, first | CPU-s, median of $rounds | wall s | peak resident | answer |"
  echo "|---|---|---|---|---|---|"
  for question in floor minutes rollup allocation; do
    BENCH_HEAP=48m BENCH_TIER=1 bench query "$2" "$question" 2026-09-01 30 30 "$rounds" "$1-$question" query
  done
  echo
}
fresh query
ask "$pods" "$data"
if [ "$copies" -gt 1 ]; then
  if [ ! -e "$data-x$copies/done" ]; then
    rm -rf "$data-x$copies"
    cp -r "$data" "$data-x$copies"
    rm "$data-x$copies/done"
    bench copies "$data-x$copies" "$copies"
    touch "$data-x$copies/done"
  fi
  ask $((pods * copies)) "$data-x$copies"
fi
bench equal "$pods-minutes" "$pods-rollup"
