/**
 * Whether somebody can see a box: on the screen, and not in a closed tab, accordion or <details>. Out of sight it needs no
 * link, and no Retool app.
 */

import { isVisible } from "./visibility.js";

// A box that only becomes visible, where it was, is not told of by the browser.
const LOOK_MS = 250;
// One that has been seen has its app: only a failure waits for it to be seen again.
const LOOK_AGAIN_MS = 2000;

/** @typedef {ReturnType<typeof createViewport>} Viewport */
/** @typedef {(isInViewport: boolean) => void} OnChange */

/** Looks at nothing until it is given a box. */
export function createViewport() {
  /** @type {Map<Element, {onChange: OnChange, isNear: boolean, isInViewport: boolean, wasSeen: boolean}>} isNear: something else may hide it */
  const boxes = new Map();
  /** @type {IntersectionObserver | undefined} */
  let observer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {IntersectionObserverEntry[]} entries */
  function see(entries) {
    for (const { target, isIntersecting, intersectionRect } of entries) {
      const seen = boxes.get(target);
      if (!seen) continue;
      const isInViewport = hasArea(intersectionRect) && isVisible(target);
      const isNews = isInViewport !== seen.isInViewport;
      Object.assign(seen, { isNear: isIntersecting, isInViewport, wasSeen: seen.wasSeen || isInViewport });
      if (isNews) seen.onChange(isInViewport);
    }
    lookLater();
  }

  function lookLater() {
    clearTimeout(timer);
    const hidden = [...boxes].filter(([, { isNear, isInViewport }]) => isNear && !isInViewport);
    const isNew = hidden.some(([, { wasSeen }]) => !wasSeen);
    const ms = isNew ? LOOK_MS : LOOK_AGAIN_MS;
    if (hidden.length) timer = setTimeout(() => hidden.forEach(([box]) => boxes.has(box) && look(box)), ms);
  }

  /** @param {Element} box  the browser tells once of a box that it is asked to observe */
  function look(box) {
    observer ??= new IntersectionObserver(see);
    observer.unobserve(box);
    observer.observe(box);
  }

  return {
    /**
     * @param {Element} box
     * @param {OnChange} onChange  told of each change from now on
     * @returns {boolean}  whether it is in sight now
     */
    watch(box, onChange) {
      const isInViewport = hasArea(onScreen(box)) && isVisible(box);
      boxes.set(box, { onChange, isNear: false, isInViewport, wasSeen: isInViewport });
      look(box);
      return isInViewport;
    },
    /** @param {Element} box */
    leave(box) {
      boxes.delete(box);
      observer?.unobserve(box);
    },
  };
}

/** @param {{width: number, height: number}} rect */
function hasArea({ width, height }) {
  return width > 0 && height > 0;
}

/**
 * The part of a box that is on the screen and in everything that clips it, before the browser has told of it.
 * @param {Element} box
 */
function onScreen(box) {
  let { left, top, right, bottom } = box.getBoundingClientRect();
  /** @param {{left: number, top: number, right: number, bottom: number}} clip */
  function cut(clip) {
    [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
    [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
  }
  // Without the scrollbars: a panel that waits beside the page may begin under one.
  const { clientWidth, clientHeight } = document.documentElement;
  cut({ left: 0, top: 0, right: clientWidth, bottom: clientHeight });
  for (let around = box.parentElement; around && around !== document.body; around = around.parentElement) {
    if (getComputedStyle(around).overflow !== "visible") cut(around.getBoundingClientRect());
  }
  return { width: right - left, height: bottom - top };
}
