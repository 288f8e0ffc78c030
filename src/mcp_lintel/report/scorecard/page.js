"use strict";
(() => {
  const form = document.getElementById("filter");
  const rows = [...document.querySelectorAll("tr[data-state]")];
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const told = document.getElementById("shown");
  const chosen = (name) => new Set([...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));
  const apply = () => {
    const states = chosen("state"), levels = chosen("level");
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = states.has(row.dataset.state) && levels.has(row.dataset.level)
        && wanted.every((word) => words.get(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    for (const part of document.querySelectorAll("section.document")) {
      const here = form.elements.document.value;
      const other = here && part.id !== here;
      if (other) shown -= part.querySelectorAll("tr[data-state]:not([hidden])").length;
      part.hidden = other || !part.querySelector("tr[data-state]:not([hidden])");
    }
    told.textContent = `${shown} of ${rows.length} clauses shown`;
  };
  const reveal = () => {
    const row = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.closest("[hidden]")) { form.reset(); apply(); row.scrollIntoView(); }
  };
  const asked = new URLSearchParams(location.search);
  for (const name of ["words", "document"]) if (asked.has(name)) form.elements[name].value = asked.get(name);
  for (const name of ["state", "level"]) {
    if (!asked.has(name)) continue;
    for (const box of form.querySelectorAll(`input[name=${name}]`)) box.checked = asked.getAll(name).includes(box.value);
  }
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
  form.hidden = false;
  apply();
  reveal();
})();
