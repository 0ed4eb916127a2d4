"""The page in a browser: no error, the steps, what is shown of an arrow. Only where Chromium is installed."""

import io
import json
import os
import re
import shutil
import struct
import subprocess
from html import unescape

import pytest

from shapecheck.architecture import LAYOUTS, build_table, parse_architecture, parse_batch
from shapecheck.architecture.flow import build_flow
from shapecheck.report import writer

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

# Before the page's own script, so that its errors are seen; what the browser blocks is one too.
WATCH = """<script>
window.wrong = [];
addEventListener("error", (event) => wrong.push(String(event.message)));
addEventListener("unhandledrejection", (event) => wrong.push(String(event.reason)));
addEventListener("securitypolicyviolation", (event) => wrong.push(event.violatedDirective));
console.error = console.warn = (...said) => wrong.push(said.join(" "));
</script>"""

TELL = """<script>
addEventListener("load", () => setTimeout(() => {
  const press = (key, more) => document.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...more }));
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length);
  const now = () => ({
    said: document.getElementById("said").textContent,
    steps: seen("#steps > li h2").map((one) => one.textContent),
    boxes: [...document.querySelectorAll(".box.active")].map((one) => one.id),
    arrows: [...document.querySelectorAll(".arrow.active")].map((one) => one.getAttribute("aria-label").split(" ")[0]),
  });
  const detail = () => seen(".detail").map((one) => one.innerText);
  const arrow = (start) =>
    [...document.querySelectorAll(".arrow")].find((one) => one.getAttribute("aria-label").startsWith(start));
  const result = {};
  ACT
  result.wrong = wrong;
  const pre = document.createElement("pre");
  pre.id = "result";
  pre.textContent = JSON.stringify(result);
  document.body.append(pre);
}, 50));
</script>"""


def page_of(dims, layout="columns", batch="m"):
    out = io.StringIO()
    table = build_table(parse_architecture(dims), LAYOUTS[layout], parse_batch(batch))
    writer("diagram", "html")(build_flow(table, folded=True), out)
    return out.getvalue()


def browse(tmp_path, page, *options):
    """Open a page and give what the browser prints."""
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    command = [
        *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000"),
        *(f"--user-data-dir={tmp_path / 'profile'}", *options, (tmp_path / "page.html").as_uri()),
    ]
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=120, check=True)
    return done.stdout.decode()


def tried(tmp_path, act, dims="2,3,5,4,2,1", *options, **form):
    """Give what an action in the page comes to."""
    page = page_of(dims, **form)
    page = page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{WATCH}', 1)
    page = page.replace("</body>", TELL.replace("ACT", act) + "</body>")
    found = re.search(r'<pre id="result">(.*?)</pre>', browse(tmp_path, page, "--dump-dom", *options), re.S)
    result = json.loads(unescape(found[1]))
    assert result.pop("wrong") == []
    return result


def test_an_error_in_the_page_is_seen(tmp_path):
    """The twin: a planted error is found."""
    with pytest.raises(AssertionError, match="planted"):
        tried(tmp_path, 'console.error("planted");')


def test_the_arrow_keys_step_through_the_computation(tmp_path):
    act = """result.start = now(); result.all = [];
    for (let i = 0; i < 7; i++) { press("ArrowRight"); result.all.push(now()); }
    press("ArrowLeft"); result.back = now();
    press("End"); result.end = now();
    press("ArrowRight"); result.past = now();
    press("Home"); result.home = now();
    press("ArrowLeft"); result.before = now();
    press("ArrowRight", { altKey: true }); result.alt = now();
    press("Escape"); result.whole = now();
    press("PageDown"); press(" "); press("PageUp"); result.presented = now();"""
    found = tried(tmp_path, act, "2,3,1")
    assert found["start"] == {"said": "7 steps", "steps": [], "boxes": [], "arrows": []}
    names = ["forward 1", "forward 2", "loss", "backward 2", "backward 1", "update 1", "update 2"]
    assert [state["steps"] for state in found["all"]] == [[name] for name in names]
    assert [state["said"] for state in found["all"]] == [f"Step {place} of 7" for place in range(1, 8)]
    assert [state["boxes"] for state in found["all"]] == [[f"block-{name.replace(' ', '-')}"] for name in names]
    assert found["all"][0]["arrows"] == ["A[0]", "W[1]", "b[1]", "A[1]", "A[0]", "W[1]", "b[1]", "Z[1]"]
    assert found["all"][2]["arrows"] == ["A[2]", "dA[2]"]
    assert found["back"] == found["all"][5]
    assert found["end"] == found["past"] == found["all"][6]
    assert found["home"] == found["before"] == found["alt"] == found["all"][0]
    assert found["whole"] == found["start"]
    assert found["presented"] == found["all"][0]


