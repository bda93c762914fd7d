#!/usr/bin/env bash
# strace.sh [rounds] [seed]: runs a process that commits and seals under strace and checks from its system calls that the
# log was synced before each acknowledgement, each renamed file before and its folder after the rename.
set -euo pipefail
if ! command -v strace >/dev/null; then
  echo "strace: not installed, nothing was checked (Debian package strace)"
  exit 0
fi
. "$(dirname "${BASH_SOURCE[0]}")/trial-jar.sh"
folder=$(mktemp -d "$trials/strace-XXXXXX")
"$java" -Xmx256m -Dtrial.options="$child_options" -cp "$trials/trials.jar" \
  dev.sublet.ledger.duckdb.Straces "$folder" "${1:-100}" "${2:-1}" && rm -rf "$folder"
