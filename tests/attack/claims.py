#!/usr/bin/env python3
"""Small files that claim to be huge: no input below 1 MB takes a gibibyte or ten seconds for pixels that are not there."""

import os
import pathlib
import random
import resource
import struct
import subprocess
import zlib
from collections.abc import Callable, Iterator

from base import Attack, Case, ended_badly, main

SIZE = 140_000
GIBIBYTE = 1 << 30
SECONDS = 10


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(side: int, depth: int, colour: int, rest: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rest


def png_of_texts(count: int) -> bytes:
    """8x8 pixels behind texts that are unpacked to `count` MiB each."""
    text = b"Comment\0\0" + zlib.compress(b" " * (16 << 20), 9)
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + b"\x55" * 8) * 8))
    return png(8, 8, 0, chunk(b"zTXt", text) * count + pixels + chunk(b"IEND", b""))


def exr(side: int, compression: int) -> bytes:
    def attribute(name: bytes, kind: bytes, value: bytes) -> bytes:
        return name + b"\0" + kind + b"\0" + struct.pack("<I", len(value)) + value

    channels = b"".join(name + b"\0" + struct.pack("<iIii", 1, 0, 1, 1) for name in (b"A", b"B", b"G", b"R")) + b"\0"
    window = struct.pack("<iiii", 0, 0, side - 1, side - 1)
    head = b"\x76\x2f\x31\x01\x02\0\0\0" + attribute(b"channels", b"chlist", channels)
    head += attribute(b"compression", b"compression", bytes([compression]))
    head += attribute(b"dataWindow", b"box2i", window) + attribute(b"displayWindow", b"box2i", window)
    head += attribute(b"lineOrder", b"lineOrder", b"\0") + attribute(b"pixelAspectRatio", b"float", struct.pack("<f", 1))
    head += attribute(b"screenWindowCenter", b"v2f", struct.pack("<ff", 0, 0))
    return head + attribute(b"screenWindowWidth", b"float", struct.pack("<f", 1)) + b"\0"


def tiff(side: int, compression: int) -> bytes:
    entries = [(256, 4, side), (257, 4, side), (258, 3, 8), (259, 3, compression), (262, 3, 1), (273, 4, 200),
               (277, 3, 1), (278, 4, side), (279, 4, 1000)]
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + body + b"\0\0\0\0"


def jpeg(side: int, progressive: bool) -> bytes:
    frame = struct.pack(">BHHB", 8, side, side, 3) + bytes([1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0])
    table = bytes([0]) + bytes([1] + [0] * 15) + b"\0"
    scan = bytes([3, 1, 0, 2, 0, 3, 0, 0, 0 if progressive else 63, 0])

    def segment(code: int, data: bytes) -> bytes:
        return bytes([0xFF, code]) + struct.pack(">H", len(data) + 2) + data

    return (b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64) + segment(0xC2 if progressive else 0xC0, frame)
            + segment(0xC4, table) + segment(0xC4, b"\x10" + table[1:]) + segment(0xDA, scan))


def gif(side: int) -> bytes:
    size = struct.pack("<HH", side, side)
    return b"GIF89a" + size + b"\x80\0\0" + b"\0\0\0\xff\xff\xff" + b"," + b"\0\0\0\0" + size + b"\0\x08"


def tga(side: int, kind: int, depth: int) -> bytes:
    return struct.pack("<BBBHHBHHHHBB", 0, 0, kind, 0, 0, 0, 0, 0, side, side, depth, 0)


def bmp(side: int, bits: int) -> bytes:
    palette = b"\0\0\0\0\xff\xff\xff\0" if bits == 1 else b""
    return (b"BM" + struct.pack("<IHHI", SIZE, 0, 0, 54 + len(palette))
            + struct.pack("<IiiHHIIiiII", 40, side, side, 1, bits, 0, 0, 0, 0, 2 if palette else 0, 0) + palette)


