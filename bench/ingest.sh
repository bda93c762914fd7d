#!/usr/bin/env bash
# Prints what durable ticks of 5 000 rows cost, part by part, and audit calls, one after another and eight at a time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -B -pl ledger test -Dtest=IngestCosts -Dsurefire.failIfNoSpecifiedTests=false 2>&1 |
  sed -nE '/per unit|ERROR/p'
