"""A kernelglass window on a virtual display, driven as a person drives it.

The viewer's report (--report, src/app/report.h) says when the window has come to rest and where its widgets stand, so
that nothing here sleeps for a fixed time or knows a layout.
"""

import json
import os
import pathlib
import shutil
import subprocess
import time

from drop import drop_files

PATIENCE = 120  # seconds until a state that does not come is a failure: sanitizers and software rendering are slow


class Failure(Exception):
    """What was expected and what was seen instead."""


def wait_for(what, condition, patience=PATIENCE):
    """The condition's value as soon as it is true."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise Failure(f"{what}: did not happen within {patience} s")


class Display:
    """An X server without a screen, on a display number that it chooses itself."""

    def __init__(self, size):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Failure("Xvfb did not start")
        self.environment = dict(os.environ, DISPLAY=f":{number}")

    def close(self):
        self.server.terminate()
        self.server.wait()


class Window:
    """The viewer, with settings of its own. One that plays never rests by itself: it is paused once it has played."""

    def __init__(self, display, program, folder, arguments, plays=False, environment=None):
        self.report_path = folder / "report.json"
        self.report_path.unlink(missing_ok=True)
        self.environment = dict(display.environment, XDG_CONFIG_HOME=str(folder / "config"))
        self.log = open(folder / "viewer.log", "a+", encoding="utf-8")
        self.process = subprocess.Popen([program, *arguments, "--report", str(self.report_path)],
                                        env=dict(self.environment, **(environment or {})), stdout=self.log,
                                        stderr=self.log)
        if plays:
            self.glimpse("it plays", lambda r: r["playback"] and r["playback"]["shown"] > 3)
        else:
            wait_for("the window comes to rest", self.report)
        self.mouse = None
        self.id = wait_for("the window is on the display", self.found)
        self.xdotool("windowfocus", "--sync", self.id)
        if plays:
            self.xdotool("key", "--clearmodifiers", "ctrl+p")
        self.rest()

    def found(self):
        """The window's number; nothing while the display does not know it."""
        search = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], env=self.environment,
                                check=False, capture_output=True, text=True)
        return search.stdout.split()[-1] if search.stdout.split() else None

    def report(self):
        """The newest report of a window at rest; nothing while it draws."""
        if self.process.poll() is not None:
            self.log.seek(0)
            raise Failure(f"the viewer ended with {self.process.returncode}: {self.log.read()}")
        try:
            report = json.loads(self.report_path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        if report["gl_messages"]:
            raise Failure(f"the driver complains: {report['gl_messages']}")
        return report if report["at_rest"] else None

    def rest(self):
        """Waits until no frame was drawn for a moment; returns the report."""
        def unchanged():
            before = self.report()
            time.sleep(0.25)
            after = self.report()
            return after if before and after and before["frames"] == after["frames"] else None
        return wait_for("the window comes to rest", unchanged)

    def settle(self):
        """Waits until nothing is under way that would draw later, either; returns the report."""
        return self.until("the window settles", lambda report: report["settled"])

    def glimpse(self, what, condition):
        """Waits until the report fulfils a condition, at rest or not: a key that is held repeats, and so draws."""
        def newest():
            try:
                report = json.loads(self.report_path.read_text(encoding="utf-8"))
            except (FileNotFoundError, json.JSONDecodeError):
                return None
            return report if condition(report) else None
        return wait_for(what, newest)

    def until(self, what, condition):
        """Waits until the report fulfils a condition; returns the report."""
        def fulfilled():
            report = self.report()
            return report if report and condition(report) else None
        try:
            return wait_for(what, fulfilled)
        except Failure as failure:
            report = self.report() or {}
            for bulky in ("newest_frames", "places", "plan"):
                report.pop(bulky, None)
            raise Failure(f"{failure}; the report says {json.dumps(report, indent=1)}") from None

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.environment, check=True, capture_output=True,
                              text=True).stdout

    def act(self, *arguments):
        """Runs xdotool, and waits until the window has seen it and come to rest; returns the report."""
        before = wait_for("the window rests", self.report)["events"]  # what came before it has come to rest
        self.xdotool(*arguments)
        self.until(f"the window sees {arguments}", lambda r: r["events"] > before)
        return self.rest()

    def keys(self, *names):
        for name in names:
            self.act("key", "--clearmodifiers", name)

    def type(self, text):
        self.act("type", "--delay", "20", "--", text)

    def place(self, name):
        """The middle of a widget and its size, in window units; a card's is scrolled to where it is out of sight."""
        if name.startswith("filter.") and name not in self.rest()["places"]:
            self.scroll_to(name)
        report = self.until(f"{name} is on the screen", lambda r: name in r["places"])
        x, y, width, height = report["places"][name]
        return x + width / 2, y + height / 2, width, height

    def scroll_to(self, name):
        """Turns the wheel over the cards, down and then up, until one of their widgets can be seen."""
        x, y, _, _ = self.place("chain.cards")
        self.move(x, y)
        for wheel in ["5"] * 12 + ["4"] * 24:
            if name in self.act("click", wheel)["places"]:
                return

    def move(self, x, y):
        position = (round(x), round(y))
        if position != self.mouse:
            self.mouse = position
            self.act("mousemove", "--window", self.id, *map(str, position))

    def click(self, name, *options):
        x, y, _, _ = self.place(name)
        self.move(x, y)
        self.act("click", *options, "1")

    def double_click(self, name, what, condition):
        """Until the report fulfils a condition: a busy machine may part two clicks beyond the time of a double click."""
        for _ in range(5):
            time.sleep(0.6)  # clicks before it, within the time of a double click, would make it another gesture
            self.click(name, "--repeat", "2", "--delay", "60")
            report = self.rest()
            if condition(report):
                return report
        raise Failure(f"{what}: five double clicks on {name} did not do it")

    def drag(self, name, distance, steps=12):
        """Drags a widget's middle to the right, as a hand does it: in steps that the window has time to show."""
        x, y, _, _ = self.place(name)
        self.move(x, y)
        self.act("mousedown", "1")
        for step in range(1, steps + 1):
            self.mouse = (round(x + distance * step / steps), round(y))
            self.xdotool("mousemove", "--window", self.id, *map(str, self.mouse))
            time.sleep(0.05)
        self.rest()
        return self.act("mouseup", "1")

    def carry(self, name, target, offset):
        """Drags one widget onto another, `offset` below its middle."""
        x, y, _, _ = self.place(name)
        _, target_y, _, _ = self.place(target)
        self.move(x, y)
        self.act("mousedown", "1")
        for share in (0.1, 0.5, 1):
            self.move(x, y + share * (target_y + offset - y))
        return self.act("mouseup", "1")

    def drop(self, *paths):
        """Files, as from a file manager."""
        before = self.rest()["events"]
        if not drop_files(self.environment["DISPLAY"], self.id, paths):
            raise Failure(f"the window took no drop of {paths}")
        self.until("the window sees the drop", lambda r: r["events"] > before)
        return self.rest()

    def screenshot(self, path):
        """Through the program's own action: F12, then a path."""
        self.keys("F12")
        self.write_path(path)
        wait_for(f"{path} is written", path.exists)
        self.rest()

    def write_path(self, path):
        """Fills the file dialog that is open."""
        self.until("the dialog is open", lambda r: r["dialog"])
        self.keys("ctrl+a")
        self.type(str(path))
        self.keys("Return")
        self.until("the dialog is closed", lambda r: not r["dialog"])

    def quit(self):
        self.xdotool("key", "--clearmodifiers", "ctrl+q")
        status = self.process.wait(PATIENCE)
        self.log.seek(0)
        output = self.log.read()
        self.log.close()
        if status != 0 or output:
            raise Failure(f"the viewer ended with {status} and said: {output}")
        final = json.loads(self.report_path.read_text(encoding="utf-8"))
        if final["gl_messages"]:
            raise Failure(f"the driver complains: {final['gl_messages']}")
        return final

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def missing_tools():
    return [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]


def fresh_folder(path):
    shutil.rmtree(path, ignore_errors=True)
    pathlib.Path(path).mkdir(parents=True)
    return pathlib.Path(path)
