#!/usr/bin/env bash
# Every aim with what was measured beside it. usage: bench/aims.sh [--again]; runs the scripts whose numbers are not there yet,
# with --again all of them (about an hour on two cores). Prints Markdown.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
here=$root/bench
if [ "${1:-}" = --again ]; then rm -rf "$BENCH_RESULTS"/*.tsv "$BENCH_WORK"/month-*; fi
bench machine
echo
[ -e "$BENCH_RESULTS/fill-idle.tsv" ] || "$here/layout.sh" >"$BENCH_RESULTS/layout.md"
[ -e "$BENCH_RESULTS/query.tsv" ] || "$here/month.sh" >"$BENCH_RESULTS/month.md"
[ -e "$BENCH_RESULTS/side.tsv" ] || "$here/side-by-side.sh" >"$BENCH_RESULTS/side-by-side.md"
[ -e "$BENCH_RESULTS/jmh.tsv" ] || "$here/jmh.sh" >"$BENCH_RESULTS/jmh.md"
bench aims
