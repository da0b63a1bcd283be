import assert from "node:assert/strict";
import { test } from "node:test";

import { badgeOf, createNotifications, notificationIn } from "../../../assets/host/tabs/notifications.js";

test("an event tells how much there is to see", () => {
  assert.equal(notificationIn({ type: "notify", count: 3 }), 3);
});

test("a count of 0 is no news any more", () => {
  assert.equal(notificationIn({ type: "notify", count: 0 }), 0);
});

test("without a count that makes sense there is something", () => {
  for (const count of [undefined, null, -1, 1.5, Infinity, NaN, "3", 2 ** 60]) {
    assert.ok(Number.isNaN(notificationIn({ type: "notify", count })), String(count));
  }
});

test("other events are no news", () => {
  for (const data of [null, undefined, "notify", 3, { count: 3 }, { type: "navigate", count: 3 }]) {
    assert.equal(notificationIn(data), null);
  }
});

test("a tab without news has no badge", () => {
  assert.equal(badgeOf([]), null);
  assert.equal(badgeOf([undefined, undefined]), null);
});

test("the badge of a menu is the sum of its tabs", () => {
  assert.deepEqual(badgeOf([2, undefined, 3]), { text: "5", isDot: false });
});

test("more than anybody counts is not written out", () => {
  assert.deepEqual(badgeOf([99]), { text: "99", isDot: false });
  assert.deepEqual(badgeOf([99, 1]), { text: "99+", isDot: false });
});

test("where one tab does not say how much, the badge is a dot", () => {
  assert.deepEqual(badgeOf([2, NaN]), { text: "", isDot: true });
});

test("news stays until somebody looks, or there is none any more", () => {
  const news = createNotifications();
  news.tell("sales", 3);
  news.tell("customers", NaN);
  assert.deepEqual([news.of("sales"), news.of("customers"), news.of("home")], [3, NaN, undefined]);
  news.forget("sales");
  news.tell("customers", 0);
  assert.deepEqual([news.of("sales"), news.of("customers")], [undefined, undefined]);
});
