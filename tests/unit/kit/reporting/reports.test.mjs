import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { nameOf } from "../../../../assets/kit/reporting/event-names.js";
import { createReports } from "../../../../assets/kit/reporting/reports.js";
import { createPerson } from "../../../../assets/kit/session/person.js";
import { openPage, settle } from "../../page.mjs";

describe("what an event may be called", () => {
  const NAMES = [
    ["saved", "saved"],
    ["Order.saved:1", "other text"],
    ["ada@example.com", "other text"],
    ["two words", "other text"],
    ["", "other text"],
    [{ type: "navigate", tab: "sales" }, "navigate"],
    [{ type: "ada@example.com" }, "an object"],
    [{ type: 7 }, "an object"],
    [[1], "a list"],
    [null, "no value"],
    [undefined, "no value"],
    [true, "a boolean"],
    [7, "a number"],
    ["x".repeat(65), "other text"],
  ];
  for (const [data, name] of NAMES) {
    test(`${JSON.stringify(data)?.slice(0, 40)}: ${name}`, () => assert.equal(nameOf(data), name));
  }
});

describe("reports of a link", () => {
  let page;
  let person;
  let reports;
  let status;
  let now;

  beforeEach(() => {
    page = openPage();
    status = 200;
    now = 0;
    mock.method(performance, "now", () => now);
    page.window.fetch = mock.fn(async () => new Response("{}", { status }));
    mock.timers.enable({ apis: ["setTimeout"] });
    person = createPerson(() => {});
    person.is("ada");
    reports = createReports(person);
  });
  afterEach(() => {
    page.close();
    mock.timers.reset();
    mock.restoreAll();
  });

  const calls = () => page.window.fetch.mock.calls.map(({ arguments: [, { body }] }) => JSON.parse(body).reports);
  const told = () => calls().flat().map(({ seq, kind, code }) => [seq, kind, ...(code ? [code] : [])]);

  async function later(ms) {
    now += ms;
    mock.timers.tick(ms);
    await settle();
  }

  test("are kept by nobody where the link has no id", () => assert.equal(reports.follow({ askedAt: 0 }), null));

  test("go out together, numbered, after a second", async () => {
    const link = reports.follow({ linkId: "r", askedAt: 0 });
    link.ready();
    link.failed("load_timeout");
    assert.equal(calls().length, 0);
    await later(1000);
    assert.deepEqual(told(), [[1, "ready"], [2, "failed", "load_timeout"]]);
  });

  test("hold no code that is none", async () => {
    reports.follow({ linkId: "r", askedAt: 0 }).failed("Ada has failed");
    await later(1000);
    assert.deepEqual(told(), [[1, "failed", "other"]]);
  });

  test("say ready once, and again after a failure", async () => {
    const link = reports.follow({ linkId: "r", askedAt: 0 });
    link.ready();
    link.ready();
    link.failed("x");
    link.ready();
    await later(1000);
    assert.deepEqual(told().map(([, kind]) => kind), ["ready", "failed", "ready"]);
  });

  test("count events by name, and tell of them with the next news", async () => {
    const link = reports.follow({ linkId: "r", askedAt: 0 });
    link.event("saved");
    link.event("saved");
    link.event({ type: "navigate" });
    await later(10000);
    assert.deepEqual(calls()[0][0].events, { saved: 2, navigate: 1 });
  });

  test("count no more than fifty names", async () => {
    const link = reports.follow({ linkId: "r", askedAt: 0 });
    for (let n = 0; n < 60; n += 1) link.event("n".repeat(n + 1));
    await later(10000);
    const { events } = calls()[0][0];
    assert.equal(Object.keys(events).length, 50);
    assert.equal(events["other names"], 11);
  });

  test("are sent again when the server fails, and not when it refuses them", async () => {
    status = 503;
    reports.follow({ linkId: "r", askedAt: 0 }).ready();
    await later(1000);
    await later(60000);
    assert.ok(calls().length >= 2);
    status = 400;
    await later(120000);
    const sent = calls().length;
    await later(120000);
    assert.equal(calls().length, sent);
  });

  test("of one person are not sent again in the name of the next", async () => {
    status = 503;
    reports.follow({ linkId: "r", askedAt: 0 }).ready();
    await later(1000);
    status = 200;
    const answer = calls().length;
    person.is("ben");
    await settle();
    await later(120000);
    assert.ok(calls().slice(answer).flat().length <= 1);
  });

  test("that are closed say so at once when the page goes", async () => {
    const link = reports.follow({ linkId: "r", askedAt: 0 });
    link.event("saved");
    page.window.dispatchEvent(new Event("pagehide"));
    await settle();
    assert.deepEqual(told().map(([, kind]) => kind), ["events", "closed"]);
  });

  describe("of a page that comes back out of the browser's cache", () => {
    async function leave() {
      page.window.dispatchEvent(new Event("pagehide"));
      page.document.dispatchEvent(new Event("visibilitychange"));
      await settle();
    }

    async function comeBack({ persisted = true } = {}) {
      page.document.dispatchEvent(new Event("visibilitychange"));
      page.window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
      await later(1000);
    }

    const kinds = () => told().map(([, kind]) => kind);

    test("begin again: it is ready, is seen, counts events, and is closed with the page", async () => {
      const link = reports.follow({ linkId: "r", askedAt: 0 }, () => true);
      link.ready();
      await leave();
      await later(60000);
      await comeBack();
      assert.deepEqual(kinds(), ["ready", "seen", "closed", "ready", "seen"]);
      link.event("saved");
      await leave();
      assert.deepEqual(kinds().slice(5), ["events", "closed"]);
      assert.deepEqual(told().map(([seq]) => seq), [1, 2, 3, 4, 5, 6, 7]);
    });

    test("say ready when it is, if it was not when the page went", async () => {
      const link = reports.follow({ linkId: "r", askedAt: 0 });
      await leave();
      await comeBack();
      assert.deepEqual(kinds(), ["closed"]);
      link.ready();
      link.closed();
      await later(1000);
      assert.deepEqual(kinds(), ["closed", "ready", "closed"]);
    });

    test("say that it is closed again if nothing else has become of it", async () => {
      const link = reports.follow({ linkId: "r", askedAt: 0 });
      await leave();
      await comeBack();
      link.closed();
      await later(1000);
      assert.deepEqual(kinds(), ["closed", "closed"]);
    });

    test("don't make a failure good, nor bring back what was closed before", async () => {
      const failed = reports.follow({ linkId: "r", askedAt: 0 });
      failed.ready();
      failed.failed("x");
      const closed = reports.follow({ linkId: "s", askedAt: 0 });
      closed.ready();
      closed.closed();
      await leave();
      await comeBack();
      assert.deepEqual(kinds(), ["ready", "failed", "ready", "closed"]);
    });

    test("say nothing when it is shown for the first time", async () => {
      reports.follow({ linkId: "r", askedAt: 0 }).ready();
      await comeBack({ persisted: false });
      assert.deepEqual(kinds(), ["ready"]);
    });
  });

  test("wait while the sign-in has ended, and go out when it is back", async () => {
    reports.follow({ linkId: "r", askedAt: 0 }).ready();
    person.isNobody(Infinity);
    await later(5000);
    assert.equal(calls().length, 0);
    person.is("ada");
    await later(0);
    assert.deepEqual(told(), [[1, "ready"]]);
  });

  test("are given up past a thousand, the oldest first", async () => {
    for (let n = 0; n < 1200; n += 1) reports.follow({ linkId: `r${n}`, askedAt: 0 }).failed("x");
    assert.equal(reports.post.lost, 200);
  });
});
