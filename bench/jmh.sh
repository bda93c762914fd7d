#!/usr/bin/env bash
# JMH: commits of a tick of 5 000 pods, the seal of an hour of theirs, and questions to a sealed month (made by month.sh).
# usage: bench/jmh.sh [REGEX]. Prints Markdown.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export BENCH_DATA=${BENCH_DATA:-$BENCH_WORK/month-1000}
name=${1:-Ledger}
if [ $# -eq 0 ]; then
  fresh jmh
  if [ ! -e "$BENCH_DATA/done" ]; then name='LedgerIngest|LedgerSeal'; fi
fi
bench jmh "$name"
