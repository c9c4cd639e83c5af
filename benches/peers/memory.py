"""How much memory studies of the yardstick take, and how long they run: with and without an output folder."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def study(binary: Path, n: int, out: Path | None) -> tuple[float, float]:
    """Largest resident set, MB, and processor time, seconds, of a study of `n` runs on one thread."""
    command = [str(binary), "study", str(ROOT / "scenarios" / "yardstick"), "-n", str(n), "--threads", "1"]
    if out is not None:
        command += ["--out", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{binary} failed")
    # Linux gives kilobytes, macOS bytes.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return used.ru_maxrss / unit, used.ru_utime + used.ru_stime


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--powderkeg", type=Path, default=ROOT / "target" / "release" / "powderkeg")
    asked = parser.parse_args()
    print(f"{'runs':>10}{'MB':>10}{'CPU s':>10}{'MB, --out':>12}{'CPU s':>10}")
    for n in asked.runs:
        plain = study(asked.powderkeg, n, None)
        with tempfile.TemporaryDirectory() as folder:
            kept = study(asked.powderkeg, n, Path(folder) / "study")
        print(f"{n:>10}{plain[0]:>10.1f}{plain[1]:>10.1f}{kept[0]:>12.1f}{kept[1]:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
