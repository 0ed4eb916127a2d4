"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const diagram = document.querySelector(".diagram");
  const arrows = all(".arrow", diagram);
  const strands = all(".strand", diagram);
  const steps = all("#steps > li");
  const said = document.getElementById("said");
  const numbers = (element) => element.dataset.arrows.split(" ").filter(Boolean);
  let at = -1;

  const show = (number) => {
    for (const detail of all(".detail")) detail.hidden = detail.id !== `detail-${number}`;
    for (const arrow of arrows) arrow.classList.toggle("shown", arrow.id === `arrow-${number}`);
    for (const strand of strands) strand.classList.toggle("shown", numbers(strand).includes(number));
    document.getElementById("hint").hidden = true;
  };

  const go = (place) => {
    at = Math.max(-1, Math.min(steps.length - 1, place));
    const step = steps[at];
    const active = new Set(step ? numbers(step) : []);
    diagram.classList.toggle("stepping", Boolean(step));
    for (const arrow of arrows) arrow.classList.toggle("active", active.has(arrow.id.slice("arrow-".length)));
    for (const strand of strands) strand.classList.toggle("active", numbers(strand).some((one) => active.has(one)));
    for (const box of all(".box", diagram)) box.classList.toggle("active", Boolean(step) && box.id === step.dataset.block);
    steps.forEach((one, index) => { one.hidden = index !== at; });
    const words = step ? said.dataset.step.replace("AT", at + 1) : said.dataset.all;
    said.textContent = words.replace("COUNT", steps.length);
    for (const name of ["first", "back"]) document.getElementById(name).disabled = at <= 0;
    for (const name of ["next", "last"]) document.getElementById(name).disabled = at === steps.length - 1;
    document.getElementById("whole").disabled = !step;
    if (!step) return;
    // The block last: where not all has room, it is what is to be seen.
    for (const element of [...all(".arrow.active", diagram), document.getElementById(step.dataset.block)]) {
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };

  const moves = {
    first: () => go(0),
    back: () => go(Math.max(0, at - 1)),
    next: () => go(at + 1),
    last: () => go(steps.length - 1),
    whole: () => go(-1),
  };
  const keys = {
    Home: "first", ArrowLeft: "back", ArrowRight: "next", End: "last", Escape: "whole",
    PageUp: "back", PageDown: "next", " ": "next", // as presenters have them
  };

  for (const [name, move] of Object.entries(moves)) document.getElementById(name).addEventListener("click", move);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !Object.hasOwn(keys, event.key)) return;
    if (event.key === " " && document.activeElement instanceof HTMLButtonElement) return;
    event.preventDefault();
    moves[keys[event.key]]();
  });
  for (const arrow of arrows) {
    const number = arrow.id.slice("arrow-".length);
    for (const kind of ["pointerenter", "focus", "click"]) arrow.addEventListener(kind, () => show(number));
  }
  for (const strand of strands) strand.addEventListener("pointerenter", () => show(numbers(strand)[0]));
  go(-1);
})();
