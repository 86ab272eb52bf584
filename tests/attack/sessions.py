#!/usr/bin/env python3
"""Sessions that somebody else made: their sources must not act, their JSON must not bring the program down."""

import json
import pathlib
import random
import socket
from collections.abc import Iterator

from base import Attack, Case, ended_badly, main

CHAIN = [{"filter": "box", "params": {"size": 3}}]
# Graphs that would write to, read or call something; {victim} is a file that must stay as it is, {port} a listener.
GRAPHS = [
    "lavfi:testsrc2=duration=0.2,metadata=print:file={victim}",
    "lavfi:testsrc2=duration=0.2,split[a][b];[a][b]psnr=stats_file={victim}",
    "lavfi:testsrc2=duration=0.2,split[a][b];[a][b]ssim=stats_file={victim}",
    "lavfi:movie={picture}",
    "lavfi:mov'ie'={picture}",
    "lavfi:movie@one={picture}",
    "lavfi:color=black,drawtext=textfile={victim}",
    "lavfi:testsrc2,lut3d=file={victim}",
    "lavfi:testsrc2,curves=plot={victim}",
    "lavfi:life=filename={victim}",
    "lavfi:testsrc2,frei0r=filter_name={victim}",
    "lavfi:testsrc2,ladspa=file={victim}:plugin=x",
    "lavfi:sws_flags=bilinear;movie={picture}",
    "lavfi:testsrc2,zmq=bind_address=tcp\\\\://127.0.0.1\\\\:{port}",
]
ADDRESSES = ["http://127.0.0.1:{port}/x.png", "tcp://127.0.0.1:{port}", "rtsp://127.0.0.1:{port}/x", "HTTP://127.0.0.1:{port}/x"]
# What is a file's name in a session, whatever it looks like.
PROTOCOLS = [
    "http:127.0.0.1:{port}", "tcp:127.0.0.1:{port}", "concat:{picture}", "pipe:0", "data:image/png;base64,AAAA",
    "subfile,,start,0,end,9,,:{picture}", "crypto:{picture}", "async:{picture}", "cache:{picture}", "LAVFI:testsrc2",
]


class Listener:
    """Says whether anybody called. A socket that is never accepted from still takes the call."""

    def __enter__(self) -> "Listener":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def called(self) -> bool:
        try:
            self._socket.accept()[0].close()
            return True
        except BlockingIOError:
            return False


def picture(attack: Attack) -> pathlib.Path:
    path = attack.output / "picture.png"
    if not path.exists():
        attack.run("render", "pattern:zoneplate@32x32", "-o", path, "-f", "box size=1")
    return path


def foreign_source(source: str, by_session: bool):
    """The source in a session (not trusted), or typed as INPUT (a graph's filters are looked at)."""

    def case(attack: Attack) -> "str | None":
        victim = attack.output / "victim"
        victim.write_text("untouched\n")
        with Listener() as listener:
            name = source.format(victim=victim, port=listener.port, picture=picture(attack))
            session = attack.output / "session.json"
            session.write_text(json.dumps({"kernelglass": 1, "source": name, "chain": CHAIN}))
            arguments = ["--session", session] if by_session else [name, "-f", "box"]
            done = attack.run("render", *arguments, "-o", attack.output / "result.png")
            if problem := ended_badly(done, {1, 2}):
                return problem
            if victim.read_text() != "untouched\n":
                return "a file was written"
            if listener.called():
                return "somebody was called"
        return None

    return case


def malformed(text: str, statuses: set):
    def case(attack: Attack) -> "str | None":
        session = attack.output / "session.json"
        session.write_text(text)
        done = attack.run("render", picture(attack), "--session", session, "-o", attack.output / "result.png",
                          seconds=60)
        return ended_badly(done, statuses)

    return case


def damaged(random: random.Random) -> str:
    """A good session with some of its bytes, keys or values changed."""
    session = {"kernelglass": 1, "source": "picture.png", "chain": CHAIN * random.randint(1, 3),
               "view": {"fit": True, "zoom": 1, "centre": [0, 0]}, "settings": {"light": "linear", "budget": 1}}
    key = random.choice(list(session))
    odd = [None, -1, 1e308, "", "x" * 1000, [], {}, [[]], True, {"filter": "box"}, [None], "\x1b[31m"]
    if random.random() < 0.5:
        session[key] = random.choice(odd)
    elif isinstance(session[key], dict):
        session[key][random.choice(list(session[key]))] = random.choice(odd)
    text = json.dumps(session)
    if random.random() < 0.5:
        at = random.randrange(len(text))
        text = text[:at] + random.choice(["", "\\u0000", "{", "]", '"', "\x00", "e999"]) + text[at + random.randint(0, 3):]
    return text


def cases(random: random.Random, count: int, attack: Attack) -> Iterator[Case]:
    for source in GRAPHS + ADDRESSES + PROTOCOLS:
        yield f"session with {source}", foreign_source(source, True)
    for source in GRAPHS + PROTOCOLS:
        yield f"input {source}", foreign_source(source, False)
    yield "100,000 brackets", malformed('{"kernelglass": 1, "chain": ' + "[" * 100_000, {1})
    yield "100,000 objects", malformed('{"kernelglass": 1, "x": ' + '{"a":' * 100_000, {1})
    yield "closed brackets", malformed('{"kernelglass": 1, "x": ' + "[" * 50_000 + "]" * 50_000 + "}", {1})
    many = ",".join(['{"filter": "box", "enabled": false}'] * 100_000)
    yield "100,000 filters", malformed('{"kernelglass": 1, "chain": [' + many + "]}", {1})
    for number in range(count):
        yield f"damaged session {number}", malformed(damaged(random), {0, 1, 2})


if __name__ == "__main__":
    main(cases, few=10)
