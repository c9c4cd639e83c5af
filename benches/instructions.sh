#!/usr/bin/env bash
# Counts the instructions of reading the founding scenario, of an engine start, of twenty runs and of a hash, under
# valgrind's callgrind. The same binary gives the same counts to within a few hundred.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "install valgrind first" >&2; exit 1; }
binary=${CARGO_TARGET_DIR:-target}/release/work
cargo build --quiet --release --package powderkeg-benches
folder=$(mktemp --directory)
trap 'rm -r "$folder"' EXIT
for work in read_scenario start_run one_run digest; do
    valgrind --quiet --tool=callgrind --callgrind-out-file="$folder/$work" --collect-atstart=no \
        --toggle-collect="powderkeg_benches::$work*" "$binary" >/dev/null
    printf '%-14s %15s instructions\n' "$work" "$(awk '/^(summary|totals):/ { n = $2 } END { print n }' "$folder/$work")"
done
