// The form of a definition in the admin: words selected in it become an element, its place filled in.
// Works by mouse and keyboard (Shift with the arrow keys selects); without script the places are typed.
"use strict";

addEventListener("load", () => {
  const words = document.getElementById("id_text");
  const group = document.getElementById("elements-group");
  const questions = document.querySelector("[name='elements-__prefix__-question']");
  if (!words || !group || !questions) return;
  const said = words.dataset;

  const question = questions.cloneNode(true);
  question.removeAttribute("name");
  question.id = "mark-question";
  const label = Object.assign(document.createElement("label"), { htmlFor: question.id, textContent: said.question });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: said.mark });
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const bench = document.createElement("div");
  bench.append(label, " ", question, " ", button, status);
  words.after(bench);

  // The database counts characters, the browser counts units of UTF-16, of which some characters need two.
  const characters = (text) => [...text].length;

  const isLetter = (letter) => /[\p{L}\p{N}]/u.test(letter ?? "");
  /** Whether a span that begins or ends at `at` would cut a word. */
  const cuts = (letters, at) => isLetter(letters[at - 1]) && isLetter(letters[at]);

  /** Whether a row of elements that is not taken away covers a character from `start` up to `end`. */
  const isCovered = (start, end) => [...group.querySelectorAll("[name^='elements-'][name$='-start']")].some((each) => {
    const field = (name) => document.getElementsByName(each.name.replace(/start$/, name))[0];
    return each.value && !field("DELETE")?.checked && each.value < end && field("end").value > start;
  });

  /** The first row of elements that is still empty; a new one if there is none. */
  const emptyRow = () => {
    const rows = () => [...group.querySelectorAll("[name^='elements-'][name$='-start']")].filter(
      (each) => !each.name.includes("__prefix__") && !each.value);
    if (!rows().length) group.querySelector(".add-row a").click();
    return rows()[0].name.replace(/start$/, "");
  };

  button.addEventListener("click", () => {
    const chosen = words.value.slice(words.selectionStart, words.selectionEnd);
    const exact = chosen.trim();
    if (!exact || !question.value) {
      status.textContent = exact ? said.noQuestion : said.nothing;
      (exact ? question : words).focus();
      return;
    }
    // The form leaves out the white space before the words, here and around the whole text.
    const first = words.selectionStart + chosen.length - chosen.trimStart().length;
    let start = characters(words.value.slice(0, first).trimStart());
    let end = start + characters(exact);
    const letters = [...words.value.trim()];
    while (cuts(letters, start)) start -= 1;
    while (cuts(letters, end)) end += 1;
    if (isCovered(start, end)) {
      status.textContent = said.overlap;
      words.focus();
      return;
    }
    const row = emptyRow();
    const whole = letters.slice(start, end).join("");
    const values = { question: question.value, start, end, words: whole };
    for (const [name, value] of Object.entries(values)) document.getElementsByName(row + name)[0].value = value;
    status.textContent = `${said.marked} ${question.selectedOptions[0].textContent}: “${whole}”`;
  });
});