def headers(side: int) -> dict:
    """The starts of files of 'side' by 'side' pixels, by the names that they are given."""
    text = str(side).encode()
    claims = {
        "hdr": b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y " + text + b" +X " + text + b"\n",
        "psd": b"8BPS\0\1" + b"\0" * 6 + struct.pack(">HIIHH", 4, side, side, 16, 3) + b"\0" * 12 + b"\0\1",
        "raw.psd": b"8BPS\0\1" + b"\0" * 6 + struct.pack(">HIIHH", 4, side, side, 8, 3) + b"\0" * 12 + b"\0\0",
        "ppm": b"P6 " + text + b" " + text + b" 65535\n", "plain.ppm": b"P3 " + text + b" " + text + b" 255\n",
        "pgm": b"P5 " + text + b" " + text + b" 255\n", "pbm": b"P4 " + text + b" " + text + b"\n",
        "pfm": b"PF " + text + b" " + text + b" -1.0\n",
        "pam": b"P7\nWIDTH " + text + b"\nHEIGHT " + text + b"\nDEPTH 4\nMAXVAL 65535\nTUPLTYPE RGB_ALPHA\nENDHDR\n",
        "qoi": b"qoif" + struct.pack(">IIBB", side, side, 4, 0),
        "ras": b"\x59\xa6\x6a\x95" + struct.pack(">IIIIIII", side, side, 24, 0, 2, 0, 0),
        "sgi": struct.pack(">HBBHHHH", 474, 1, 2, 3, side, side, 4) + b"\0" * 500,
        "pcx": struct.pack("<BBBBHHHH", 10, 5, 1, 8, 0, 0, side - 1, side - 1) + b"\0" * 53
        + struct.pack("<BH", 3, side + side % 2) + b"\0" * 60,
        "dds": b"DDS " + struct.pack("<IIII", 124, 0x1007, side, side) + b"\0" * 56
        + struct.pack("<II4s", 32, 4, b"DXT1") + b"\0" * 40,
        "xbm": b"#define x_width " + text + b"\n#define x_height " + text + b"\nstatic char x_bits[] = {\n0x00,",
        "dpx": b"SDPX" + struct.pack(">I", 2048) + b"V1.0" + b"\0" * 756 + struct.pack(">HHII", 0, 1, side, side)
        + b"\0" * 12 + b"\0\0\0\x32\x02\x02\x08\0" + b"\0" * 1220,
        "rle.tga": tga(side, 10, 32), "tga": tga(side, 2, 32), "grey.tga": tga(side, 11, 8),
        "bmp": bmp(side, 24), "bits.bmp": bmp(side, 1), "gif": gif(side),
        "jpg": jpeg(side, False), "progressive.jpg": jpeg(side, True),
    }
    for depth, colour in ((16, 6), (8, 2), (8, 6), (16, 0), (1, 0)):
        claims[f"{depth}-{colour}.png"] = png(side, depth, colour, struct.pack(">I", SIZE) + b"IDAT\x78\x9c")
    for compression in (0, 1, 2, 3, 4):
        claims[f"{compression}.exr"] = exr(side, compression)
    for compression in (1, 5, 8, 32773):
        claims[f"{compression}.tif"] = tiff(side, compression)
    return claims


def claim(name: str, start: bytes, filling: bytes, statuses: set) -> Callable[[Attack], "str | None"]:
    def case(attack: Attack) -> "str | None":
        path = attack.output / f"claim.{name}"
        body = start + (filling * (SIZE // len(filling) + 1))[: max(0, SIZE - len(start))]
        path.write_bytes(body + (b"\xff\xd9" if name.endswith("jpg") else b""))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = limited(attack, "render", path, "-o", "result.png", "-f", "box size=1 enabled=false")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if problem := ended_badly(done, statuses):
            return problem
        if (seconds := after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) > leniency(attack) * SECONDS:
            return f"it took {seconds:.0f} s"
        if done.peak > leniency(attack) * GIBIBYTE:
            return f"it took {done.peak / GIBIBYTE:.2f} GiB: {done.stderr[-200:]!r}"
        return None

    return case


def leniency(attack: Attack) -> int:
    """The address sanitizer keeps a note of one byte on eight, also of those that are never touched, and takes its time."""
    return 3 if b"__asan_init" in attack.program.read_bytes() else 1


def limited(attack: Attack, *arguments: object) -> subprocess.CompletedProcess:
    """Runs the program and notes the most memory that it, or a child of it, had."""
    log = attack.output / "stderr"
    with log.open("wb") as errors:
        child = subprocess.Popen([str(attack.program), *map(str, arguments)], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=errors, cwd=attack.output)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    done = subprocess.CompletedProcess(child.args, child.returncode, b"", log.read_bytes())
    done.peak = usage.ru_maxrss * 1024
    return done


def cases(random: random.Random, count: int, attack: Attack) -> Iterator[Case]:
    yield "texts in a PNG", claim("png", png_of_texts(60), b"\0", {0, 1})
    fillings = [b"\0", b"\xff", b"\x80\x01", b"\x01\x01\x01\xff", bytes(random.randrange(256) for _ in range(SIZE))]
    claims = list(headers(30_000).items())
    for name, start in claims:
        yield f"{name} of zeros", claim(name, start, b"\0", {0, 1})
    for number in range(count):
        side = random.choice([5_000, 12_000, 20_000, 32_767, 60_000])
        name = random.choice(claims)[0]
        filling = random.choice(fillings)
        yield f"{name} of {side} by {side}, {filling[:4]!r}", claim(name, headers(side)[name], filling, {0, 1})


if __name__ == "__main__":
    main(cases, few=4)
