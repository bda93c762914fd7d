# For the scripts beside it: builds what is to be measured, and `bench PART …` runs a part of dev.sublet.bench.Bench.
# BENCH_WORK is where gigabytes may lie for a while, BENCH_RESULTS where numbers stay for aims.sh.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export BENCH_WORK=${BENCH_WORK:-$root/bench/target/work}
export BENCH_RESULTS=${BENCH_RESULTS:-$root/bench/target/results}
mkdir -p "$BENCH_WORK" "$BENCH_RESULTS"

if [ -z "${BENCH_BUILT:-}" ]; then
  (cd "$root" && mvn -q -B -Dmaven.test.skip=true -pl bench -am package >&2)
  export BENCH_BUILT=yes
fi
classpath=$(ls "$root"/bench/target/bench-*.jar):$(cat "$root/bench/target/classpath")

# Memory of the Java heap; what DuckDB uses lies outside it.
bench() {
  (cd "$BENCH_WORK" && exec java -XX:+UseSerialGC -XX:TieredStopAtLevel="${BENCH_TIER:-4}" -Xmx"${BENCH_HEAP:-256m}" \
    -Djava.io.tmpdir="$BENCH_WORK" -cp "$classpath" dev.sublet.bench.Bench "$@")
}

# Forgets what an earlier run of a script left for aims.sh.
fresh() {
  for name in "$@"; do rm -f "$BENCH_RESULTS/$name.tsv"; done
}
