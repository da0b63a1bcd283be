import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createViewport } from "../../../assets/kit/viewport.js";

const ON_SCREEN = { left: 0, top: 0, right: 400, bottom: 300 };
const BELOW = { left: 0, top: 4000, right: 400, bottom: 4300 };
const BESIDE = { left: 1265, top: 0, right: 1765, bottom: 300 };
const AREA = { width: 400, height: 300 };
const NONE = { width: 400, height: 0 };

describe("whether somebody can see a box", () => {
  let see;
  let observed;
  let former;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    observed = [];
    const globals = {
      document: { body: {}, documentElement: { clientWidth: 1265, clientHeight: 800 } },
      getComputedStyle: ({ overflow = "visible" }) => ({ overflow }),
      IntersectionObserver: class {
        constructor(told) {
          see = (target, isIntersecting, intersectionRect) => told([{ target, isIntersecting, intersectionRect }]);
        }
        observe = (box) => observed.push(box);
        unobserve() {}
      },
    };
    former = Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
  });
  afterEach(() => {
    for (const [name, descriptor] of former) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
    mock.timers.reset();
  });

  function box({ rect = ON_SCREEN, isVisible = true, parentElement = null } = {}) {
    const made = { isVisible, parentElement, getBoundingClientRect: () => rect };
    made.checkVisibility = () => made.isVisible;
    return made;
  }

  test("is known at once of one on the screen", () => assert.equal(createViewport().watch(box(), () => {}), true));
  test("not of one far below", () => assert.equal(createViewport().watch(box({ rect: BELOW }), () => {}), false));
  test("not of one beside the page, from the scrollbar on", () =>
    assert.equal(createViewport().watch(box({ rect: BESIDE }), () => {}), false));
  test("not of one in a closed tab", () => assert.equal(createViewport().watch(box({ isVisible: false }), () => {}), false));
  test("not of one in a collapsed accordion", () => {
    const collapsed = { overflow: "hidden", getBoundingClientRect: () => ({ ...ON_SCREEN, bottom: 0 }) };
    assert.equal(createViewport().watch(box({ parentElement: collapsed }), () => {}), false);
  });

  test("is told when it comes into sight, and when it goes", () => {
    const told = [];
    const below = box({ rect: BELOW });
    createViewport().watch(below, (isInViewport) => told.push(isInViewport));
    see(below, false, NONE);
    see(below, true, AREA);
    see(below, true, AREA);
    see(below, false, NONE);
    assert.deepEqual(told, [true, false]);
  });

  test("is told of one that touches the screen only when there is something of it", () => {
    const told = [];
    const edge = box({ rect: BELOW });
    createViewport().watch(edge, (isInViewport) => told.push(isInViewport));
    see(edge, true, NONE);
    assert.deepEqual(told, []);
  });

  test("is looked at again while a box on the screen is hidden: browsers do not tell of that", () => {
    const told = [];
    const hidden = box({ isVisible: false });
    createViewport().watch(hidden, (isInViewport) => told.push(isInViewport));
    see(hidden, true, AREA);
    hidden.isVisible = true;
    const before = observed.length;
    mock.timers.tick(250);
    assert.equal(observed.length, before + 1);
    see(hidden, true, AREA);
    assert.deepEqual(told, [true]);
    mock.timers.tick(10000);
    assert.equal(observed.length, before + 1);
  });

  test("is not asked of one that has left", () => {
    const viewport = createViewport();
    const hidden = box({ isVisible: false });
    viewport.watch(hidden, () => assert.fail("told"));
    see(hidden, true, AREA);
    viewport.leave(hidden);
    mock.timers.tick(10000);
    see(hidden, true, AREA);
    assert.equal(observed.length, 1);
  });
});
