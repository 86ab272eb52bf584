#!/usr/bin/env python3
"""Kernels whose weights cancel: sums at and around 0 take no memory, and the result is the reference's."""

import os
import random
import subprocess
from collections.abc import Callable, Iterator

from base import Attack, Case, ended_badly, main
from claims import GIBIBYTE, leniency, limited

BYTES = GIBIBYTE // 2  # of a run as a whole, the driver's compiler included


def zero_sum(random: random.Random) -> str:
    """Weights with few decimals whose sum is 0 but for a rounding, or nearly so."""
    width, height = random.choice([(3, 1), (5, 1), (1, 3), (3, 3), (5, 5), (7, 2), (9, 1), (15, 1)])
    digits = random.randint(1, 3)
    weights = [round(random.uniform(-1, 1), digits) for _ in range(width * height - 1)]
    rest = -sum(weights) + random.choice([0, 0, 0, 1e-17, -1e-9, 1e-3])
    weights.insert(random.randrange(len(weights) + 1), round(rest, digits) if random.random() < 0.5 else rest)
    return f"{width}x{height}: " + ",".join(f"{weight:.17g}" for weight in weights)


def rendered(kernel: str, border: str, scale: str) -> Callable[[Attack], "str | None"]:
    def case(attack: Attack) -> "str | None":
        filter_text = f'convolve kernel="{kernel}" border={border} scale="{scale}"'
        done = limited(attack, "render", "pattern:zoneplate@48x40", "-o", "result.png", "-f", filter_text)
        if problem := ended_badly(done, {0, 1}):
            return f"{kernel}: {problem}"
        if done.peak > leniency(attack) * BYTES:
            return f"{kernel}: it took {done.peak / GIBIBYTE:.2f} GiB"
        return None

    return case


def verified(kernel: str) -> Callable[[Attack], "str | None"]:
    def case(attack: Attack) -> "str | None":
        try:
            done = attack.run("verify", "-f", f'convolve kernel="{kernel}"', seconds=300,
                              env={**os.environ, "GALLIVM_PERF": "nopt"})
        except subprocess.TimeoutExpired:
            return f"{kernel}: verify was not done"
        problem = ended_badly(done, {0})
        return f"{kernel}: {problem}" if problem else None

    return case


def cases(random: random.Random, count: int, attack: Attack) -> Iterator[Case]:
    yield "the ordinary one", rendered("3x1: 0.1,-0.3,0.2", "clamp", "1")
    yield "the ordinary one, verified", verified("3x1: 0.1,-0.3,0.2")
    for number in range(count):
        kernel = zero_sum(random)
        if number % 8 == 7:
            yield f"verify {kernel}", verified(kernel)
        else:
            border = random.choice(["clamp", "mirror", "wrap", "renormalise", "crop"])
            yield f"{kernel} {border}", rendered(kernel, border, random.choice(["1", "!", "^", "2!"]))


if __name__ == "__main__":
    main(cases, few=8)
