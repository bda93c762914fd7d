#!/bin/sh
# Makes the stand-in's page anew: needs node and npm. Its result is committed, so that the Maven build needs neither.
set -eu
cd "$(dirname "$0")"
out=../src/main/resources/dev/sublet/simulator/slack/page
npm ci --no-fund --no-audit
npx esbuild src/app.jsx --bundle --minify --jsx=automatic --target=es2022 --charset=utf8 --legal-comments=none \
  --define:process.env.NODE_ENV='"production"' --outfile="$out/page.js"
npx esbuild src/page.css --bundle --minify --charset=utf8 --outfile="$out/page.css"
cp src/index.html "$out/index.html"
node licences.mjs > "$out/LICENCES.txt"
