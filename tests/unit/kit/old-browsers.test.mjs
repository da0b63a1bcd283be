import assert from "node:assert/strict";
import { afterEach, describe, mock, test } from "node:test";

import { isTooOld } from "../../../assets/kit/browser.js";
import { anySignal } from "../../../assets/kit/session/any-signal.js";
import { parsedUrl } from "../../../assets/kit/url.js";
import { isVisible } from "../../../assets/kit/visibility.js";

afterEach(() => {
  mock.restoreAll();
  delete globalThis.HTMLElement;
  delete globalThis.getComputedStyle;
});

describe("a browser", () => {
  class WithInert {
    get inert() {
      return false;
    }
  }
  test("that has what came last has all", () => {
    globalThis.HTMLElement = WithInert;
    assert.equal(isTooOld(), false);
  });
  test("without inert is too old: what is hidden would be in reach of the keyboard", () => {
    globalThis.HTMLElement = class {};
    assert.equal(isTooOld(), true);
  });
  test("without AbortSignal.timeout, or without any signal, is too old", () => {
    globalThis.HTMLElement = WithInert;
    const { AbortSignal: real } = globalThis;
    for (const signal of [class {}, undefined]) {
      globalThis.AbortSignal = signal;
      assert.equal(isTooOld(), true);
    }
    globalThis.AbortSignal = real;
  });
});

describe("either of two signals", () => {
  for (const first of [0, 1]) {
    test(`ends it, with its reason: the ${first ? "second" : "first"}`, () => {
      const controllers = [new AbortController(), new AbortController()];
      const signal = anySignal(controllers[0].signal, controllers[1].signal);
      assert.equal(signal.aborted, false);
      controllers[first].abort("this");
      controllers[1 - first].abort("that");
      assert.deepEqual([signal.aborted, signal.reason], [true, "this"]);
    });
  }
  test("that has ended before ends it at once", () => {
    assert.equal(anySignal(new AbortController().signal, AbortSignal.abort("why")).reason, "why");
  });
});

test("an address is parsed, and what is none is null", () => {
  assert.equal(parsedUrl("/a", "https://example.com")?.href, "https://example.com/a");
  for (const none of ["inline", "", undefined, {}]) assert.equal(parsedUrl(none), null);
});

describe("an element is seen", () => {
  function element({ boxes, visibility }) {
    globalThis.getComputedStyle = () => ({ visibility });
    return { getClientRects: () => Array(boxes) };
  }
  test("if it has a box and is visible, in a browser that can't say so itself", () => {
    assert.equal(isVisible(element({ boxes: 1, visibility: "visible" })), true);
    assert.equal(isVisible(element({ boxes: 0, visibility: "visible" })), false);
    assert.equal(isVisible(element({ boxes: 1, visibility: "hidden" })), false);
  });
  test("as the browser says, whatever it calls the option", () => {
    const checkVisibility = mock.fn(() => false);
    assert.equal(isVisible({ checkVisibility }), false);
    assert.deepEqual(checkVisibility.mock.calls[0].arguments, [{ visibilityProperty: true, checkVisibilityCSS: true }]);
  });
});
