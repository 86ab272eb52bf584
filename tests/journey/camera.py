#!/usr/bin/env python3
"""A camera in the real window: it is not there, comes, is mirrored and frozen, set, pulled out, put back and recorded, and always
the chain and the last picture stay."""

import os
import sys

from base import Journey, expect, main
from fake_camera import FakeCamera

CHAIN = "gaussian sigma=3"


def playback(report):
    return report["playback"] or {}


class CameraJourney(Journey):
    def run(self):
        library = os.environ.get("KG_FAKE_CAMERA_LIBRARY")
        if not library:
            print("skipped: no fake camera on this system")
            sys.exit(77)
        self.camera = FakeCamera(library, self.output)
        self.camera.unplug()
        window = self.window("camera:0:yuyv422", "--chain", CHAIN, environment=self.camera.environment)
        self.walk(window, [self.it_is_not_there, self.it_comes_and_plays, self.it_is_frozen_and_mirrored,
                           self.its_controls_are_set, self.another_program_has_it,
                           self.it_is_pulled_out_and_put_back, self.another_format_from_the_menu,
                           self.it_is_recorded, self.no_camera_in_the_menu])
        window.quit()

    def it_is_not_there(self, window):
        report = window.glimpse("the sentence", lambda r: r["problem"] and "no camera at /dev/video0" in r["problem"])
        expect(report["coming"] == "camera:0:yuyv422", f"it is still to come, not {report['coming']}")
        expect(report["playback"] is None, "nothing plays yet")

    def it_comes_and_plays(self, window):
        self.camera.plug()
        report = window.glimpse("it plays", lambda r: playback(r).get("shown", 0) > 5 and playback(r)["latency"])
        expect(report["problem"] is None, f"the sentence is over: {report['problem']}")
        expect(report["source"] == "camera:0:yuyv422", f"the document has it: {report['source']}")
        expect(report["chain"] == CHAIN, f"the chain stays: {report['chain']}")
        expect(playback(report)["live"], "it is live")
        expect(0 < playback(report)["latency"] < 60, f"a latency of {playback(report)['latency']} s")
        window.glimpse("its rate is measured", lambda r: playback(r).get("rate"))

    def it_is_frozen_and_mirrored(self, window):
        window.xdotool("key", "--clearmodifiers", "ctrl+m")
        report = window.glimpse("it is mirrored", lambda r: playback(r).get("mirrored"))
        expect(report["source"] == "camera:0:yuyv422:mirror", f"the source says so: {report['source']}")
        window.xdotool("key", "--clearmodifiers", "ctrl+p")
        report = window.until("it is frozen", lambda r: playback(r)["phase"] == "paused")
        shown = playback(window.rest())["shown"]
        window.keys("period")
        report = window.until("one more picture", lambda r: playback(r)["shown"] == shown + 1)
        expect(playback(report)["phase"] == "paused", "it stays frozen")

    def its_controls_are_set(self, window):
        window.keys("F6")
        window.until("its controls are there", lambda r: "control.Brightness" in r["places"])
        window.screenshot(self.output / "controls.png")
        window.drag("control.Brightness", 40)
        window.click("control.White Balance, Automatic")
        window.keys("F6")
        window.until("they are gone", lambda r: "control.Brightness" not in r["places"])

    # Frozen, so that the window comes to rest.
    def another_program_has_it(self, window):
        self.camera.unplug()
        window.until("it is gone", lambda r: r["problem"] and "no camera" in r["problem"])
        self.camera.set("stream", 16)
        self.camera.plug()
        window.until("it is in use", lambda r: r["problem"] and "another program" in r["problem"])
        self.camera.set("open", 13)
        window.until("it may not be opened", lambda r: r["problem"] and "the group" in r["problem"])
        self.camera.forget("stream")
        self.camera.forget("open")
        report = window.until("it is back", lambda r: not r["problem"])
        expect(playback(report)["phase"] == "paused", f"and frozen as before, not {playback(report)['phase']}")

    def it_is_pulled_out_and_put_back(self, window):
        before = self.export(window, "before.png")
        for turn in range(2):
            reopened = playback(window.rest())["reopened"]
            self.camera.unplug()
            report = window.until("it waits", lambda r: playback(r)["phase"] == "waiting")
            expect(report["chain"] == CHAIN, f"the chain stays: {report['chain']}")
            expect(report["source"] == "camera:0:yuyv422:mirror", f"the source stays: {report['source']}")
            expect(self.export(window, "gone.png") == before, "the last picture stays")
            window.screenshot(self.output / f"waiting-{turn}.png")
            self.camera.plug()
            report = window.until("it is back", lambda r, n=reopened: playback(r)["reopened"] == n + 1)
            expect(report["problem"] is None, f"the sentence is over: {report['problem']}")
            before = self.export(window, "before.png")

    def export(self, window, name):
        path = self.output / name
        path.unlink(missing_ok=True)
        window.keys("ctrl+shift+s")
        window.write_path(path)
        window.until("it is exported", lambda r: path.exists() and r["notice"] == f"Saved {name}")
        return path.read_bytes()

    def another_format_from_the_menu(self, window):
        self.open_cameras(window)
        window.until("it is listed", lambda r: "menu.camera.0" in r["places"])
        window.click("menu.camera.0")
        window.until("its formats are listed", lambda r: "menu.camera:0:nv12@640x480@30" in r["places"])
        x, y, _, _ = window.place("menu.camera:0:nv12@640x480@30")
        window.xdotool("mousemove", "--window", window.id, str(round(x)), str(round(y)))
        window.xdotool("click", "1")
        report = window.glimpse("it plays", lambda r: r["source"] == "camera:0:nv12@640x480@30" and playback(r)["shown"] > 3)
        expect(report["chain"] == CHAIN, f"the chain stays: {report['chain']}")
        window.xdotool("key", "--clearmodifiers", "ctrl+p")
        window.rest()

    def it_is_recorded(self, window):
        clip = self.output / "camera.mp4"
        window.keys("ctrl+r")
        window.write_path(clip)
        window.xdotool("key", "--clearmodifiers", "ctrl+p")
        window.glimpse("frames are written", lambda r: r["recording"] and r["recording"]["seconds"] > 1)
        window.xdotool("key", "--clearmodifiers", "ctrl+r")
        window.glimpse("the clip is done", lambda r: r["notice"].startswith("Recorded camera.mp4"))
        expect(clip.exists(), "the file is there")
        window.xdotool("key", "--clearmodifiers", "ctrl+p")
        window.rest()

    def no_camera_in_the_menu(self, window):
        self.camera.unplug()
        window.until("it waits", lambda r: playback(r)["phase"] == "waiting")
        self.open_cameras(window)
        window.until("none is listed", lambda r: "menu.no_camera" in r["places"])
        window.keys("Escape", "Escape")
        self.camera.plug()
        window.until("it is back", lambda r: playback(r)["phase"] == "paused")

    @staticmethod
    def open_cameras(window):
        window.click("menu.Source")
        window.click("menu.cameras")


if __name__ == "__main__":
    sys.exit(main(CameraJourney, __doc__))
