#!/usr/bin/env bash
# Prints what a tick of 5 000 pods costs in the meter, without the ledger.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -B -pl ledger,collector test -Dtest=MeterCosts -Dsurefire.failIfNoSpecifiedTests=false 2>&1 |
  sed -nE '/per unit|CPU per tick|ERROR/p'
