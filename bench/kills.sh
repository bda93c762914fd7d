#!/usr/bin/env bash
# kills.sh N [parallel] [seed]: kills a process that commits, seals, compacts and retires N times with SIGKILL, half of them at
# named steps, opens its folder after each and compares it with what was acknowledged. Exit code 1 when a row is lost,
# doubled or changed, or a start refused.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/trial-jar.sh"
folder=$(mktemp -d "$trials/kills-XXXXXX")
"$java" -Xmx256m -Djava.io.tmpdir="$tmp" -Dtrial.options="$child_options" -cp "$trials/trials.jar" \
  dev.sublet.ledger.duckdb.Kills "$folder" "${1:-20}" "${2:-2}" "${3:-$RANDOM}" && rm -rf "$folder"
