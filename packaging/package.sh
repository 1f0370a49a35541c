#!/usr/bin/env bash
# Makes Howdah's packages for Linux: an app image with its own Java, a .deb and an .rpm. See packaging/README.md.
#   packaging/package.sh [image] [tar] [deb] [rpm]      without words: all that the tools at hand can make
#   packaging/package.sh again [deb] ...                from the image that the last call made
# Result: target/packages. Exit codes: 0 all that was asked for, 1 something could not be made (it says what is missing).
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."
out=$PWD/target/packages work=$PWD/target/packaging
again=
[ "${1:-}" != again ] || { again=yes; shift; }
wanted="${*:-image tar deb rpm}"
missing=

say() { printf 'package: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
asked() { case " $wanted " in *" $1 "*) ;; *) return 1 ;; esac; }
lacks() { say "no $1: $2"; missing=yes; }
options() { grep -v '^#' packaging/jvm.options; }

# The JDK that builds is the one whose Java is packed.
jdk() {
    for folder in "${HOWDAH_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        [ -x "$folder/bin/jpackage" ] && [ -f "$folder/release" ] && grep -qE '^JAVA_VERSION="?(2[5-9]|[3-9][0-9])' "$folder/release" && { printf %s "$folder"; return; }
    done
    fail "a JDK 25 or newer with jpackage is needed. Install one (Temurin 25, say) or set HOWDAH_JAVA_HOME to its folder."
}

jdk=$(jdk)
version=$(sed -n 's,^  <version>\(.*\)</version>,\1,p' pom.xml | head -n 1)
version=${version%-SNAPSHOT}
# Every file of the packages carries the time that the pom names, so that the same sources give the same packages.
SOURCE_DATE_EPOCH=$(date -u -d "$(sed -n 's,.*<project.build.outputTimestamp>\(.*\)</project.*,\1,p' pom.xml)" +%s)
export SOURCE_DATE_EPOCH
umask 022

build() {
    has mvn || fail "Maven 3.8 or newer is needed to build."
    say "building the jar, the SBOM and the list of licences"
    mvn -B -q -Prelease -DskipTests -Dmaven.test.skip=true package
}

