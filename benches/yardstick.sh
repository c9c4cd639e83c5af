#!/usr/bin/env bash
# Measures all that README.md says of the yardstick: beside its peers, by size, in memory. Needs Python and valgrind.
# What is given to it goes to peers/compare.py: `benches/yardstick.sh --rounds 9`.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
cargo build --quiet --release --package powderkeg --package powderkeg-benches
[ -x "$target/peers/bin/python" ] || python3 -m venv "$target/peers"
"$target/peers/bin/pip" install --quiet --requirement benches/peers/requirements.txt
"$target/peers/bin/python" benches/peers/compare.py --powderkeg "$target/release/powderkeg" "$@"
printf '\nBy size: '
"$target/release/scaling"
printf '\nMemory\n'
"$target/peers/bin/python" benches/peers/memory.py --powderkeg "$target/release/powderkeg"
