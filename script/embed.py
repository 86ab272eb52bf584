#!/usr/bin/env python3
"""Writes a C++ source file that holds the contents of other files.

  embed.py bytes --output CPP --header H --namespace N name=FILE...
      defines in namespace N, for each name, `std::span<const unsigned char> name()`;
      an empty FILE gives an empty span

  embed.py texts --output CPP --header H --function kg::f --type kg::T --root DIR FILE...
      defines `std::span<const T> f()`, a table of T{path relative to DIR, text}, sorted by path

Bytes become string literals: a compiler reads those many times faster than a list of numbers.
"""

import argparse
import pathlib

CHUNK = 120


def literal(data: bytes) -> str:
    """Returns data as adjacent C string literals, one a line."""
    simple = {ord("\n"): "\\n", ord("\t"): "\\t", ord('"'): '\\"', ord("\\"): "\\\\", ord("?"): "\\?"}
    # Three octal digits end an escape whatever stands behind it.
    escapes = [simple.get(b, chr(b) if 32 <= b < 127 else f"\\{b:03o}") for b in range(256)]
    lines = ("".join(escapes[b] for b in data[i : i + CHUNK]) for i in range(0, len(data), CHUNK))
    return "\n".join(f'    "{line}"' for line in lines) or '    ""'


def bytes_source(args: argparse.Namespace) -> str:
    parts = [f'#include "{args.header}"\n\nnamespace {args.namespace} {{\n']
    for item in args.items:
        name, _, path = item.partition("=")
        if not path:
            parts.append(f"std::span<const unsigned char> {name}() {{ return {{}}; }}\n")
            continue
        data = pathlib.Path(path).read_bytes()
        parts.append(f"static const unsigned char {name}Bytes[] =\n{literal(data)};\n")
        parts.append(f"std::span<const unsigned char> {name}() {{ return {{{name}Bytes, {len(data)}}}; }}\n")
    parts.append(f"}}  // namespace {args.namespace}\n")
    return "\n".join(parts)


def texts_source(args: argparse.Namespace) -> str:
    root = pathlib.Path(args.root)
    files = sorted((pathlib.Path(item).relative_to(root).as_posix(), item) for item in args.items)
    parts = [f'#include "{args.header}"\n\n#include <vector>\n']
    parts.append(f"std::span<const {args.type}> {args.function}() {{")
    parts.append(f"    static const std::vector<{args.type}> table = {{")
    for path, item in files:
        data = pathlib.Path(item).read_bytes()
        parts.append(f'    {{"{path}", std::string_view(\n{literal(data)}, {len(data)})}},')
    parts.append("    };\n    return table;\n}\n")
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = parser.add_subparsers(required=True)
    for mode, source, options in (
        ("bytes", bytes_source, ("header", "namespace")),
        ("texts", texts_source, ("header", "function", "type", "root")),
    ):
        sub = modes.add_parser(mode)
        sub.add_argument("--output", type=pathlib.Path, required=True)
        for option in options:
            sub.add_argument(f"--{option}", required=True)
        sub.add_argument("items", nargs="*")
        sub.set_defaults(source=source)
    args = parser.parse_args()
    args.output.write_text(args.source(args))


if __name__ == "__main__":
    main()
