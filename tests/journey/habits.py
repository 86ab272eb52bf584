#!/usr/bin/env python3
"""What a person expects of a window beside the main job: the mouse in the picture, cards, menus, and what is kept.

    habits.py --program kernelglass --shaders shaders --samples FOLDER --size 1280x800 --output FOLDER

Leaves screenshots, exports and the viewer's log in the output folder. Exit status: 0 all held, 1 not, 77 skipped.
"""

import re
import shutil
import sys

from base import Journey, expect, main
from window import Display, Window


def pixel(report):
    """The image pixel under the mouse, as the status bar says it."""
    found = re.match(r"\s*(\d+),\s*(\d+)", report["status"][0])
    expect(found, f"the mouse points at a pixel: {report['status']}")
    return tuple(int(number) for number in found.groups())


def expect_near(seen, wanted, sentence):
    expect(all(abs(a - b) <= 1 for a, b in zip(seen, wanted)), f"{sentence}: {wanted}, and then {seen}")


class Habits(Journey):
    def the_wheel_zooms_at_the_mouse(self, window):
        x, y, width, _ = window.place("viewport")
        window.keys("1")
        window.move(x - width / 5, y + 40)
        before = window.rest()
        after = window.act("click", "--repeat", "4", "4")
        expect(after["view"]["zoom"] > 1.5 * before["view"]["zoom"], f"the wheel zooms in: {after['view']}")
        expect_near(pixel(after), pixel(before), "the pixel under the mouse stays there")

    def a_drag_pans(self, window):
        before = window.settle()
        x, y = window.mouse
        window.act("mousedown", "1")
        window.move(x + 70, y - 30)
        after = window.act("mouseup", "1")
        expect(after["view"]["centre"] != before["view"]["centre"], "the drag moves the picture")
        expect_near(pixel(after), pixel(before), "the picture goes with the mouse")
        expect(after["counters"]["chains_run"] == before["counters"]["chains_run"], "looking around runs no chain")

    def space_shows_the_source(self, window):
        expect(window.rest()["shows"] == "result", "the result is shown")
        window.act("keydown", "space")
        window.glimpse("the source is shown while Space is held", lambda r: r["shows"] == "source")
        window.act("keyup", "space")
        window.until("and then the result", lambda r: r["shows"] == "result")

    def the_seed_case_is_counted(self, window):
        window.click("menu.Plan")
        window.click("menu.plan.direct")
        window.until("the status bar says it", lambda r: "51,840,000 fetches/frame" in r["status"])

    def what_is_off_takes_no_time(self, window):
        window.until("the time is known", lambda r: any(re.fullmatch(r"[\d.]+ ms", text) for text in r["status"]))
        window.click("filter.0.enabled")
        window.until("no time of an older chain is shown",
                     lambda r: "enabled=false" in r["chain"] and "– ms" in r["status"])
        window.click("filter.0.enabled")
        window.until("and on again", lambda r: "enabled=false" not in r["chain"])

    def kernels_grow_on_their_card(self, window):
        # Makes room.
        window.double_click("filter.0.name", "the card is folded", lambda r: "filter.0.sigma" not in r["places"])
        window.click("filter.1.kernel.width.more")
        window.until("it is wider", lambda r: "4x3:" in r["chain"])
        window.click("filter.1.kernel.height.less")
        window.until("and lower", lambda r: "4x2:" in r["chain"])

    def cards_are_removed(self, window):
        window.click("filter.1.menu")
        window.click("filter.1.remove")
        window.until("one filter is left", lambda r: r["chain"] == "box")

    def exports_are_confirmed_and_whole(self, window):
        target = self.output / "zoomed.bmp"
        target.write_bytes(b"older")
        window.keys("1", "plus")
        window.keys("ctrl+shift+s")
        window.keys("ctrl+a")
        window.type(str(target))
        window.keys("Return")
        window.until("it is asked whether to write over the file", lambda r: r["dialog"])
        expect(target.read_bytes() == b"older", "the file stands until the second word")
        window.keys("Return")
        report = window.until("the export is done", lambda r: r["notice"] == "Saved zoomed.bmp")
        rendered = self.rendered("pattern:chart", report["chain"], "rendered.bmp")
        expect(target.read_bytes() == rendered, "it is the whole result, whatever the zoom")

    def another_source_is_asked_for_its_name(self, window):
        target = self.output / "zoomed.bmp"
        exported = target.read_bytes()
        window.keys("ctrl+o")
        window.write_path(self.picture)
        window.until("the picture is open", lambda r: r["source"] == str(self.picture))
        window.keys("ctrl+s")
        report = window.until("the dialog asks for a name", lambda r: r["dialog"] == "Export the result")
        expect(target.read_bytes() == exported and report["notice"] != "Saved zoomed.bmp", "no export is written over")
        window.keys("Escape")

    def recent_files_open(self, window):
        other = self.output / "other.png"
        shutil.copy(self.samples / "chart.png", other)
        window.keys("ctrl+o")
        window.write_path(other)
        window.until("the other picture is open", lambda r: r["source"] == str(other))
        expect(self.settings()["recent_files"][0] == str(other), "it is remembered at once")
        self.choose_recent(window, 1)
        window.until("the first one is back", lambda r: r["source"] == str(self.picture))
        other.unlink()
        self.choose_recent(window, 1)
        window.until("the sentence says that it is gone", lambda r: "other.png" in (r["problem"] or ""))
        window.rest()
        expect(str(other) not in self.settings()["recent_files"], "what is gone leaves the list")

    def choose_recent(self, window, index):
        window.click("menu.File")
        window.click("menu.recent")
        window.click(f"recent.{index}")

    def the_layout_needs_no_clean_end(self, window):
        before, _, _, _ = window.place("seam.chain")
        window.drag("seam.chain", 60)
        dragged, _, _, _ = window.place("seam.chain")
        expect(dragged > before + 40, f"the seam follows the mouse: {before} {dragged}")
        window.keys("F3")  # folds the details
        window.rest()
        window.close()
        again = self.window(self.picture)
        kept, _, _, _ = again.place("seam.chain")
        expect(abs(kept - dragged) < 2, f"the seam stands where it was dragged: {dragged} {kept}")
        expect("seam.details" not in again.rest()["places"], "the details stay folded")
        again.keys("F3")
        again.quit()

    def exports_restore_their_chain(self):
        self.rendered(self.picture, "sobel | convolve", "exported.png")
        window = self.window(self.output / "exported.png")
        window.click("offer.restore")
        window.until("the chain is back", lambda r: r["chain"] == "sobel | convolve")
        window.quit()

    def broken_shaders_keep_the_picture(self):
        folder = self.output / "shaders"
        shutil.copytree(self.shaders, folder)
        window = self.window(self.picture, "--chain", "gaussian sigma=1", "--shaders", folder)
        before = window.rest()
        expect(before["shader_problems"] == [], "the copied shaders are fine")
        shader = folder / "passes" / "convolve.frag"
        good = shader.read_text(encoding="utf-8")
        shader.write_text(good + "\nbroken here\n", encoding="utf-8")
        line = len(good.splitlines()) + 1
        report = window.until("the shader's problem is shown", lambda r: r["shader_problems"])
        problem = report["shader_problems"][0]
        expect("convolve.frag" in problem["file"], f"the problem names the file: {problem}")
        expect(abs(problem["line"] - line) <= 1, f"the problem names line {line}: {problem}")
        expect(report["plan"] is not None and report["plan"] == before["plan"], "the last good picture stays")
        window.screenshot(self.output / "broken-shader.png")
        shader.write_text(good, encoding="utf-8")
        window.until("mending the file recovers", lambda r: r["shader_problems"] == [])
        window.quit()

    def opens_from_the_dialog(self):
        window = self.window()
        window.screenshot(self.output / "empty.png")
        window.keys("ctrl+o")
        window.write_path(self.picture)
        window.until("the picture is open", lambda r: r["source"] == str(self.picture))
        window.keys("ctrl+o")
        window.until("the dialog is open", lambda r: r["dialog"])
        window.type("no such picture")
        window.keys("Return")
        window.until("the dialog stays", lambda r: r["dialog"])
        window.keys("Escape")
        window.until("Escape closes it", lambda r: not r["dialog"])
        window.quit()

    def what_is_dropped_opens(self):
        session = self.output / "work.json"
        session.write_text('{"kernelglass": 1, "source": "scene.png", "chain": [{"filter": "sobel"}]}', "utf-8")
        chart = self.output / "chart.png"
        shutil.copy(self.samples / "chart.png", chart)
        window = self.window()
        window.drop(session)
        window.until("the session is open", lambda r: r["chain"] == "sobel" and r["source"] == str(self.picture))
        window.drop(self.picture, chart)
        report = window.until("the last picture is open", lambda r: r["source"] == str(chart))
        expect(report["chain"] == "sobel" and "dropped" in report["notice"], f"the chain stays: {report['notice']}")
        window.quit()

    def large_kernels_lead_to_the_lab(self):
        window = self.window(self.picture, "--chain", 'convolve kernel="Gaussian:9x4"')
        expect("filter.0.kernel.0.0" not in window.rest()["places"], "19 x 19 cells are no grid on a card")
        window.screenshot(self.output / "large-kernel.png")
        window.click("filter.0.kernel.width.less")
        window.until("it can be made smaller", lambda r: "18x19" in r["chain"])
        window.click("filter.0.kernel.lab")
        window.until("the lab is open", lambda r: "lab.make.Edit" in r["places"])
        window.keys("k")
        window.quit()

    def neighbours_become_one_kernel(self):
        window = self.window(self.picture, "--chain", "gaussian sigma=1 | sharpen | sobel")
        window.click("filter.1.menu")
        window.click("filter.1.combine")
        window.until("the dialog says why not", lambda r: r["dialog"] == "Combine filters")
        expect("combine.accept" not in window.rest()["places"], "a magnitude is not combined")
        window.keys("Escape")
        window.until("Escape closes it", lambda r: not r["dialog"])
        window.click("filter.0.name")
        window.click("menu.Filter")
        window.click("menu.filter.combine")
        window.until("the dialog offers it", lambda r: "combine.accept" in r["places"])
        window.click("combine.accept")
        report = window.until("one kernel stands for both", lambda r: r["chain"].startswith("convolve kernel="))
        expect("11x11:" in report["chain"] and report["chain"].endswith("| sobel"), f"of 11 x 11: {report['chain']}")
        window.quit()

    def a_sequence_plays_steps_and_winds(self):
        for number in range(1, 9):
            shutil.copy(self.samples / ("scene.png" if number % 2 else "chart.png"), self.output / f"shot_{number}.png")
        window = self.window(self.output / "shot_%d.png", "--chain", "box size=5", plays=True)
        paused = window.until("it pauses", lambda r: r["playback"]["phase"] == "paused")
        expect(window.settle()["frames"] == window.rest()["frames"], "a paused source draws nothing")
        window.keys("Home")
        window.until("it is at its start", lambda r: r["playback"]["seconds"] == 0)
        window.keys("period", "period")
        stepped = window.until("two steps on", lambda r: abs(r["playback"]["seconds"] - 2 / 25) < 1e-6)
        expect(stepped["counters"]["programs_compiled"] == paused["counters"]["programs_compiled"],
               "another picture compiles nothing")
        x, y, width, _ = window.place("source.timeline")
        window.move(x + width * (6.5 / 8 - 1 / 2), y)  # amid the seventh of eight frames
        window.act("click", "1")
        window.until("a click on the timeline goes there", lambda r: abs(r["playback"]["seconds"] - 6 / 25) < 1e-6)
        window.keys("period", "period")
        window.until("the end ends it", lambda r: r["playback"]["phase"] == "ended")
        window.screenshot(self.output / "sequence.png")
        window.quit()

    def everything_is_twice_as_large(self):
        display = Display("2048x1400")
        try:
            window = Window(display, self.program, self.output,
                            [str(self.picture), "--chain", "gaussian sigma=2 | convolve", "--scale", "2"])
            report = window.rest()
            expect(report["scale"] == 2 and report["window"] == [2048, 1400], f"twice the size: {report['window']}")
            after = window.drag("filter.0.sigma", 60)
            expect(after["chain"] != report["chain"], "sliders work")
            self.the_wheel_zooms_at_the_mouse(window)
            window.screenshot(self.output / "scale-2.png")
            window.quit()
        finally:
            display.close()

    def run(self):
        window = self.window("pattern:chart", "--chain", "box size=5")
        self.walk(window, [self.the_seed_case_is_counted, self.what_is_off_takes_no_time,
                           self.the_wheel_zooms_at_the_mouse, self.a_drag_pans, self.space_shows_the_source])
        window.keys("a")
        window.type("convol")
        window.keys("Return")
        self.walk(window, [self.kernels_grow_on_their_card, self.cards_are_removed,
                           self.exports_are_confirmed_and_whole, self.another_source_is_asked_for_its_name,
                           self.recent_files_open, self.the_layout_needs_no_clean_end])
        self.go(self.exports_restore_their_chain, self.broken_shaders_keep_the_picture, self.opens_from_the_dialog,
                self.what_is_dropped_opens, self.large_kernels_lead_to_the_lab, self.neighbours_become_one_kernel,
                self.a_sequence_plays_steps_and_winds, self.everything_is_twice_as_large)


if __name__ == "__main__":
    sys.exit(main(Habits, __doc__))
