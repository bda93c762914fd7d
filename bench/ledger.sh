#!/usr/bin/env bash
# Prints what commits cost: history, ticks of 5 000 pods, audit batches.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -B -pl ledger test -Dtest=LedgerCosts -Dsurefire.failIfNoSpecifiedTests=false 2>&1 |
  sed -nE '/per unit|CPU per tick|ERROR/p'
