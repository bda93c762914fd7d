#!/usr/bin/env bash
# disk.sh [rounds]: a ledger on a small file system that runs full at every stage, then one that turns read-only, then space is back:
# nothing acknowledged may be lost or doubled and everything must go on. Needs root for the mount; skips without.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/trial-jar.sh"
folder=$(mktemp -d "$trials/disk-XXXXXX")
if ! mount -t tmpfs -o size=24m sublet-trial "$folder" 2>/dev/null; then
  rmdir "$folder"
  echo "disk: cannot mount a small file system here (needs root), nothing was checked"
  exit 0
fi
trap 'umount "$folder"; rmdir "$folder"' EXIT
"$java" -Xmx256m -Djava.io.tmpdir="$tmp" -cp "$trials/trials.jar" \
  dev.sublet.ledger.duckdb.DiskTrial "$folder" "${1:-12}"
