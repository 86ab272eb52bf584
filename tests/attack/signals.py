#!/usr/bin/env python3
"""Signals and streams: whatever ends a job leaves no half-written file, and output that nobody takes ends no job."""

import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

from base import Attack, Case, ended_badly, main

DAY = 24 * 3600


def folder(attack: Attack) -> pathlib.Path:
    path = attack.output / "case"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return path


def leftovers(path: pathlib.Path) -> list:
    return sorted(file.name for file in path.glob(".kernelglass-*"))


def killed_by(number: signal.Signals) -> Callable[[Attack], "str | None"]:
    """A job that is sent a signal once its file is under way."""

    def case(attack: Attack) -> "str | None":
        where = folder(attack)
        job = subprocess.Popen([str(attack.program), "render", "pattern:zoneplate@4000x4000", "-o", str(where / "x.png"),
                                "-f", "box size=3", "--depth", "16"], stderr=subprocess.PIPE)
        end = time.monotonic() + 100
        while not leftovers(where) and job.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        job.send_signal(number)
        try:
            job.communicate(timeout=100)
        except subprocess.TimeoutExpired:
            job.kill()
            job.communicate()
            return "it went on and on"
        if left := leftovers(where):
            return f"it left {left}"
        if job.returncode not in (0, -number):
            return f"exit status {job.returncode}"
        return None

    return case


def too_large(attack: Attack) -> "str | None":
    """A limit on the size of files is an error of the one file that meets it."""
    where = folder(attack)
    done = attack.run("render", "pattern:zoneplate@600x600", "pattern:delta@16x16", "-o", where, "-f", "box size=3",
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
    if problem := ended_badly(done, {1}):
        return problem
    if leftovers(where) or not any(where.iterdir()):
        return f"the folder holds {sorted(file.name for file in where.iterdir())}"
    return None


def swept(attack: Attack) -> "str | None":
    """What a killed run left goes after a day, and nothing else does."""
    where = folder(attack)
    old, new, other = where / ".kernelglass-1-0.tmp", where / ".kernelglass-2-0.tmp", where / ".kernelglass-notes"
    for file in (old, new, other):
        file.write_text("x")
    for file in (old, other):
        os.utime(file, (time.time() - 2 * DAY,) * 2)
    done = attack.run("render", "pattern:delta@16x16", "-o", where / "x.png", "-f", "box size=3")
    if problem := ended_badly(done, {0}):
        return problem
    return None if not old.exists() and new.exists() and other.exists() else f"left: {leftovers(where)}"


def closed_pipe() -> int:
    """The writing end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


# Commands with something to say on the stream named, and the results that they must make in spite of it.
def stream(descriptor: int, kind: str, arguments: list, results: list) -> Callable[[Attack], "str | None"]:
    def case(attack: Attack) -> "str | None":
        where = folder(attack)
        full = closed_pipe() if kind == "pipe" else os.open("/dev/full", os.O_WRONLY)

        def prepare() -> None:
            if kind == "closed":
                os.close(descriptor)
            else:
                os.dup2(full, descriptor)

        try:
            done = attack.run(*arguments, cwd=where, preexec_fn=prepare, seconds=100)
        finally:
            os.close(full)
        if problem := ended_badly(done, {1, 2} if descriptor == 2 else {1}):
            return problem
        missing = [name for name in results if not (where / name).exists()]
        return f"{missing} was not made" if missing else None

    return case


def cases(random: random.Random, count: int, attack: Attack) -> Iterator[Case]:
    batch = ["render", "pattern:delta@16x16", "nothing.png", "pattern:zoneplate@16x16", "pattern:ramp@16x16", "-o", ".",
             "-f", "box size=3"]
    results = ["delta@16x16.png", "zoneplate@16x16.png", "ramp@16x16.png"]
    for kind in ("full", "closed", "pipe"):
        yield f"batch, messages {kind}", stream(2, kind, batch, results)
        yield f"error, messages {kind}", stream(2, kind, ["kernel", "zzz"], [])
        yield f"list, output {kind}", stream(1, kind, ["kernels"], [])
        yield f"json, output {kind}", stream(1, kind, ["filters", "--json"], [])
        yield f"help, output {kind}", stream(1, kind, ["--help"], [])
        yield f"help of a command, output {kind}", stream(1, kind, ["render", "--help"], [])
    yield "a limit on the size of files", too_large
    yield "what a killed run left", swept
    signals = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]
    for number in range(count):
        yield f"signal {signals[number % 4].name}", killed_by(signals[number % 4])


if __name__ == "__main__":
    main(cases, few=4)
