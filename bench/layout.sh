#!/usr/bin/env bash
# Bytes per pod-minute of hours, days and months, for busy pods, for idle ones with CI jobs, and for a real recording.
# usage: bench/layout.sh [PODS [RECORDING]]; 200 pods take some minutes. Prints Markdown.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
pods=${1:-200}
recording=${2:-$root/../shared/data/recording-a.tar.xz}

for profile in busy idle; do
  echo "### $pods pods, September, $profile"
  echo
  rm -rf "$BENCH_WORK/layout"
  fresh "fill-$profile"
  bench fill "$BENCH_WORK/layout" "$pods" 30 2026-09-01 "$profile" 1 "fill-$profile"
  echo
done
rm -rf "$BENCH_WORK/layout"

if [ -e "$recording" ]; then
  echo "### The recording of a real cluster"
  echo
  "$root/sublet" replay "$recording" --data "$BENCH_WORK/layout" >/dev/null
  bench seal "$BENCH_WORK/layout"
  rm -rf "$BENCH_WORK/layout"
else
  echo "No recording at $recording: left out."
fi
