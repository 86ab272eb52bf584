#!/usr/bin/env python3
"""Damaged pictures: bytes changed, cut, doubled or moved in pictures of every format that this machine can make."""

import pathlib
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator

from base import Attack, Case, ended_badly, main
from sessions import picture

# What FFmpeg's program writes, by name and options, and what ImageMagick's writes.
BY_FFMPEG = {
    "rgb.png": "", "words.png": "-pix_fmt rgb48be", "grey.jpg": "-pix_fmt yuvj420p", "a.bmp": "", "a.tga": "",
    "alpha.webp": "-pix_fmt yuva420p", "lossless.webp": "-lossless 1", "a.gif": "", "a.tif": "",
    "lzw.tif": "-compression_algo lzw", "a.exr": "", "zip.exr": "-compression 3", "a.qoi": "", "a.ras": "", "a.sgi": "",
    "a.pcx": "", "a.dpx": "", "a.pam": "", "a.pbm": "-pix_fmt monowhite", "a.ppm": "-pix_fmt rgb24", "a.pgm": "-pix_fmt gray",
    "a.pfm": "-pix_fmt gbrpf32le", "a.jp2": "", "a.jls": "", "a.avif": "", "a.jxl": "", "a.xwd": "", "a.xbm": "-pix_fmt monowhite",
    "a.hdr": "-pix_fmt gbrpf32le", "a.mp4": "-frames:v 3", "a.mkv": "-frames:v 3", "a.apng": "-frames:v 3",
}
BY_IMAGEMAGICK = ["magick.psd", "magick.tga", "magick.gif", "magick.dds", "magick.webp", "progressive.jpg", "interlaced.png"]


def bases(attack: Attack) -> list:
    folder = attack.output / "bases"
    folder.mkdir(exist_ok=True)
    source = picture(attack)
    tools = []
    if shutil.which("ffmpeg"):
        tools += [(name, ["ffmpeg", "-v", "quiet", "-y", "-loop", "1", "-i", str(source), "-frames:v", "1", *options.split()])
                  for name, options in BY_FFMPEG.items()]
    if shutil.which("convert"):
        tools += [(name, ["convert", str(source), "-alpha", "set", "-interlace", "Plane"]) for name in BY_IMAGEMAGICK]
    for name, command in tools:
        subprocess.run([*command, str(folder / name)], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return sorted(path for path in folder.iterdir() if path.stat().st_size > 0)


def damage(random: random.Random, data: bytes) -> bytes:
    bytes_ = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 8, 64])):
        at = random.randrange(len(bytes_)) if random.random() < 0.5 else random.randrange(min(64, len(bytes_)))
        kind = random.randrange(5)
        if kind == 0:
            bytes_[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            bytes_[at] = random.choice([0, 1, 0x7F, 0x80, 0xFF])
        elif kind == 2:
            bytes_[at : at + 4] = random.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\1\0"])
        elif kind == 3:
            del bytes_[at : at + random.randrange(1, 16)]
        else:
            bytes_ = bytes_[: max(16, at)]
        if not bytes_:
            return data[:16]
    return bytes(bytes_)


def batch(names: list) -> Callable[[Attack], "str | None"]:
    """A batch of damaged pictures with a good one at its end, which must be done whatever stands before it."""

    def case(attack: Attack) -> "str | None":
        out = attack.output / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        last = out / "picture.png"
        done = attack.run("render", *names, picture(attack), "-o", out, "-f", "box size=3", seconds=300)
        if problem := ended_badly(done, {0, 1}):
            return problem
        return None if last.exists() else "the good picture was not done"

    return case


def cases(random: random.Random, count: int, attack: Attack) -> Iterator[Case]:
    made = bases(attack)
    folder = attack.output / "damaged"
    folder.mkdir(exist_ok=True)
    per_batch = 40
    for number in range(count):
        names: list[pathlib.Path] = []
        for one in range(per_batch):
            base = made[(number * per_batch + one) % len(made)]
            name = folder / f"{number}-{one}-{base.name}"
            name.write_bytes(damage(random, base.read_bytes()))
            names.append(name)
        yield f"{per_batch} damaged pictures, batch {number}", batch(names)
        for name in names:
            name.unlink()


if __name__ == "__main__":
    main(cases, few=4)
