#!/usr/bin/env bash
# damage.sh N [seed]: N random truncations and bit flips, one a copy of a ledger: in sealed files all must be found by the check
# that `sublet verify` runs; elsewhere found, or nothing may read differently. No process may crash. Exit code 1 otherwise.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/trial-jar.sh"
folder=$(mktemp -d "$trials/damage-XXXXXX")
"$java" -Xmx128m -Djava.io.tmpdir="$tmp" -Dtrial.options="$child_options" -cp "$trials/trials.jar" \
  dev.sublet.ledger.duckdb.Damages "$folder" "${1:-20}" "${2:-$RANDOM}" && rm -rf "$folder"
