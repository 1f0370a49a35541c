#!/usr/bin/env bash
# Tries what package.sh made as a stranger would have it: without Java, without a PATH, as another user, in another folder with
# blanks in its name, on the command line and in a window. As root also installs the .deb and removes it again.
# Prints a line a check; exit code 1 when one failed.
set -uo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."
out=$PWD/target/packages failed=0
# Not below a folder that only its owner can enter.
place=$(mktemp -d /tmp/howdah-packages.XXXXXX)
trap 'rm -rf "$place"' EXIT
chmod 755 "$place"

check() {
    local what=$1 begin=$(date +%s%N)
    shift
    if "$@" >"$place/said" 2>&1; then
        printf 'ok      %s (%d ms)\n' "$what" $((($(date +%s%N) - begin) / 1000000))
    else
        printf 'FAILED  %s\n' "$what"
        sed 's/^/        /' "$place/said" | tail -n 12
        failed=1
    fi
}

# Nobody's own environment: no PATH, no JAVA_HOME, no right to write but in one folder.
if [ "$(id -u)" = 0 ]; then
    mkdir "$place/home" && chown nobody "$place/home"
    nobody() { setpriv --reuid=nobody --regid=nogroup --clear-groups /usr/bin/env -i PATH=/nonexistent "HOWDAH_HOME=$place/home" "$@"; }
else
    mkdir "$place/home"
    nobody() { /usr/bin/env -i PATH=/nonexistent "HOWDAH_HOME=$place/home" "$@"; }
fi
says() { local words=$1; shift; "$@" | tee "$place/words" && grep -q -- "$words" "$place/words"; }

# Every way to start, of the Howdah in a folder.
starts() {
    local howdah=$1/bin/howdah
    check "$2: version" says '^howdah [0-9]' nobody "$howdah" --version
    check "$2: quick starts are used" says '^howdah [0-9]' nobody JAVA_TOOL_OPTIONS=-XX:AOTMode=on "$howdah" --version
    check "$2: status of the sandbox" says '"target"' nobody "$howdah" status --json
}

image="$place/a folder with blanks/How dah"
mkdir -p "${image%/*}"
cp -a "$out/howdah" "$image"
starts "$image" "image"
check "image: doctor" says . nobody "$image/bin/howdah" doctor --here
check "image: tour" nobody "$image/bin/howdah" tour --out "$place/home/pictures" --seconds 2 --no-scorecard
check "image: pictures" test -n "$(find "$place/home/pictures" -name '*.png' -size +20k 2>/dev/null)"
check "image: window without a display" says 'first live data' nobody DISPLAY=none \
    "JAVA_TOOL_OPTIONS=-Dglass.platform=Headless -Dprism.order=sw -Dhowdah.first-data=exit" "$image/bin/howdah" --target sandbox
if command -v xvfb-run >/dev/null 2>&1; then
    check "image: window under X11" says 'first live data' xvfb-run -a --auth-file="$place/xauth" sh -c \
        'chmod 644 "$2/xauth"; exec setpriv --reuid=nobody --regid=nogroup --clear-groups env -i PATH=/nonexistent "HOWDAH_HOME=$2/home" \
        "DISPLAY=$DISPLAY" "XAUTHORITY=$2/xauth" JAVA_TOOL_OPTIONS=-Dhowdah.first-data=exit "$1/bin/howdah" --target sandbox' sh "$image" "$place"
fi
jdk=$(for f in "${HOWDAH_JAVA_HOME:-}" /usr/lib/jvm/*; do [ -x "$f/bin/jlink" ] && grep -q '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$f/release" && echo "$f"; done 2>/dev/null | head -n 1)
if [ -n "$jdk" ]; then
    cp -a "$image/lib/runtime" "$place/runtime"
    install -D "$jdk/bin/java" "$place/runtime/bin/java"
    "$jdk/bin/javac" -d "$place/probe" packaging/Probe.java
    check "image: the Java that is carried has what is found by name" "$place/runtime/bin/java" -cp "$place/probe" Probe
fi

for file in "$out"/*.rpm; do
    [ -e "$file" ] && command -v rpm >/dev/null 2>&1 || continue
    check "rpm: its list" says '^/usr/share/man/man1/howdah.1.gz$' rpm -qpl "$file"
    mkdir "$place/rpm"
    (cd "$place/rpm" && rpm2cpio "$file" | cpio -idm --quiet)
    starts "$place/rpm/opt/howdah" "rpm"
done

for file in "$out"/*.deb; do
    [ -e "$file" ] && [ "$(id -u)" = 0 ] && command -v dpkg >/dev/null 2>&1 || continue
    if dpkg -s howdah >/dev/null 2>&1; then
        echo "        a howdah is installed here: the .deb is left alone"
        continue
    fi
    check "deb: installs" dpkg -i "$file"
    starts /opt/howdah "deb"
    check "deb: on the PATH" says '^howdah [0-9]' howdah --version
    check "deb: manual pages" gzip -t /usr/share/man/man1/howdah.1.gz
    check "deb: completion" says status bash -c '. /usr/share/bash-completion/completions/howdah; COMP_WORDS=(howdah sta) COMP_CWORD=1; _complete_howdah; echo "${COMPREPLY[@]}"'
    if command -v desktop-file-validate >/dev/null 2>&1; then
        check "deb: desktop file" desktop-file-validate /usr/share/applications/howdah.desktop
    fi
    check "deb: is removed" dpkg -r howdah
    check "deb: leaves nothing" test -z "$(find /opt/howdah /usr/bin/howdah /usr/share/applications/howdah.desktop /usr/share/doc/howdah /usr/share/man/man1/howdah.1.gz 2>/dev/null)"
done
exit $failed
