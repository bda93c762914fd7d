#!/usr/bin/env bash
# Replays a recording and sets what Sublet metered beside what the kernel counted (truth.json), pod by pod.
# usage: bench/accuracy.sh RECORDING(.tar.xz|.tar.zst|folder). Needs python3 and tar.
set -euo pipefail
recording=$(realpath "${1:?which recording?}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -d "$recording" ]; then cp "$recording/truth.json" "$work"
else tar -xf "$recording" -C "$work" --strip-components=1 --wildcards '*/truth.json'; fi
"$root/sublet" replay "$recording" --data "$work/data"
"$root/sublet" usage --data "$work/data" --by pod --format json > "$work/usage.json"
"$root/sublet" verify --data "$work/data"
python3 - "$work/usage.json" "$work/truth.json" <<'PYTHON'
import json, sys
usage, truth = (json.load(open(name)) for name in sys.argv[1:])
pods = truth["pods"] if isinstance(truth["pods"], list) else list(truth["pods"].values())
by_uid = {row["podUid"]: row for row in usage if row["podUid"]}
print(f'{"pod":44}{"class":14}{"truth":>10}{"metered":>10}{"error":>8}{"estimate":>10}')
metered = total = 0
for pod in pods:
    counted = pod.get("cgroup", {}).get("cpuCoreSecondsInWindow", 0)
    total += counted
    row = by_uid.get(pod["uid"])
    if row is None:
        print(f'{pod["hostName"][:43]:44}{"never seen":14}{counted:10.3f}')
        continue
    used = row["cpuCoreSeconds"]
    metered += used
    print(f'{pod["hostName"][:43]:44}{row["class"]:14}{counted:10.3f}{used:10.3f}{used - counted:8.3f}{row["cpuEstimatedCoreSeconds"]:10.3f}')
unseen = sum(row["cpuCoreSeconds"] for row in usage if not row["podUid"])
print(f'all pods {metered:.3f} of {total:.3f} core-seconds ({100 * (metered / total - 1):+.2f} %), unseen usage {unseen:.3f}, together {100 * ((metered + unseen) / total - 1):+.2f} %')
PYTHON
