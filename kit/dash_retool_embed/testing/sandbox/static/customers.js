// @ts-check
/// <reference path="retool.js" />
"use strict";

((parent) => {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".open-orders"));

  for (const button of buttons) {
    button.addEventListener("click", () => {
      parent.postMessage({ type: "navigate", tab: "sales", customer: button.dataset.customer }, "");
    });
  }
})(retool.parent);
