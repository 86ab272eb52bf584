"""What journeys share: their arguments and folder, and what they hold results against."""

import argparse
import json
import os
import pathlib
import shutil
import subprocess

from window import Display, Failure, Window, fresh_folder, missing_tools


def expect(condition, sentence):
    if not condition:
        raise Failure(sentence)


class Journey:
    """Leaves screenshots, exports and the viewer's log in its output folder."""

    measures = False  # whether the window measures the device, as where it first starts, and not what tests have already

    def __init__(self, arguments):
        self.program = arguments.program
        self.shaders = pathlib.Path(arguments.shaders)
        self.samples = pathlib.Path(arguments.samples)
        self.output = fresh_folder(arguments.output)
        # What the window measures of the device counts for this journey's commands alone.
        measured = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "")) / "kernelglass/costs.json"
        cache = self.output / "cache"
        os.environ["XDG_CACHE_HOME"] = str(cache)
        if not self.measures and measured.exists():
            (cache / "kernelglass").mkdir(parents=True)
            shutil.copy(measured, cache / "kernelglass")
        self.display = Display(arguments.size)
        self.picture = self.output / "scene.png"
        shutil.copy(self.samples / "scene.png", self.picture)

    def window(self, *arguments, plays=False, environment=None):
        return Window(self.display, self.program, self.output, [str(a) for a in arguments], plays, environment)

    def rendered(self, source, chain, name):
        """What the command line makes of the same image and chain."""
        path = self.output / name
        subprocess.run([self.program, "render", str(source), "-o", str(path), "--chain", chain], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path.read_bytes()

    def doctor(self):
        """What the program says of the machine."""
        return json.loads(subprocess.run([self.program, "doctor", "--json"], check=True, capture_output=True).stdout)

    def settings(self):
        """What the viewer has stored so far."""
        return json.loads((self.output / "config/kernelglass/settings.json").read_text(encoding="utf-8"))

    def walk(self, window, steps):
        """Takes the steps in one window; a picture of it is kept where one fails."""
        try:
            for step in steps:
                step(window)
                print("ok", step.__name__.replace("_", " "), flush=True)
        except Failure:
            subprocess.run(["import", "-window", "root", str(self.output / "failure.png")],
                           env=self.display.environment, check=False, stderr=subprocess.DEVNULL)
            window.close()
            raise

    def go(self, *steps):
        """Takes steps that open windows of their own."""
        for step in steps:
            step()
            print("ok", step.__name__.replace("_", " "), flush=True)

    def run(self):
        raise NotImplementedError


def main(journey, description):
    """The exit status: 0 all held, 1 not, 77 skipped."""
    parser = argparse.ArgumentParser(description=description)
    for name in ("program", "shaders", "samples", "size", "output"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    missing = missing_tools()
    if missing:
        print("skipped: missing", ", ".join(missing))
        return 77
    under_way = journey(arguments)
    try:
        under_way.run()
    except Failure as failure:
        print("FAILED:", failure)
        return 1
    finally:
        under_way.display.close()
    return 0