modules() {
    local seen
    seen=$("$jdk/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps -q --module-path "$work/fx" \
        -cp "$(printf '%s:' "$work"/app/*.jar)" "$work"/app/*.jar)
    printf '%s,%s' "$seen" "$(sed 's/ *#.*//; /^$/d' packaging/modules | paste -sd,)"
}

runtime() {
    say "linking a Java of its own"
    "$jdk/bin/jlink" --module-path "$work/fx" --add-modules "$(modules)" --strip-debug --no-header-files --no-man-pages \
        --compress zip-6 --exclude-resources='**.so' --output "$work/runtime"
    # JavaFX looks for its native libraries here first; otherwise it would unpack them into the user's home at the first start.
    unzip -qoj "$work/fx/javafx-graphics-*.jar" '*.so' -d "$work/runtime/lib"
    find "$work/runtime/bin" -type f ! -name java -delete
}

image() {
    local home=$work/image
    "$jdk/bin/jpackage" --type app-image --name howdah --app-version "$version" --input "$work/app" --main-jar howdah.jar \
        --main-class dev.howdah.app.Launcher --runtime-image "$work/runtime" --icon resources/icons/howdah-256.png --dest "$work/made" \
        --java-options '-Dhowdah.postgres=$APPDIR/postgres' $(options | sed 's/^/--java-options /')
    mv "$work/made/howdah" "$home"
    cp -a target/postgres "$home/lib/app/postgres"
    mkdir -p "$home/share/doc" "$home/share/icons"
    cp -a LICENSE README.md docs target/licences "$home/share/doc/"
    cp -a packaging/linux/howdah.desktop "$home/share/"
    for size in 16 32 48 128 256; do cp resources/icons/howdah-$size.png "$home/share/icons/"; done
    find "$home" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# One headless start on a sandbox of its own, as the launcher of a checkout does: classes are then loaded and linked before the
# next one. The cache is bound to the jars' names, sizes and times, and to this Java; without it Howdah starts as well, only later.
train() {
    local home=$work/image
    say "preparing quick starts"
    # The training ends in a second process that writes the cache, and Java wants its own launcher for that.
    install -D "$jdk/bin/java" "$home/lib/runtime/bin/java"
    if HOWDAH_HOME=$work/train DISPLAY=none JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$home/lib/app/howdah.aot -Dglass.platform=Headless \
        -Dprism.order=sw -Dhowdah.first-data=exit" "$home/bin/howdah" --target sandbox </dev/null >"$work/train.log" 2>&1 \
        && [ -s "$home/lib/app/howdah.aot" ]; then
        printf '%s\n' 'java-options=-XX:AOTCache=$APPDIR/howdah.aot' 'java-options=-Xlog:aot=off' 'java-options=-Xlog:cds=off' \
            >>"$home/lib/app/howdah.cfg"
    else
        lacks "quick starts" "the training did not end well, see $work/train.log"
    fi
    rm -rf "$work/train" "$home/lib/runtime/bin"
    HOWDAH_HOME=$work/train "$home/bin/howdah" manual --out "$work/manual" >/dev/null
    mkdir -p "$home/share/man" "$home/share/completion"
    cp -a "$work/manual/man1" "$home/share/man/"
    cp "$work/manual/howdah.bash" "$home/share/completion/"
    rm -rf "$work/train"
    find "$home" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# The files of an installed package: the image below /opt, and what the system looks for elsewhere.
tree() {
    local root=$1
    mkdir -p "$root/opt" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/man/man1" \
        "$root/usr/share/bash-completion/completions" "$root/usr/share/doc/howdah"
    cp -a "$work/image" "$root/opt/howdah"
    ln -s /opt/howdah/bin/howdah "$root/usr/bin/howdah"
    cp -a packaging/linux/howdah.desktop "$root/usr/share/applications/"
    cp "$work/image/share/completion/howdah.bash" "$root/usr/share/bash-completion/completions/howdah"
    for size in 16 32 48 128 256; do
        install -D -m 644 "resources/icons/howdah-$size.png" "$root/usr/share/icons/hicolor/${size}x$size/apps/howdah.png"
    done
    for page in "$work"/image/share/man/man1/*.1; do
        gzip -9n <"$page" >"$root/usr/share/man/man1/$(basename "$page").gz"
    done
    cp packaging/linux/copyright "$root/usr/share/doc/howdah/copyright"
    find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

architecture() {
    case "$(uname -m)-$1" in
        x86_64-deb) printf amd64 ;;
        aarch64-deb) printf arm64 ;;
        *) uname -m ;;
    esac
}

deb() {
    has dpkg-deb || { lacks ".deb" "install dpkg (dpkg-deb)."; return; }
    local root=$work/deb
    rm -rf "$root"
    tree "$root"
    mkdir "$root/DEBIAN"
    sed -e "s/@version@/$version/; s/@architecture@/$(architecture deb)/; s/@size@/$(du -sk "$root" | cut -f1)/" \
        packaging/linux/control >"$root/DEBIAN/control"
    dpkg-deb --root-owner-group -Zzstd -z6 --build "$root" "$out/howdah_${version}_$(architecture deb).deb" >/dev/null
}

rpm() {
    has rpmbuild || { lacks ".rpm" "install rpm-build (Debian: rpm)."; return; }
    rm -rf "$work/rpm"
    tree "$work/rpm/root"
    rpmbuild -bb --quiet --define "_topdir $work/rpm/top" --define "tree $work/rpm/root" --define "howdah_version $version" \
        --define "_rpmdir $out" --define '_rpmfilename %{NAME}-%{VERSION}.%{ARCH}.rpm' --define 'use_source_date_epoch_as_buildtime 1' \
        --define '_buildhost reproducible' packaging/linux/howdah.spec
}

tarball() {
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" --transform 's,^image,howdah,' \
        -cf - image | gzip -n >"$out/howdah-$version-linux-$(uname -m).tar.gz"
}

sizes() {
    local part
    say "sizes in MB"
    for part in lib/runtime lib/app/postgres lib/app/howdah.aot lib/app share; do
        printf '%6d  %s\n' "$(du -sm "$work/image/$part" | cut -f1)" "image: $part"
    done
    printf '%6d  image\n' "$(du -sm "$work/image" | cut -f1)"
    find "$out" -maxdepth 1 -type f -printf '%s %f\n' | sort -k2 | awk '{printf "%6d  %s\n", $1 / 1048576 + 0.5, $2}'
}

whole() {
    rm -rf "$work" "$out"
    mkdir -p "$work/app" "$work/fx" "$out"
    has unzip || fail "unzip is needed."
    build
    # Each JavaFX jar comes twice, and the one without a platform in its name is empty.
    cp -a target/lib/javafx-*-*-*.jar "$work/fx/"
    cp -a target/howdah.jar "$work/app/"
    find target/lib -name '*.jar' ! -name 'javafx-*' -exec cp -a {} "$work/app/" \;
    runtime
    image
    train
}

[ -n "$again" ] || whole
[ -x "$work/image/bin/howdah" ] || fail "there is no image yet: call without 'again'."
if asked image; then rm -rf "$out/howdah" && cp -a "$work/image" "$out/howdah"; fi
if asked tar; then tarball; fi
if asked deb; then deb; fi
if asked rpm; then rpm; fi
sizes
[ -z "$missing" ]
