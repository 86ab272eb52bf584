#!/usr/bin/env python3
"""The kernel lab in the real window: say a kernel, make one, see what it does.

    lab.py --program kernelglass --shaders shaders --samples FOLDER --size 1024x700 --output FOLDER
"""

import json
import subprocess
import sys

from base import Journey, expect, main


def write_plaid(path, width, height):
    """A small picture with something to see in every direction, so that large kernels run fast."""
    pixels = bytes(value for y in range(height) for x in range(width)
                   for value in (x * 7 % 256, y * 5 % 256, (x // 16 + y // 16) % 2 * 255))
    path.write_bytes(b"P6 %d %d 255\n" % (width, height) + pixels)


class LabJourney(Journey):
    def __init__(self, arguments):
        super().__init__(arguments)
        self.picture = self.output / "plaid.ppm"
        write_plaid(self.picture, 320, 200)

    def kernels(self, window):
        """The kernels of the chain's last filter, as the command line reads them."""
        chain = window.rest()["chain"]
        text = chain.split('kernel="')[-1].split('"')[0] if 'kernel="' in chain else chain.split("kernel=")[-1].split()[0]
        printed = subprocess.run([self.program, "kernel", "--json", "--", text], check=True, capture_output=True, text=True)
        kernels = json.loads(printed.stdout)
        return kernels if isinstance(kernels, list) else [kernels]

    def picks(self, window, menu, item):
        window.click(f"lab.menu.{menu}")
        window.click(item)

    def photograph(self, name):
        """The whole display, for people to look at; the program's own screenshots are journey.py's business."""
        subprocess.run(["import", "-window", "root", str(self.output / f"{name}.png")], env=self.display.environment,
                       check=False, stderr=subprocess.DEVNULL)

    def takes_a_preset(self, window):
        window.keys("k")
        window.click("lab.make.Presets")
        window.click("lab.presets.search")
        window.type("gauss 5")
        window.click("lab.preset.wikipedia-gauss-5")
        report = window.until("the preset's kernel is in the chain", lambda r: "36" in r["chain"])
        expect("scale=\"1/256\"" in report["chain"], f"its scale came along: {report['chain']}")

    def normalises_what_is_scaled(self, window):
        window.click("lab.make.Edit")
        self.picks(window, "Normalise", "lab.normalise.ImageMagick")
        report = window.until("the scale is in the weights", lambda r: "scale" not in r["chain"])
        expect(abs(sum(self.kernels(window)[0]["weights"]) - 1) < 1e-9, f"they sum to 1: {report['chain']}")

    def types_and_locks(self, window):
        self.picks(window, "Lock", "lab.lock.four-fold")
        window.click("lab.cell.0.0")
        window.type("0.5")
        window.keys("Return")
        window.until("four corners follow the lock", lambda r: r["chain"].count("0.5") == 4)
        self.picks(window, "Lock", "lab.lock.none")

    def paints_without_gaps(self, window):
        window.click("lab.tool.Paint")
        x, y, width, _ = window.place("lab.cell.0.2")
        window.move(x, y)
        window.act("mousedown", "1")
        last, _, _, _ = window.place("lab.cell.4.2")
        window.mouse = (round(last), round(y))
        window.act("mousemove", "--window", window.id, *map(str, window.mouse))  # a stroke of one step
        window.act("mouseup", "1")
        row = self.kernels(window)[0]["weights"][10:15]
        expect(row == [1, 1, 1, 1, 1], f"every cell on the way is painted: {row}")
        window.click("lab.tool.Tune")

    def turns_and_mends(self, window):
        before = self.kernels(window)[0]["weights"]
        window.click("lab.turn.Negate")
        expect(self.kernels(window)[0]["weights"] == [-w for w in before], "negate changes every sign")
        window.click("lab.turn.Negate")
        window.click("lab.see.Numbers")
        window.click("lab.mend.make it 1")
        expect(abs(sum(self.kernels(window)[0]["weights"]) - 1) < 1e-9, "one click makes the sum 1")

    def copies_and_pastes(self, window):
        before = self.kernels(window)
        window.click("lab.menu.Copy as")
        window.click("lab.copy.numpy")
        window.click("lab.turn.Pad")
        expect(self.kernels(window)[0]["width"] == 7, "padding adds a ring")
        window.click("lab.paste")
        expect(self.kernels(window) == before, "what was copied is pasted back, bit for bit")

    def lowers_the_rank(self, window):
        window.click("lab.see.Factors")
        window.click("lab.usebest")
        window.click("lab.tool.Vectors")
        after = window.drag("lab.column.2", 20)
        weights = self.kernels(window)[0]
        expect(weights["width"] == 5 and weights["origin"] == [2, 2], f"vectors keep size and origin: {after['chain']}")
        window.click("lab.tool.Tune")

    def generates_live(self, window):
        window.click("lab.make.Generate")
        window.click("lab.generate.search")
        window.type("gabor")
        window.click("lab.generate.Gabor")
        before = window.until("a Gabor stands in the chain", lambda r: "Gabor" in r["chain"])
        argument = next(p for p in before["places"] if p.startswith("lab.argument."))
        after = window.drag(argument, 30)
        expect(after["chain"] != before["chain"] and "Gabor:" in after["chain"], "dragging an argument keeps the name")
        expect(after["counters"]["programs_compiled"] == before["counters"]["programs_compiled"], "and compiles nothing")

    def combines(self, window):
        window.click("lab.make.Combine")
        window.click("lab.convolve")
        size = self.kernels(window)[0]["width"]
        expect(size == 13, f"5 cells and the 9 of a Gaussian of sigma 1 become 13: {size}")

    def turns_the_way_of_laying(self, window):
        window.click("lab.mode.Convolution")
        window.until("convolution is what a chain means by itself", lambda r: "mode=" not in r["chain"])
        window.click("lab.mode.Correlation")
        window.until("correlation stands in it", lambda r: "mode=correlation" in r["chain"])

    def shows_every_view(self, window):
        for view in ("Numbers", "Frequency", "Profile", "Height", "Factors", "Pixel"):
            window.click(f"lab.see.{view}")
            self.photograph(f"see-{view.lower()}")

    def explains_a_pixel(self, window):
        x, y, _, _ = window.place("viewport")
        window.click("lab.see.Pixel")
        window.move(x, y)
        window.keys("p")
        report = window.until("the pixel's channels can be chosen", lambda r: "pixel.units" in r["places"])
        expect(report["problem"] is None, f"nothing went wrong: {report['problem']}")
        self.photograph("pixel")
        window.keys("p")

    def refuses_with_a_sentence(self, window):
        before = window.rest()["chain"]
        window.click("lab.second")
        window.keys("ctrl+a")
        window.type("Gausian:0x2")
        window.keys("Return")
        self.photograph("refused")
        window.keys("Escape")
        expect(window.rest()["chain"] == before, "a text that is none changes nothing")

    def compares_strategies(self, window):
        window.keys("Down", "F4")
        before = window.rest()["counters"]
        window.click("compare.reference")
        after = window.rest()["counters"]
        expect(after["passes_drawn"] > before["passes_drawn"], "strategies are measured")
        expect(after["chains_run"] == before["chains_run"], "beside the shown result")
        self.photograph("compare")
        window.click("compare.tab.GLSL")
        window.click("compare.copy")
        window.until("the GLSL is copied", lambda r: "GLSL" in r["notice"])
        self.photograph("compare-glsl")

    def sweeps_over_sizes(self, window):
        window.click("compare.tab.Sizes")
        window.click("compare.sweep")
        self.photograph("compare-sizes")
        table = self.output / "sweep.csv"
        window.click("compare.csv")
        window.write_path(table)
        lines = table.read_text(encoding="utf-8").splitlines()
        expect(lines[0].startswith("size,strategy,"), f"a table with titles: {lines[0]}")
        expect(lines[1].startswith("3,direct,1,9,"), f"3 x 3 takes 9 fetches a pixel: {lines[1]}")
        expect(any(line.startswith("63,separable,2,126,") for line in lines), f"up to 63 x 63: {lines[-1]}")
        window.keys("F4")
        expect(not any(name.startswith("compare.") for name in window.rest()["places"]), "F4 closes it")

    def run(self):
        window = self.window(self.picture, "--chain", 'convolve kernel="3x3: 0,0,0 0,1,0 0,0,0"')
        self.walk(window, [self.takes_a_preset, self.normalises_what_is_scaled, self.types_and_locks,
                           self.paints_without_gaps, self.turns_and_mends, self.copies_and_pastes,
                           self.lowers_the_rank, self.explains_a_pixel, self.combines, self.refuses_with_a_sentence,
                           self.generates_live, self.turns_the_way_of_laying, self.shows_every_view])
        window.quit()
        small = self.output / "small.ppm"
        write_plaid(small, 64, 40)
        window = self.window(small, "--chain", "box size=5")
        self.walk(window, [self.compares_strategies, self.sweeps_over_sizes])
        window.quit()


if __name__ == "__main__":
    sys.exit(main(LabJourney, __doc__))
