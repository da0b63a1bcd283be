// @ts-check
/// <reference path="retool.js" />
"use strict";

((parent) => {
  const LOG_LENGTH = 500;

  /**
   * @template {HTMLElement} T
   * @param {string} id
   * @param {new () => T} type
   * @returns {T}
   */
  function element(id, type) {
    const found = document.getElementById(id);
    if (!(found instanceof type)) throw new Error(`no ${type.name} #${id}`);
    return found;
  }

  const selector = element("selector", HTMLInputElement);
  const asked = element("asked", HTMLElement);
  const answers = element("answers", HTMLElement);
  const eventJson = element("event-json", HTMLTextAreaElement);
  const times = element("times", HTMLInputElement);
  const numbered = element("numbered", HTMLInputElement);
  const sent = element("sent", HTMLElement);
  const problem = element("event-problem", HTMLElement);

  /**
   * @param {string} name
   * @param {unknown} result
   */
  function log(name, result) {
    const answer = document.createElement("li");
    answer.dataset.selector = name;
    const time = document.createElement("time");
    const now = new Date();
    time.dateTime = now.toISOString();
    time.textContent = now.toISOString().slice(11, 23);
    const label = document.createElement("strong");
    label.textContent = name;
    const value = document.createElement("code");
    value.className = "value";
    value.textContent = result === undefined ? "undefined" : JSON.stringify(result);
    answer.append(time, label, value);
    answers.prepend(answer);
    if (answers.children.length > LOG_LENGTH) answers.lastElementChild?.remove();
  }

  element("ask-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const name = selector.value;
    asked.textContent = `Asked for “${name}”. A host that has no such key doesn't answer.`;
    retool.query(name, (result) => {
      if (selector.value === name) asked.textContent = `“${name}” was answered.`;
      log(name, result);
    });
  });

  element("send-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    sent.textContent = "";
    problem.hidden = true;
    let value;
    try {
      value = JSON.parse(eventJson.value);
    } catch (error) {
      problem.textContent = `Nothing was sent, for this is not JSON: ${/** @type {Error} */ (error).message}`;
      problem.hidden = false;
      return;
    }
    const count = times.valueAsNumber;
    for (let n = 1; n <= count; n += 1) {
      parent.postMessage(numbered.checked ? { n, value } : value, "");
    }
    sent.textContent = `Sent ${count} ${count === 1 ? "event" : "events"}.`;
  });
})(retool.parent);
