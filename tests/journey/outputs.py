#!/usr/bin/env python3
"""What comes out of the window while it is used: a recording by keyboard, a file that follows the picture, a still of what
plays, a walk through a folder, and sources by their names.

    outputs.py --program kernelglass --shaders shaders --samples FOLDER --size 1024x700 --output FOLDER

Leaves screenshots, recordings and the viewer's log in the output folder. Exit status: 0 all held, 1 not, 77 skipped.
"""

import shutil
import subprocess
import sys

from base import Journey, expect, main
from window import wait_for


def probed(path, what):
    """A value of a clip's first stream as ffprobe prints it; nothing where there is no ffprobe."""
    if shutil.which("ffprobe") is None:
        return None
    return subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_entries", f"stream={what}", "-of",
                           "default=nokey=1:noprint_wrappers=1", str(path)], check=True, capture_output=True,
                          text=True).stdout.strip()


class Outputs(Journey):
    def shot(self, name):
        """The display as it stands, for a window that does not rest."""
        subprocess.run(["import", "-window", "root", str(self.output / name)], env=self.display.environment, check=False,
                       stderr=subprocess.DEVNULL)

    def press(self, window, *names):
        """Keys for a window that does not rest."""
        for name in names:
            window.xdotool("key", "--clearmodifiers", name)

    def write_path(self, window, path):
        window.glimpse("the dialog is open", lambda r: r["dialog"])
        self.press(window, "ctrl+a")
        window.xdotool("type", "--delay", "20", "--", str(path))
        self.press(window, "Return")
        window.glimpse("the dialog is closed", lambda r: not r["dialog"])

    def a_walk_through_a_folder(self, window):
        window.keys("Right")
        report = window.until("the next picture", lambda r: r["source"].endswith("walk 9.png"))
        expect("2 of 3" in report["status"], f"its place is said: {report['status']}")
        window.keys("Right")
        window.until("numbers count", lambda r: r["source"].endswith("walk 10.png"))
        window.keys("Right")
        window.until("and round again", lambda r: r["source"].endswith("walk 1.png"))
        window.keys("Left")
        report = window.until("and back", lambda r: r["source"].endswith("walk 10.png"))
        expect(report["chain"] == "box size=7", "the chain stays")
        window.screenshot(self.output / "folder.png")

    def sources_by_name(self, window):
        window.click("menu.Source")
        window.click("menu.patterns")
        window.click("menu.pattern:delta")
        report = window.until("a pattern is open", lambda r: r["source"] == "pattern:delta")
        expect(report["chain"] == "box size=7", "the chain stays")
        window.keys("ctrl+o")
        window.write_path("pattern:checker:2@64x48")
        window.until("a name is typed where a file is opened", lambda r: r["source"] == "pattern:checker:2@64x48")
        window.keys("ctrl+o")
        window.write_path(self.output / "walk" / "walk %d.png")
        window.until("and that of a sequence", lambda r: r["source"].endswith("walk/walk %d.png"))
        window.keys("ctrl+o")
        window.write_path(self.output / "walk" / "walk 10.png")
        window.until("back to a file", lambda r: r["source"].endswith("walk 10.png"))

    def a_still_that_is_tuned_is_recorded(self, window):
        clip = self.output / "tuned.mp4"
        window.keys("ctrl+r")
        self.write_path(window, clip)
        window.glimpse("it records", lambda r: r["recording"] and r["recording"]["written"] > 0)
        window.click("filter.0.name")
        window.drag("filter.0.size", 60)
        report = window.until("the picture has changed", lambda r: r["chain"] != "box size=7")
        expect(report["status"][0].startswith("REC "), f"it says so: {report['status']}")
        self.shot("recording-still.png")
        window.keys("ctrl+r")
        report = window.until("the clip is done", lambda r: r["notice"].startswith("Recorded tuned.mp4"))
        expect(clip.exists() and report["recording"] is None, "the file is there")
        expect(probed(clip, "r_frame_rate") in (None, "30/1"), "at a constant rate")

    def a_file_follows_the_picture(self, window):
        live = self.output / "live.bmp"
        window.keys("ctrl+l")
        window.write_path(live)
        window.until("it is written", lambda r: r["live_export"] and r["live_export"]["written"] == 1)
        window.settle()
        window.drag("filter.0.size", -30)
        report = window.settle()
        window.keys("ctrl+l")
        window.until("it stops", lambda r: r["live_export"] is None)
        rendered = self.rendered(self.output / "walk" / "walk 10.png", report["chain"], "rendered.bmp")
        expect(live.read_bytes() == rendered, "it is the newest result, bit for bit")

    def what_plays_is_recorded(self):
        for number in range(1, 51):
            shutil.copy(self.samples / ("scene.png" if number % 10 else "chart.png"), self.output / f"shot_{number}.png")
        window = self.window(self.output / "shot_%d.png", "--chain", "box size=7", plays=True)
        window.keys("Home")
        clip = self.output / "clip.mp4"
        window.keys("ctrl+r")
        window.write_path(clip)
        self.press(window, "ctrl+p")
        window.glimpse("frames are written", lambda r: r["recording"] and r["recording"]["seconds"] > 1)
        self.shot("recording.png")
        still = self.output / "still.png"
        self.press(window, "ctrl+shift+s")
        self.write_path(window, still)
        wait_for("the still is there", still.exists)
        window.glimpse("it plays on", lambda r: r["playback"]["phase"] == "playing")
        self.press(window, "ctrl+r")
        window.glimpse("the clip is done", lambda r: r["notice"].startswith("Recorded clip.mp4"))
        expect(clip.exists(), "the file is there")
        expect(probed(clip, "width") in (None, "960"), "it has the result's size, not the view's")
        expect(probed(clip, "r_frame_rate") in (None, "25/1"), "and the source's rate")
        self.press(window, "ctrl+p")
        window.rest()
        self.points_are_kept(window)
        window.quit()

    def points_are_kept(self, window):
        x, y, width, _ = window.place("source.timeline")
        for share, key in ((0.25, "i"), (0.5, "o")):
            window.move(x + (share - 0.5) * width, y)
            window.act("click", "1")
            window.keys(key)
        report = window.until("both points are set", lambda r: r["playback"]["in"] and r["playback"]["out"])
        first, last = report["playback"]["in"], report["playback"]["out"]
        window.keys("Home")
        window.until("it starts at the in point", lambda r: abs(r["playback"]["seconds"] - first) < 0.05)
        shown = window.rest()["playback"]["shown"]
        self.press(window, "ctrl+p")
        for _ in range(4):
            report = window.glimpse("it plays", lambda r: r["playback"]["shown"] > shown + 10)
            shown = report["playback"]["shown"]
            seconds = report["playback"]["seconds"]
            expect(first - 0.001 <= seconds <= last + 0.001, f"it plays between its points: {first} {seconds} {last}")
        self.shot("points.png")
        self.press(window, "ctrl+p")
        window.rest()

    def closing_finishes_the_file(self):
        window = self.window(self.picture)
        clip = self.output / "closed.mp4"
        window.keys("ctrl+r")
        self.write_path(window, clip)
        window.glimpse("it records", lambda r: r["recording"] and r["recording"]["written"] > 0)
        window.quit()
        expect(clip.exists(), "the file is there")
        expect(probed(clip, "width") in (None, "960"), "and whole")

    def run(self):
        folder = self.output / "walk"
        folder.mkdir()
        for name, sample in (("walk 1", "chart"), ("walk 9", "scene"), ("walk 10", "scene")):
            shutil.copy(self.samples / f"{sample}.png", folder / f"{name}.png")
        window = self.window(folder / "walk 1.png", "--chain", "box size=7")
        self.walk(window, [self.a_walk_through_a_folder, self.sources_by_name])
        videos = bool(self.doctor().get("media", True))
        if videos:
            self.walk(window, [self.a_still_that_is_tuned_is_recorded])
        self.walk(window, [self.a_file_follows_the_picture])
        window.quit()
        if videos:
            self.go(self.what_plays_is_recorded, self.closing_finishes_the_file)


if __name__ == "__main__":
    sys.exit(main(Outputs, __doc__))
