#!/usr/bin/env bash
# Reads a sealed ledger with Apache Spark, outside of Sublet, and compares its sums with `sublet usage`.
# usage: bench/spark-read.sh DATA. Everything in DATA must be sealed that is compared: run `sublet compact` first. Fetches Spark
# (about 300 MB) from Maven Central on first use. Needs mvn and python3.
set -euo pipefail
data=$(realpath "${1:?which data folder?}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
lib=$root/bench/spark/target/lib
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -d "$lib" ]; then
  mvn -q -B -f "$root/bench/spark/pom.xml" dependency:copy-dependencies -DoutputDirectory="$lib.new"
  mv "$lib.new" "$lib"
fi
opens=()
for package in java.base/java.lang java.base/java.lang.invoke java.base/java.lang.reflect java.base/java.io java.base/java.net \
  java.base/java.nio java.base/java.util java.base/java.util.concurrent java.base/java.util.concurrent.atomic \
  java.base/jdk.internal.ref java.base/sun.nio.ch java.base/sun.nio.cs java.base/sun.security.action java.base/sun.util.calendar; do
  opens+=(--add-opens "$package=ALL-UNNAMED")
done
SPARK_LOCAL_IP=127.0.0.1 java -Xmx1g "${opens[@]}" -Djava.io.tmpdir="$work" -cp "$lib/*" "$root/bench/spark/SparkRead.java" \
  "$data/ledger/sealed" > "$work/spark.csv" 2> "$work/spark.log" || { tail -n 20 "$work/spark.log" >&2; exit 1; }
"${SUBLET:-$root/sublet}" query --data "$data" --format csv \
  "SELECT coalesce(vcluster, '') AS vcluster, sum(u.to_s - u.from_s) AS seconds, sum(u.cpu_core_ms) AS cpu_core_ms,
          sum(u.memory_kib * (u.to_s - u.from_s)) AS memory_kib_s, sum(u.network_rx_bytes) AS network_rx_bytes
   FROM usage u JOIN pod_span USING (span_id)
   WHERE u.from_s < (SELECT max(to_s) FROM sealed_file WHERE table_name = 'usage')
   GROUP BY 1 ORDER BY 1" > "$work/sublet.csv"
python3 - "$work/spark.csv" "$work/sublet.csv" <<'PYTHON'
import csv, sys
spark, sublet = (list(csv.reader(open(name))) for name in sys.argv[1:])
for row in spark:
    print(",".join(row))
if spark != sublet:
    print("Spark and Sublet differ; Sublet says:")
    for row in sublet:
        print(",".join(row))
    sys.exit(1)
print("equal to Sublet, to the last unit")
PYTHON
