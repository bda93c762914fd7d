#!/usr/bin/env bash
# How long pages take on a year of steady pods: the first look at each, which computes, and those after it.
# usage: bench/pages.sh [PODS [DAYS [ROUNDS]]]. The year is made of hours alone, sealed. Prints Markdown. Needs python3.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
pods=${1:-5000}
days=${2:-365}
rounds=${3:-20}
data=$BENCH_WORK/pages-$pods-$days
resources=$root/bench/src/main/resources/dev/sublet/bench/ledger

if [ ! -e "$data/done" ]; then
  rm -rf "$data"
  bench steady "$data" "$pods" "$days" 2025-10-01
  cp "$resources/prices.yaml" "$resources/cost-centers.yaml" "$data"
  touch "$data/done"
fi
bench machine
echo
"$root/sublet" serve --data "$data" --port 0 >"$data/serve.out" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
until grep -q '^Pages: ' "$data/serve.out"; do
  kill -0 "$server"
  read -rt 0.2 <> <(:) || true
done
python3 - "$(sed -n 's/^Pages: //p' "$data/serve.out")" "$rounds" <<'PY'
import statistics, sys, time, urllib.request
address, rounds = sys.argv[1], int(sys.argv[2])
base, token = address.split("/sign-in#")
def ask(path):
    start = time.monotonic()
    with urllib.request.urlopen(urllib.request.Request(base + path, headers={"Authorization": "Bearer " + token}), timeout=600) as answer:
        body = answer.read().decode()
    return (time.monotonic() - start) * 1000, body
_, fleet = ask("/?month=2026-06")
vcluster = fleet.split('href="/vclusters/')[1].split("?")[0]
print("| page | first look, ms | median of the next, ms | slowest, ms | KiB |\n|---|---|---|---|---|")
for name, path in [("fleet", "/?month=2026-07"), ("vcluster", f"/vclusters/{vcluster}?month=2026-07"), ("statement", "/statement?month=2026-07"),
                   ("statement of a cost center", "/statement?month=2026-07&costCenter=CC-1000"), ("explain", "/explain?month=2026-07"),
                   ("explain a vcluster", "/explain?month=2026-07&costCenter=CC-1000"), ("audit", "/audit"), ("requests", "/requests")]:
    first, body = ask(path)
    times = sorted(ask(path)[0] for _ in range(rounds))
    print(f"| {name} | {first:.0f} | {statistics.median(times):.0f} | {times[-1]:.0f} | {len(body) // 1024} |")
PY
