"""The camera at /dev/video0 that no machine has (tests/camera/fake_camera.h), for programs that are started with it."""

import os
import pathlib


class FakeCamera:
    """Steers the camera through its file; `environment` is what a program is started with to see it."""

    def __init__(self, library, folder):
        self.file = pathlib.Path(folder) / "camera"
        self.lines = {"plug": 1}
        self.plugs = 1
        self.environment = {"LD_PRELOAD": str(library), "KG_FAKE_CAMERA": str(self.file)}
        # The library comes before the address sanitizer's, and calls nothing that either stands in for.
        sanitizer = os.environ.get("ASAN_OPTIONS")
        self.environment["ASAN_OPTIONS"] = f"{sanitizer}:verify_asan_link_order=0" if sanitizer else "verify_asan_link_order=0"
        self.write()

    def write(self):
        fresh = self.file.with_suffix(".new")
        fresh.write_text("".join(f"{key} {value}\n" for key, value in self.lines.items()), encoding="utf-8")
        fresh.replace(self.file)

    def set(self, key, value):
        self.lines[key] = value
        self.write()

    def forget(self, key):
        self.lines.pop(key, None)
        self.write()

    def unplug(self):
        self.set("plug", 0)

    def plug(self):
        self.plugs += 1
        self.set("plug", self.plugs)
