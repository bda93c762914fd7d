#!/usr/bin/env bash
# Kills operators at every step of a whole life (creation, drift's repair, pause, resume, upgrade, removal) and lets the next one finish.
# Needs a Kubernetes API server that is meant for tests (KUBECONFIG or SUBLET_TEST_KUBECONFIG). Usage: bench/operator-kills.sh [SEED]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec mvn ${MAVEN_ARGS:-} -B -pl bot -am test -Dtest=KilledAtEachStepTest -Dsurefire.failIfNoSpecifiedTests=false \
  -DargLine="-XX:TieredStopAtLevel=1 -Dsublet.kills.all=true ${1:+-Dsublet.seed=$1}"
