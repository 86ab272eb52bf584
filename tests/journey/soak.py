#!/usr/bin/env python3
"""Plays a source in the real window for minutes, pausing, stepping and winding it now and then, and says what grew.

    soak.py --program kernelglass --source clip.mp4 --minutes 10 --output FOLDER

Exit status: 0 nothing grew, 1 memory or open files did, 77 skipped. Not one of the tests, because of its length.
"""

import argparse
import os
import pathlib
import sys
import time

from window import Display, Failure, Window, fresh_folder, missing_tools

SETTLED = 0.25          # of the time: what is made once is made by then
ALLOWED_GROWTH = 1.05   # of the memory since


def resident(pid):
    """Kilobytes."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def soak(window, minutes):
    """Memory and files when everything was made, and at the end."""
    start = time.monotonic()
    seconds = 60 * minutes
    first = None
    pid = window.process.pid
    for turn in range(1 << 30):
        passed = time.monotonic() - start
        if passed > seconds:
            break
        time.sleep(2)
        key = ["Home", "ctrl+p", "period", "ctrl+p"][turn % 4]
        window.xdotool("key", "--clearmodifiers", key)
        if first is None and passed > SETTLED * seconds:
            first = resident(pid), open_files(pid)
    return first, (resident(pid), open_files(pid))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    if missing_tools():
        print("skipped: missing", ", ".join(missing_tools()))
        return 77
    display = Display("1280x800")
    try:
        window = Window(display, arguments.program, fresh_folder(arguments.output),
                        [arguments.source, "--chain", "gaussian sigma=2"], plays=True)
        window.xdotool("key", "--clearmodifiers", "ctrl+p")
        first, last = soak(window, arguments.minutes)
        window.glimpse("it still answers", lambda r: r["playback"]["shown"] > 0)
        playback = window.glimpse("it says so", lambda r: r["playback"])["playback"]
        window.close()
    except Failure as failure:
        print("FAILED:", failure)
        return 1
    finally:
        display.close()
    print(f"shown {playback['shown']}, dropped {playback['dropped']}; resident {first[0]} to {last[0]} KB, "
          f"files {first[1]} to {last[1]}")
    return 0 if last[0] < ALLOWED_GROWTH * first[0] and last[1] <= first[1] else 1


if __name__ == "__main__":
    sys.exit(main())
