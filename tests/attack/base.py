"""What all suites of attacks share: their options, running the program, and telling what failed.

A suite is a generator of cases. Each case is a name and a function that takes the Attack and returns None, or the
sentence that says what went wrong. The cases follow from the seed, so that what failed can be tried again by itself:

    tests/attack/claims.py --program build/release/bin/kernelglass --only 17
"""

from __future__ import annotations

import argparse
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable

Case = tuple[str, Callable[["Attack"], "str | None"]]
# What the shell and Python call ends by: an abort, a bus error, a crash, a sanitizer's finding.
SANITIZER = b"Sanitizer"


class Attack:
    """The program under attack and a folder of its own for each case."""

    def __init__(self, program: pathlib.Path, output: pathlib.Path):
        self.program = program.resolve()
        self.output = output.resolve()

    def run(self, *arguments: object, seconds: float = 60, **options) -> subprocess.CompletedProcess:
        """Runs the program. Raises subprocess.TimeoutExpired after so many seconds; streams are bytes."""
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("cwd", self.output)
        return subprocess.run([str(self.program), *map(str, arguments)], timeout=seconds, **options)


def ended_badly(done: subprocess.CompletedProcess, statuses: Iterable[int] = (0, 1, 2)) -> str | None:
    """The sentence about a run that ended by a signal, a sanitizer or a status that nobody expects; else None."""
    said = (done.stderr or b"") if isinstance(done.stderr, bytes) else b""
    if done.returncode < 0:
        return f"ended by signal {-done.returncode}: {said[-300:]!r}"
    if SANITIZER in said:
        return f"a sanitizer spoke: {said[:600]!r}"
    if done.returncode not in statuses:
        return f"exit status {done.returncode}: {said[-300:]!r}"
    return None


def peak_memory_of_children() -> int:
    """Bytes: the largest resident set among all children that have ended so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def main(cases: Callable[[random.Random, int, Attack], Iterable[Case]], *, few: int) -> None:
    """Runs the suite: `cases(random, count, attack)` yields its cases, `few` of them where the suite is one of the tests."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True, help="a folder that is emptied first")
    parser.add_argument("--count", type=int, default=few)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one case")
    options = parser.parse_args()
    shutil.rmtree(options.output, ignore_errors=True)
    options.output.mkdir(parents=True)
    attack = Attack(options.program, options.output)
    tried, failed, start = 0, 0, time.monotonic()
    for number, (name, case) in enumerate(cases(random.Random(options.seed), options.count, attack)):
        if options.only is not None and number != options.only:
            continue
        tried += 1
        try:
            problem = case(attack)
        except subprocess.TimeoutExpired as error:
            problem = f"was not done after {error.timeout:g} s"
        if problem:
            failed += 1
            print(f"case {number}, {name}: {problem}", flush=True)
    print(f"{tried} tried, {failed} failed, {time.monotonic() - start:.0f} s")
    sys.exit(1 if failed or not tried else 0)
