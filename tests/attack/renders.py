#!/usr/bin/env python3
"""What the planner calls legal on this device is rendered: every filter, border rule and strategy, by the binary."""

import json
import random
from collections.abc import Callable, Iterator

from base import Attack, Case, ended_badly, main
from sessions import picture

# A kernel of high rank that only few strategies take, beside what the filters do by themselves.
EXTRA = ["box size=9", "gaussian sigma=6", 'convolve kernel="3x3: 1,2,1, 2,4,2, 1,2,0"', "convolve kernel=Disk:12.3"]
# In the order of the planner's candidates; the suite fails where the program has others.
STRATEGIES = ["direct", "separable", "paired", "low-rank", "split", "quad", "symmetric", "pyramid", "running-sum",
              "recursive", "tiled", "fft"]


def told(attack: Attack, *arguments: str) -> object:
    done = attack.run(*arguments)
    return json.loads(done.stdout) if done.returncode == 0 else None


_legal: dict = {}


def legal_strategies(attack: Attack, filter_text: str) -> dict:
    """By strategy: whether the planner, which knows the device, calls it legal for the picture's size. Empty where it
    has no plan at all, as where a cropped result would be empty."""
    if filter_text not in _legal:
        plan = told(attack, "plan", "-f", filter_text, "--size", "32x32", "--device", "--json")
        _legal[filter_text] = {one["strategy"]: one["legal"] for one in plan["strategies"]} if plan else {}
        _legal[filter_text].pop("auto", None)
    return _legal[filter_text]


def rendered(filter_text: str, strategy: str) -> Callable[[Attack], "str | None"]:
    def case(attack: Attack) -> "str | None":
        legal = legal_strategies(attack, filter_text)
        if legal and sorted(legal) != sorted(STRATEGIES):
            return f"the planner's strategies are {sorted(legal)}"
        done = attack.run("render", picture(attack), "-o", "result.png", "-f", filter_text, "--strategy", strategy)
        return ended_badly(done, {0} if legal and (strategy == "auto" or legal[strategy]) else {1})

    return case


def cases(random: random.Random, count: int, attack: Attack) -> Iterator[Case]:
    kinds = told(attack, "filters", "--json")
    borders = next(p for p in kinds[0]["parameters"] if p["id"] == "border")["options"]
    filters = [kind["id"] for kind in kinds] + EXTRA
    combinations = [(f"{one} border={border['id']}", strategy) for one in filters for border in borders
                    for strategy in ["auto", *STRATEGIES]]
    random.shuffle(combinations)
    for filter_text, strategy in combinations[:count]:
        yield f"{filter_text} by {strategy}", rendered(filter_text, strategy)


if __name__ == "__main__":
    main(cases, few=20)
