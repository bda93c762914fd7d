#!/usr/bin/env bash
# A scrape of 500 vclusters with all their series: bytes of the text, and how long it takes to make it. usage: bench/scrape.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q -B -pl src -am test -Dtest=ScrapeSizeTest -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.useFile=false -Dspotless.check.skip | grep 'scrape of'
