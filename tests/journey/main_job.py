#!/usr/bin/env python3
"""The main job in the real window: open, add a filter, tune, export; and what must hold on the way.

    main_job.py --program kernelglass --shaders shaders --samples FOLDER --size 1024x700 --output FOLDER

Leaves screenshots, exports and the viewer's log in the output folder. Exit status: 0 all held, 1 not, 77 skipped.
"""

import sys
import time

from base import Journey, expect, main


class MainJob(Journey):
    measures = True

    def adds_a_filter_with_the_keyboard(self, window):
        window.keys("a")
        window.until("the list of filters is open", lambda r: r["dialog"] == "Add a filter")
        window.type("gau")
        window.keys("Return")
        window.until("a gaussian stands in the chain", lambda r: r["chain"].startswith("gaussian"))
        window.keys("a")
        window.type("convol")
        window.keys("Down", "Up", "Return")
        window.until("a convolve stands behind it and is selected",
                     lambda r: "| convolve" in r["chain"] and r["selected"] == 1)

    def drags_compile_nothing(self, window):
        before = window.rest()
        after = window.drag("filter.0.sigma", 40)
        expect(after["chain"] != before["chain"], f"the drag changed sigma: {after['chain']}")
        expect(after["counters"]["chains_run"] > before["counters"]["chains_run"] + 1, "the picture followed the drag")
        compiled = {frame["programs_compiled"] for frame in after["newest_frames"][before["frames"] - after["frames"]:]}
        expect(compiled == {before["counters"]["programs_compiled"]}, f"dragging sigma compiled nothing: {compiled}")

        window.keys("F2", "F2")  # folds and unfolds the chain pane: the chain stays
        # Makes room.
        window.double_click("filter.0.name", "the card is folded", lambda r: "filter.0.sigma" not in r["places"])
        before = window.rest()
        after = window.drag("filter.1.kernel.1.1", 30)
        expect(after["chain"] != before["chain"], f"the drag changed a weight: {after['chain']}")
        expect(after["counters"]["chains_run"] > before["counters"]["chains_run"] + 1, "the picture followed the weight")
        expect(after["counters"]["programs_compiled"] == before["counters"]["programs_compiled"],
               "dragging a weight compiled nothing")

    def weights_are_typed(self, window):
        window.click("filter.1.kernel.0.0")
        window.type("-1/4")
        window.keys("Tab")
        window.type("0.5")
        window.keys("Return")
        window.until("the typed weights stand", lambda r: "-0.25,0.5," in r["chain"])

    def typed_numbers_pass_the_slider(self, window):
        window.double_click("filter.0.name", "the card is unfolded", lambda r: "filter.0.sigma" in r["places"])
        x, y, _, _ = window.place("filter.0.sigma")
        window.move(x, y)
        window.act("keydown", "ctrl")
        window.act("click", "1")
        window.act("keyup", "ctrl")
        window.type("25")
        window.keys("Return")
        window.until("sigma is past the slider's end", lambda r: "sigma=25 " in r["chain"])
        window.click("filter.0.sigma.reset")
        window.until("it is reset", lambda r: r["chain"].startswith("gaussian |"))

    def cards_are_reordered(self, window):
        window.carry("filter.1.grip", "filter.0.grip", -8)
        window.until("the second filter comes first", lambda r: r["chain"].startswith("convolve"))
        window.carry("filter.1.grip", "filter.0.grip", -8)
        window.until("and back", lambda r: r["chain"].startswith("gaussian"))

    def sliders_reset(self, window):
        window.click("filter.1.mix")
        window.until("a click set the mix", lambda r: "mix=" in r["chain"])
        window.click("filter.1.mix.reset")
        window.until("the arrow resets it", lambda r: "mix=" not in r["chain"])
        time.sleep(0.6)
        window.click("filter.1.mix", "--repeat", "2", "--delay", "60")
        window.type("40")
        window.keys("Return")
        window.until("a double click types", lambda r: "mix=0.4" in r["chain"])
        window.click("filter.1.mix.reset")
        window.until("and it is reset again", lambda r: "mix=" not in r["chain"])

    def letters_after_a_are_the_pickers(self, window):
        window.move(640, 400)
        before = window.rest()["chain"]
        window.xdotool("type", "--delay", "1", "--", "abox")
        window.until("the picker has found it", lambda r: "picker.box" in r["places"] and "picker.sobel" not in r["places"])
        window.keys("Escape")
        window.until("Escape closes it", lambda r: "picker.box" not in r["places"])
        expect(window.rest()["chain"] == before, "no letter was a shortcut")

    def a_rest_makes_the_picture_faster_once(self, window):
        # Makes room. A weight is dragged, since passes that walk along lines have no programs of this kind.
        window.double_click("filter.0.name", "the card is folded", lambda r: "filter.0.sigma" not in r["places"])
        before = window.settle()
        window.drag("filter.1.kernel.1.1", 20)
        after = window.settle()
        made = after["counters"]["programs_specialised"] - before["counters"]["programs_specialised"]
        if self.doctor()["gl"]["program_binary_formats"] > 0:  # else Mesa compiles again in every context
            expect(made > 0, "the passes have programs of their own")
        expect((after["counters"]["passes_specialised"] > before["counters"]["passes_specialised"]) == (made > 0),
               "which drew the picture that is shown")
        expect(after["counters"]["programs_compiled"] == before["counters"]["programs_compiled"],
               "none was compiled while somebody dragged")
        window.double_click("filter.0.name", "the card is unfolded", lambda r: "filter.0.sigma" in r["places"])

    def rest_draws_nothing(self, window):
        window.move(640, 400)
        before = window.settle()
        time.sleep(2)
        after = window.rest()
        expect(after["frames"] == before["frames"], "a picture at rest draws nothing for two seconds")
        window.move(600, 380)
        moved = window.rest()
        expect(moved["frames"] > after["frames"], "the status bar follows the mouse")
        expect(moved["counters"]["chains_run"] == after["counters"]["chains_run"], "a moving mouse runs no chain")

    def views_change_without_running_the_chain(self, window):
        before = window.settle()
        window.keys("1")
        window.until("one to one", lambda r: not r["view"]["fit"] and r["view"]["zoom"] == 1)
        window.keys("plus")
        window.until("zoomed in", lambda r: r["view"]["zoom"] > 1)
        window.keys("f")
        after = window.until("it fits", lambda r: r["view"]["fit"])
        expect(after["counters"]["chains_run"] == before["counters"]["chains_run"], "looking around runs no chain")

    def exports_what_render_gives(self, window):
        window.keys("ctrl+shift+s")
        target = self.output / "exported.png"
        window.write_path(target)
        report = window.until("the export is done", lambda r: r["notice"] == "Saved exported.png")
        expect(report["problem"] is None, f"no problem is shown: {report['problem']}")
        rendered = self.rendered(self.picture, report["chain"], "rendered.png")
        expect(target.read_bytes() == rendered, "window and command line gave the same bytes")

        window.drag("filter.1.kernel.2.2", -25)
        window.keys("ctrl+s")
        report = window.until("Ctrl+S writes to the same file", lambda r: target.read_bytes() != rendered)
        again = self.rendered(self.picture, report["chain"], "rendered.png")
        expect(target.read_bytes() == again, "after another edit they still give the same bytes")

    def a_failed_write_says_why(self, window):
        window.keys("ctrl+shift+s")
        window.write_path(self.output / "no" / "such" / "folder.png")
        report = window.until("the problem is shown", lambda r: r["problem"])
        expect("folder.png" in report["problem"], f"the sentence names the file: {report['problem']}")
        window.keys("Escape")
        window.until("it is dismissed", lambda r: r["problem"] is None)

    def run(self):
        window = self.window(self.picture)
        self.walk(window, [self.adds_a_filter_with_the_keyboard, self.drags_compile_nothing, self.weights_are_typed,
                           self.sliders_reset, self.letters_after_a_are_the_pickers, self.typed_numbers_pass_the_slider, self.cards_are_reordered,
                           self.a_rest_makes_the_picture_faster_once, self.rest_draws_nothing,
                           self.views_change_without_running_the_chain, self.exports_what_render_gives,
                           self.a_failed_write_says_why])
        window.screenshot(self.output / "window.png")
        final = window.quit()
        expect(not final["at_rest"] and final["frames"] > 0, "the report is written at the end")
        expect(self.settings()["recent_files"][0] == str(self.picture), "recent files are remembered")


if __name__ == "__main__":
    sys.exit(main(MainJob, __doc__))
