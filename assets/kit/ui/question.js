/** A question to the person, over the whole page. */

import { giveKeyboard } from "../focus.js";

/**
 * @typedef {object} Question
 * @property {string} heading
 * @property {string} text
 * @property {string[]} answers  a button each
 * @property {string} cancel  the button that changes nothing, which has the keyboard
 */

/**
 * @param {Question} question
 * @returns {Promise<number | null>}  which answer; null: none of them
 */
export function ask({ heading, text, answers, cancel }) {
  // One at a time: whoever asks meanwhile is not in the person's mind.
  if (document.querySelector(".retool-question")) return Promise.resolve(null);
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "retool-question";
    dialog.setAttribute("aria-labelledby", "retool-question-heading");
    const title = element("h2", heading);
    title.id = "retool-question-heading";
    const buttons = element("form", "");
    buttons.method = "dialog";
    buttons.className = "retool-question-answers";
    const back = button(cancel, "");
    back.autofocus = true;
    buttons.append(...answers.map((answer, index) => button(answer, String(index))), back);
    dialog.append(title, element("p", text), buttons);
    const former = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      giveKeyboard(former);
      resolve(dialog.returnValue === "" ? null : Number(dialog.returnValue));
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {string} textContent
 */
function element(name, textContent) {
  return Object.assign(document.createElement(name), { textContent });
}

/**
 * @param {string} textContent
 * @param {string} value
 */
function button(textContent, value) {
  return Object.assign(element("button", textContent), { type: "submit", value });
}
