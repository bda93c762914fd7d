#!/usr/bin/env bash
# Many VirtualClusters at once: all are made, left alone for a while and removed, by one operator with the shipped rights and the real Helm
# on a real API server. The chart and a hand that patches pods' status stand in for vclusters; a second API server stands in for their APIs.
# Prints times, CPU seconds and requests. Usage: bench/operator-scale.sh [COUNT [SECONDS-AT-REST]]; KUBE is the program that starts an API
# server for tests (`$KUBE run -- CMD`), usually ../shared/kube/kube.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
kube=${KUBE:-../shared/kube/kube}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/policy.yaml" <<'YAML'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: Metadata, userGroups: ["system:serviceaccounts"]}
- {level: None}
YAML
export SUBLET_SCALE_AUDIT=$work/audit.log
KUBE_APISERVER_ARGS="--audit-policy-file=$work/policy.yaml --audit-log-path=$SUBLET_SCALE_AUDIT --audit-log-maxsize=4000" \
  "$kube" run -- mvn ${MAVEN_ARGS:-} -q -B -pl bot -am test -Dtest=ScaleRun -Dsurefire.failIfNoSpecifiedTests=false \
  -DargLine="-XX:TieredStopAtLevel=1 -Dsublet.scale=${1:-200} -Dsublet.scale.rest=${2:-120}"
