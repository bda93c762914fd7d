# Sourced by the trials: builds the ledger with its tests and puts all classes into one jar, so that a child process
# starts in half the time (nothing to inflate, classes shared from an archive). Sets $trials, $java and $child_options.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
trials=${TRIALS_DIR:-ledger/target/trials}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir -p "$trials"
if [ -z "${TRIALS_BUILT:-}" ]; then
  mvn -q -B -pl ledger test-compile dependency:build-classpath -Dmdep.outputFile=target/trials/classpath >/dev/null
  rm -rf "$trials/classes" && mkdir "$trials/classes"
  tr ':' '\n' <ledger/target/trials/classpath | grep '\.jar$' | while read -r jar; do
    (cd "$trials/classes" && "${java%java}jar" xf "$jar")
  done
  # Signatures of jars that are no more, and libraries of other systems.
  rm -rf "$trials"/classes/META-INF/*.{SF,RSA,DSA} "$trials"/classes/META-INF/versions "$trials/classes/module-info.class" \
    "$trials"/classes/libduckdb_java.so_{osx,mac,win}*
  cp -r ledger/target/classes/. ledger/target/test-classes/. "$trials/classes"
  "${java%java}jar" --create --no-compress --file "$trials/trials.jar" -C "$trials/classes" .
  rm -rf "$trials/classes" "$trials/trials.jsa"
fi
tmp=$trials/tmp
[ -d /dev/shm ] && tmp=/dev/shm
child_options="-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=$tmp"
if [ ! -e "$trials/trials.jsa" ]; then
  rm -rf "$trials/first"
  # shellcheck disable=SC2086
  "$java" $child_options -XX:ArchiveClassesAtExit="$trials/trials.jsa" -cp "$trials/trials.jar" \
    dev.sublet.ledger.duckdb.TrialChild "$trials/first" 1 5 1 >/dev/null 2>&1
  rm -rf "$trials/first"
fi
child_options="$child_options -XX:SharedArchiveFile=$trials/trials.jsa"
