#!/usr/bin/env bash
# Makes Howdah.app and a .dmg. To be run on macOS, with the JDK, Maven and Xcode's command line tools; not yet run by anybody.
#   packaging/package-mac.sh        HOWDAH_SIGN="Developer ID Application: …" signs
# Result: target/packages.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/target/packages work=$PWD/target/packaging

fail() { printf 'package: %s\n' "$*" >&2; exit 1; }

[ "$(uname -s)" = Darwin ] || fail "this makes packages for macOS, on macOS. On Linux: packaging/package.sh."
jdk=${HOWDAH_JAVA_HOME:-$(/usr/libexec/java_home -v 25+)} || fail "a JDK 25 or newer is needed. Install one or set HOWDAH_JAVA_HOME."
version=$(sed -n 's,^  <version>\(.*\)</version>,\1,p' pom.xml | head -n 1)
# Apple wants a first figure above zero.
version=${version%-SNAPSHOT} app_version=$(printf %s "${version%-SNAPSHOT}" | sed 's/^0\./1./')

rm -rf "$work" "$out"
mkdir -p "$work/app" "$work/fx" "$out"
mvn -B -q -Prelease -DskipTests -Dmaven.test.skip=true package
cp -p target/lib/javafx-*-*-*.jar "$work/fx/"
cp -p target/howdah.jar "$work/app/"
find target/lib -name '*.jar' ! -name 'javafx-*' -exec cp -p {} "$work/app/" \;

seen=$("$jdk/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps -q --module-path "$work/fx" \
    -cp "$(printf '%s:' "$work"/app/*.jar)" "$work"/app/*.jar)
"$jdk/bin/jlink" --module-path "$work/fx" --add-modules "$seen,$(sed 's/ *#.*//; /^$/d' packaging/modules | paste -sd, -)" --strip-debug \
    --no-header-files --no-man-pages --compress zip-6 --exclude-resources='**.dylib' --output "$work/runtime"
for jar in "$work"/fx/javafx-graphics-*.jar; do unzip -qoj "$jar" '*.dylib' -d "$work/runtime/lib"; done
find "$work/runtime/bin" -type f ! -name java -delete

mkdir "$work/howdah.iconset"
for size in 16 32 128 256; do cp resources/icons/howdah-$size.png "$work/howdah.iconset/icon_${size}x$size.png"; done
iconutil -c icns -o "$work/howdah.icns" "$work/howdah.iconset"

options=()
while IFS= read -r option; do options+=(--java-options "$option"); done < <(grep -v '^#' packaging/jvm.options)
"$jdk/bin/jpackage" --type app-image --name Howdah --app-version "$app_version" --input "$work/app" --main-jar howdah.jar \
    --main-class dev.howdah.app.Launcher --runtime-image "$work/runtime" --icon "$work/howdah.icns" --dest "$out" \
    --mac-package-identifier dev.howdah --java-options '-Dhowdah.postgres=$APPDIR/postgres' "${options[@]}"
app=$out/Howdah.app/Contents
cp -Rp target/postgres "$app/app/postgres"
mkdir -p "$app/Resources/doc"
cp -Rp LICENSE README.md docs target/licences "$app/Resources/doc/"

# The training writes the cache in a second process, which wants Java's own launcher; see package.sh.
java=$app/runtime/Contents/Home/bin
mkdir -p "$java" && cp "$jdk/bin/java" "$java/java"
if HOWDAH_HOME=$work/train JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$app/app/howdah.aot -Dglass.platform=Headless -Dprism.order=sw \
    -Dhowdah.first-data=exit" "$app/MacOS/Howdah" --target sandbox </dev/null >"$work/train.log" 2>&1 && [ -s "$app/app/howdah.aot" ]; then
    printf '%s\n' 'java-options=-XX:AOTCache=$APPDIR/howdah.aot' 'java-options=-Xlog:aot=off' 'java-options=-Xlog:cds=off' \
        >>"$app/app/Howdah.cfg"
fi
rm -rf "$java" "$work/train"

# What is signed must not change any more, so this comes last.
if [ -n "${HOWDAH_SIGN:-}" ]; then
    # Under the hardened runtime Java may compile while it runs only when it is said so.
    codesign --force --deep --options runtime --entitlements packaging/mac/howdah.entitlements --sign "$HOWDAH_SIGN" "$out/Howdah.app"
else
    codesign --force --deep --sign - "$out/Howdah.app"
fi
"$jdk/bin/jpackage" --type dmg --name Howdah --app-version "$app_version" --app-image "$out/Howdah.app" --dest "$out"
du -sm "$out"/*
