import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { startAppearance } from "../../../assets/host/appearance.js";

let html, buttons, told, hasShell, page;

beforeEach(() => {
  html = { bsTheme: "light", themeChoice: "system" };
  buttons = ["system", "light", "dark"].map((themeChoice) => ({
    dataset: { themeChoice },
    ariaPressed: "",
    setAttribute(name, value) {
      assert.equal(name, "aria-pressed");
      this.ariaPressed = value;
    },
  }));
  told = [];
  hasShell = true;
  globalThis.document = Object.assign(new EventTarget(), {
    documentElement: { dataset: html },
    querySelector: () => (hasShell ? {} : null),
    querySelectorAll: (css) => (css === "button[data-theme-choice]" ? buttons : []),
  });
  globalThis.window = { dash_clientside: { set_props: (id, props) => told.push([id, props]) } };
  page = startAppearance();
});

function become(next) {
  Object.assign(html, next);
  document.dispatchEvent(new CustomEvent("dashapp:theme"));
}

test("apps are told of a new theme", () => {
  become({ bsTheme: "dark" });
  assert.deepEqual(told, [["host_theme", { data: "dark" }]]);
});

test("apps are not told of a choice that shows what was shown", () => {
  become({ themeChoice: "light" });
  assert.deepEqual(told, []);
});

test("without a page nobody is told", () => {
  hasShell = false;
  become({ bsTheme: "dark" });
  assert.deepEqual(told, []);
});

test("the button of the choice is pressed, and no other", () => {
  page.onPage();
  assert.deepEqual(buttons.map(({ ariaPressed }) => ariaPressed), ["true", "false", "false"]);
  become({ bsTheme: "dark", themeChoice: "dark" });
  assert.deepEqual(buttons.map(({ ariaPressed }) => ariaPressed), ["false", "false", "true"]);
});

test("a click on a button asks for its choice, and changes nothing itself", () => {
  const asked = [];
  document.addEventListener("dashapp:choose-theme", ({ detail }) => asked.push(detail));
  const click = new Event("click");
  Object.defineProperty(click, "target", { value: { closest: () => buttons[2] } });
  document.dispatchEvent(click);
  assert.deepEqual([asked, html.themeChoice], [["dark"], "system"]);
});
