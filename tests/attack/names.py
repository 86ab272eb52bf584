#!/usr/bin/env python3
"""Names: files that are called like protocols, options or commands to a terminal, and originals that must survive."""

import os
import pathlib
import random
import shutil
from collections.abc import Callable, Iterator

from base import Attack, Case, ended_badly, main
from sessions import Listener, picture

# Of pictures in a format that FFmpeg reads, which has protocols.
ODD_NAMES = [
    "http:127.0.0.1:{port}", "tcp:127.0.0.1:{port}.webp", "concat:x.webp", "pipe:0", "data:x.webp", "12:30.webp",
    "lavfi:testsrc2.webp", "file:x.webp", "a|b.webp", "x?y=1.webp", "with space.webp", "-o.webp", "camera:0.webp",
    "pattern:chart", "async:x.webp", "crypto:y.webp", "subfile,,start,0,end,9,,:x.webp", "\x1b[31mred.webp", "new\nline.webp",
]


def webp(attack: Attack) -> "pathlib.Path | None":
    """A small WebP, made by FFmpeg's program; None where there is none that can."""
    path = attack.output / "made.webp"
    if not path.exists() and shutil.which("ffmpeg"):
        os.spawnlp(os.P_WAIT, "ffmpeg", "ffmpeg", "-v", "quiet", "-i", str(picture(attack)), str(path))
    return path if path.exists() else None


def folder_of(attack: Attack, number: int) -> pathlib.Path:
    folder = attack.output / f"case{number}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def odd_name(number: int, name: str, by_pattern: bool) -> Callable[[Attack], "str | None"]:
    """A file of an odd name, rendered as '*' or by its own name, is a file like others."""

    def case(attack: Attack) -> "str | None":
        made = webp(attack)
        if made is None:
            return None
        with Listener() as listener:
            folder = folder_of(attack, number)
            own = name.format(port=listener.port)
            shutil.copy(made, folder / own)
            (attack.output / "out").mkdir(exist_ok=True)
            given = "*" if by_pattern else "./" + own if own.startswith("-") else own
            done = attack.run("render", "-o", "../out/result.png", "-f", "box", "--force", given, cwd=folder)
            if problem := ended_badly(done, {0}):
                return problem
            if b"\x1b" in done.stderr:
                return "a control character was sent"
            return "somebody was called" if listener.called() else None

    return case


# Two inputs "z_1.png" and "z_2.png" (and links to them) in a folder, and a command that would write over them.
OVERWRITING = [
    ["z_%d.png", "-o", "./"], ["z_%d.png", "-o", "z_%d.png"], ["z_%d.png", "-o", "../case/z_%d.png"],
    ["z_%d.png", "-o", "z_%1d.png"], ["z_1.png", "-o", "z_%d.png", "--frames", "1"], ["./z_1.png", "-o", "z_1.png"],
    ["z_1.png", "z_2.png", "-o", "./{stem}.png"], ["z_1.png", "-o", "hard.png"], ["z_2.png", "-o", "soft.png"],
    ["{folder}/z_%d.png", "-o", "z_%d.png"], ["file://{folder}/z_1.png", "-o", "z_1.png"],
    ["z_*.png", "-o", "."], ["z_1.png", "-o", "soft/z_1.png"],
]


def overwriting(arguments: list) -> Callable[[Attack], "str | None"]:
    def case(attack: Attack) -> "str | None":
        original = picture(attack).read_bytes()
        folder = attack.output / "case"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("z_1.png", "z_2.png"):
            (folder / name).write_bytes(original)
        os.link(folder / "z_1.png", folder / "hard.png")
        (folder / "soft.png").symlink_to("z_2.png")
        (folder / "soft").symlink_to(".")
        named = [text.replace("{folder}", str(folder)) for text in arguments]
        done = attack.run("render", *named, "-f", "box size=9", cwd=folder)
        if problem := ended_badly(done, {2}):
            return problem
        kept = all((folder / name).read_bytes() == original for name in ("z_1.png", "z_2.png"))
        return None if kept else "an original was replaced"

    return case


def random_name(random: random.Random) -> str:
    letters = "ab:/%*?[]{}|~$'\"\\ #&;=,.-\x07\x1b\t" + "äλж"
    name = "".join(random.choice(letters.replace("/", "")) for _ in range(random.randint(1, 12)))
    return name.replace("%", "%%") + ".png"


def random_named(number: int, name: str) -> Callable[[Attack], "str | None"]:
    def case(attack: Attack) -> "str | None":
        folder = folder_of(attack, number)
        shutil.copy(picture(attack), folder / name)
        done = attack.run("render", "-f", "box", "-o", "../result.png", "--force", "./" + name, cwd=folder)
        if b"\x1b" in done.stderr or b"\x07" in done.stderr:
            return "a control character was sent"
        return ended_badly(done, {0})

    return case


def cases(random: random.Random, count: int, attack: Attack) -> Iterator[Case]:
    number = 0
    for name in ODD_NAMES:
        for by_pattern in (True, False) if count > 100 else (len(name) % 2 == 0,):
            number += 1
            yield f"file {name!r}{' by *' if by_pattern else ''}", odd_name(number, name, by_pattern)
    for arguments in OVERWRITING:
        yield f"overwriting by {' '.join(arguments)}", overwriting(arguments)
    for _ in range(count):
        number += 1
        name = random_name(random)
        yield f"file {name!r}", random_named(number, name)


if __name__ == "__main__":
    main(cases, few=4)
