#!/usr/bin/env bash
# Builds the jar twice from the last commit, in two folders, and compares. Exit code 1 when they differ.
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
for copy in one two; do
    mkdir "$place/$copy"
    git archive HEAD | tar -x -C "$place/$copy"
    (cd "$place/$copy" && mvn -B -q -Prelease -DskipTests -Dmaven.test.skip=true package)
    (cd "$place/$copy/target" && sha256sum howdah.jar licences/bom.json licences/THIRD-PARTY.txt) | tee "$place/$copy.sums"
done
cmp "$place/one.sums" "$place/two.sums" && echo "the same"