def test_the_buttons_do_the_same(tmp_path):
    act = """const click = (id) => document.getElementById(id).click();
    const off = () => [...document.querySelectorAll("button:disabled")].map((one) => one.id);
    result.off = [off()];
    click("next"); result.first = now(); result.off.push(off());
    click("last"); result.last = now(); result.off.push(off());
    click("back"); click("whole"); result.whole = now();"""
    found = tried(tmp_path, act, "2,3,1")
    assert found["first"]["said"] == "Step 1 of 7"
    assert found["last"]["said"] == "Step 7 of 7"
    assert found["whole"]["said"] == "7 steps"
    assert found["off"] == [["first", "back", "whole"], ["first", "back"], ["next", "last"]]


@pytest.mark.parametrize("kind", ["focus", "pointer"])
def test_an_arrow_that_is_pointed_at_or_tabbed_to_is_told(tmp_path, kind):
    go = "one.focus()" if kind == "focus" else 'one.dispatchEvent(new PointerEvent("pointerenter"))'
    act = f"""result.none = detail();
    let one = arrow("dW[2]"); {go}; result.first = detail();
    one = arrow("b[2]"); {go}; result.second = detail();
    result.shown = [...document.querySelectorAll(".arrow.shown")].map((one) => one.getAttribute("aria-label"));"""
    found = tried(tmp_path, act)
    assert found["none"] == []
    (first,) = found["first"]
    for said in ("dW[2] = 1/m * dZ[2] @ A[1].T", "(n[2], n[1])", "(5, 3)", "gradient", "backward 2", "update 2"):
        assert said in first
    (second,) = found["second"]
    assert "is broadcast along axis 1 to (5, m): the same column for every example" in second
    assert "4 of m columns are drawn." in second
    assert found["shown"] == ["b[2] (n[2], 1) = (5, 1), parameter, from parameters 2 to forward 2"]


@pytest.mark.parametrize(
    ("dims", "form"),
    [
        ("n_x,4,1", {"layout": "rows"}),
        ("n[0],...,n[L]", {}),
        ("2,3,1", {"layout": "single", "batch": "1"}),
        (",".join(map(str, range(1, 22))), {"batch": "1000"}),
    ],
)
def test_every_arrow_can_be_tabbed_to_and_every_step_taken(tmp_path, dims, form):
    act = """result.arrows = [];
    for (const one of document.querySelectorAll(".arrow")) {
      one.focus();
      const name = one.getAttribute("aria-label").split(" ")[0];
      result.arrows.push([name, document.activeElement === one, detail().length, detail()[0].startsWith(name)]);
    }
    const count = document.querySelectorAll("#steps > li").length;
    result.steps = [];
    for (let i = 0; i < count; i++) { press("ArrowRight"); result.steps.push(now().boxes.length); }"""
    found = tried(tmp_path, act, dims, **form)
    assert found["arrows"]
    assert [row[1:] for row in found["arrows"]] == [[True, 1, True]] * len(found["arrows"])
    assert found["steps"]
    assert set(found["steps"]) == {1}


def test_letters_stay_within_their_boxes(tmp_path):
    act = """result.out = [];
    for (const box of document.querySelectorAll(".box")) {
      const outer = box.querySelector("rect").getBoundingClientRect();
      for (const text of box.querySelectorAll("text")) {
        const inner = text.getBoundingClientRect();
        if (inner.left < outer.left || inner.right > outer.right) result.out.push(text.textContent);
      }
    }"""
    assert tried(tmp_path, act) == {"out": []}


@pytest.mark.parametrize("reduced", [False, True])
def test_nothing_moves_where_that_is_not_wanted(tmp_path, reduced):
    act = """press("ArrowRight");
    result.moving = document.getAnimations().length > 0;
    result.asked = matchMedia("(prefers-reduced-motion: reduce)").matches;"""
    options = ["--force-prefers-reduced-motion"] if reduced else []
    found = tried(tmp_path, act, "2,3,1", *options)
    assert found == {"moving": not reduced, "asked": reduced}


@pytest.mark.parametrize(("scheme", "bright"), [(0, False), (1, True)])
def test_the_page_is_dark_where_the_reader_s_system_is(tmp_path, scheme, bright):
    act = "result.page = getComputedStyle(document.body).backgroundColor;"
    found = tried(tmp_path, act, "2,3,1", f"--blink-settings=preferredColorScheme={scheme}")
    red = int(re.match(r"rgb\((\d+)", found["page"])[1])
    assert (red > 128) is bright


def test_a_screenshot_is_taken(tmp_path):
    picture = tmp_path / "page.png"
    browse(tmp_path, page_of("2,3,5,4,2,1"), "--window-size=1200,800", f"--screenshot={picture}")
    content = picture.read_bytes()
    assert struct.unpack(">II", content[16:24]) == (1200, 800)
    assert len(content) > 20_000  # an empty page has a few hundred bytes
