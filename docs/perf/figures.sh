#!/usr/bin/env bash
# Prints the figures of the targets in performance.md one after the other, about twelve minutes on an idle machine with two cores.
#   docs/perf/figures.sh              all        docs/perf/figures.sh twin start    those whose title has one of these words
#   JFR=1 docs/perf/figures.sh twin   also where the time went: hottest methods and allocations, in target/jfr
# Each runs in a process of its own and is ended after four minutes; one that is ended or fails says so, and the next one follows.
set -uo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/../.."
java=$(for f in "${HOWDAH_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$f/bin/java" ] && grep -qE '^JAVA_VERSION="?(2[5-9]|[3-9][0-9])' "$f/release" && echo "$f/bin"; done 2>/dev/null | head -n 1)
[ -n "$java" ] || { echo "a JDK 25 or newer is needed: set HOWDAH_JAVA_HOME" >&2; exit 1; }
[ -n "${BUILT:-}" ] || mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp || exit 1
words="$*"
mkdir -p target/jfr
export HOWDAH_HOME=$PWD/target/figures-home

# title, then options of the JVM, then the main class and its arguments
figure() {
    local title=$1 begin=$SECONDS code=0
    shift
    if [ -n "$words" ]; then
        local word found=
        for word in $words; do case "$title" in *"$word"*) found=yes ;; esac; done
        [ -n "$found" ] || return 0
    fi
    printf '\n== %s\n' "$title"
    local recording=()
    [ -z "${JFR:-}" ] || recording=("-XX:StartFlightRecording=filename=target/jfr/${title%% *}.jfr,settings=profile" -Xlog:jfr*=off)
    touch target/jfr/began
    timeout 240 "$java/java" -Xmx2g -XX:+UseParallelGC "${recording[@]}" -Dglass.platform=Headless -Dprism.order=sw -Dprism.text=t2k \
        -Djava.awt.headless=true -Dtestfx.robot=glass -Dhowdah.language=en -Dhowdah.postgres=target/postgres \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+EnableDynamicAgentLoading \
        -cp "target/test-classes:target/classes:$(cat target/cp)" "$@" 2>&1 | { grep -a -v -e '^WARNING' -e '^\s*at ' || true; } || code=1
    # some write their figures into a file of their own
    find target -maxdepth 1 -name '*.txt' -newer target/jfr/began -exec cat {} +
    if [ -n "${JFR:-}" ] && [ -s "target/jfr/${title%% *}.jfr" ]; then
        "$java/jfr" view --width 130 --truncate beginning hot-methods "target/jfr/${title%% *}.jfr"
        "$java/jfr" view --width 130 --truncate beginning allocation-by-class "target/jfr/${title%% *}.jfr" | head -n 20
    fi
    [ $code = 0 ] || echo "-- this one failed or was ended"
    printf -- '-- %d s\n' $((SECONDS - begin))
}

one=dev.howdah.bench.One
figure "start of the window to first live data, against an empty window" -Dbench.pairs=5 $one bench.StartBench#firstLiveDataAgainstAnEmptyWindow
figure "memory of live charts after a minute" -Dbench.minutes=1 $one bench.StartBench#residentMemoryOfLiveCharts
figure "cost of monitoring on the server, pgbench with and without" -Dbench.pairs=5 -Dbench.seconds=6 $one bench.ServerCostBench
figure "logs against pgBadger and grep" -Dhowdah.log.bench.bytes=100000000 -Dhowdah.log.bench.slice=3000000 $one bench.LogBench
figure "twin of 1,000 tables built, and one what-if" $one engine.twin.TwinBench
figure "twin against its source and against built indexes, HypoPG beside" -Dfidelity.scale=0.02 $one engine.twin.TwinFidelityBench
figure "advice against the published costs" $one engine.advise.AdviceBench#reachesThePublishedCostsWithTheStatisticOfThePublishedRuns
figure "seed against bare COPY" $one engine.systems.JobFiguresTest#seedAgainstBareCopy
figure "tokens in batches against one by one" $one engine.systems.JobFiguresTest#tokens
figure "acwr in batches against row by row, 500 users" -Dhowdah.users=500 $one engine.systems.JobFiguresTest#acwr
figure "pages deep against the first, and the cache" dev.howdah.bench.PageFigures
figure "profiler on a loop of statements" dev.howdah.app.SlowFigures
figure "pulse of the FX thread under charts with a day of data" dev.howdah.bench.PulseBench 12 4 20
figure "grid of five million rows" $one ui.data.DataCampaignTest#goesAnywhereInFiveMillionRows
