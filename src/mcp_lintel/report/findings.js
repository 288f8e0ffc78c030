"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  const choices = Array.from(form.querySelectorAll("select"));
  const findings = Array.from(document.querySelectorAll("article.finding"));
  const texts = findings.map((finding) => finding.textContent.toLowerCase());
  const groups = Array.from(document.querySelectorAll("section.group"));
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    findings.forEach((finding, i) => {
      const chosen = choices.every((choice) => !choice.value || finding.dataset[choice.id] === choice.value);
      finding.hidden = !(chosen && wanted.every((word) => texts[i].includes(word)));
      if (!finding.hidden) number += 1;
    });
    groups.forEach((group) => {
      group.hidden = !group.querySelector("article.finding:not([hidden])");
    });
    shown.textContent = `Showing ${number} of ${findings.length}`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  apply();
})();
