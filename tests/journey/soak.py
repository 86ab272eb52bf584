#!/usr/bin/env python3
"""Plays a source in the real window for minutes, pausing, stepping and winding it now and then, and says what grew.

    soak.py --program kernelglass --source clip.mp4 --minutes 10 --output FOLDER
    soak.py --program kernelglass --camera libkg_fake_camera.so --minutes 10 --output FOLDER

The camera sends 60 frames a second, and is pulled out and put back every few seconds; now and then its frames are
damaged, or it is in use by somebody else for a while.

Exit status: 0 nothing grew, 1 memory or open files did, 77 skipped. The tests run the camera's for half a minute.
"""

import argparse
import os
import pathlib
import sys
import time

from fake_camera import FakeCamera
from window import Display, Failure, Window, fresh_folder, missing_tools

SETTLED = 0.25          # of the time: what is made once is made by then


def resident(pid):
    """Kilobytes."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def open_files(pid):
    """The fewest of some looks: a driver's cache and the camera's stand-in have a file open for a moment now and then."""
    counts = []
    for _ in range(20):
        counts.append(len(os.listdir(f"/proc/{pid}/fd")))
        time.sleep(0.05)
    return min(counts)


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


def soak_camera(window, camera, minutes):
    """The same, with a camera that comes and goes."""
    start = time.monotonic()
    seconds = 60 * minutes
    first = None
    pid = window.process.pid
    state = {}
    for turn in range(1 << 30):
        passed = time.monotonic() - start
        if passed > seconds:
            break
        state = window.glimpse("it plays", lambda r: r["playback"]["phase"] == "playing" and r)["playback"]
        if first is None and passed > SETTLED * seconds:
            first = resident(pid), open_files(pid)
        camera.set("frames", ["good", "short", "good", "corrupt", "flagged"][turn % 5])
        time.sleep(0.5)
        camera.set("frames", "good")
        for key in [["ctrl+m"], ["ctrl+p", "period", "ctrl+p"]][turn % 2]:  # mirrored; or frozen, and a frame further
            window.xdotool("key", "--clearmodifiers", key)
        time.sleep(1)
        camera.unplug()
        window.glimpse("it waits", lambda r: r["playback"]["phase"] == "waiting")
        if turn % 3 == 0:
            camera.set("stream", 16)
        camera.plug()
        time.sleep(1)
        camera.forget("stream")
    window.glimpse("it plays", lambda r: r["playback"]["phase"] in ("playing", "paused"))
    print(f"opened again {state['reopened']} times, {state['damaged']} damaged", flush=True)
    return first, (resident(pid), open_files(pid))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    played = parser.add_mutually_exclusive_group(required=True)
    played.add_argument("--source")
    played.add_argument("--camera", help="the library that stands in for one")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--growth", type=float, default=1.05, help="that the memory may have, as a factor")
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    if missing_tools():
        print("skipped: missing", ", ".join(missing_tools()))
        return 77
    display = Display("1280x800")
    try:
        folder = fresh_folder(arguments.output)
        camera = FakeCamera(arguments.camera, folder) if arguments.camera else None
        window = Window(display, arguments.program, folder,
                        [arguments.source or "camera:0@320x240@60", "--chain", "gaussian sigma=2"], plays=True,
                        environment=camera.environment if camera else None)
        window.xdotool("key", "--clearmodifiers", "ctrl+p")
        first, last = soak_camera(window, camera, arguments.minutes) if camera else soak(window, arguments.minutes)
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
    return 0 if last[0] < arguments.growth * first[0] and last[1] <= first[1] else 1


if __name__ == "__main__":
    sys.exit(main())
