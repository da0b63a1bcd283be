import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { backoffMs } from "../../../../assets/kit/session/waits.js";
import { createLinks, retryAfterMs, refusal } from "../../../../assets/kit/session/mint.js";
import { createPerson } from "../../../../assets/kit/session/person.js";
import { createTickets } from "../../../../assets/kit/session/tickets.js";
import { FAILURES } from "../../../../assets/kit/ui/failures.js";
import { openPage, settle } from "../../page.mjs";

const LINK = { embedUrl: "https://retool.example.com/embed?token=1", expiresIn: 60, person: "ada", frame: "f" };

describe("what a refusal means", () => {
  const CASES = [
    ["the host's own words", 403, { code: "forbidden", title: "No." }, { code: "forbidden", message: "No.", transient: false }],
    ["the host says that it passes", 503, { code: "busy", title: "Busy.", transient: true }, { code: "busy", transient: true }],
    ["a proxy in front of it", 502, null, { code: "http_502", transient: true, action: "retry" }],
    ["nonsense", 200, { hello: 1 }, { code: "host_failed", transient: false }],
    ["nobody is signed in", 401, { code: "no_sign_in", title: "Sign in." }, { action: "reload" }],
  ];
  for (const [name, status, answer, expected] of CASES) {
    test(name, () => {
      const failure = refusal(new Response(null, { status }), answer);
      assert.deepEqual({ ...failure, ...expected }, failure);
    });
  }

  test("nothing on the server knows the address", () => {
    const debugged = "<title>werkzeug.exceptions.MethodNotAllowed: 405 Method Not Allowed: The method…</title>";
    const codes = [[404, ""], [405, "<h1>Method Not Allowed</h1>"], [500, debugged], [500, "ZeroDivisionError"], [403, ""]].map(
      ([status, text]) => refusal(new Response(null, { status }), null, text).code,
    );
    assert.deepEqual(codes, ["not_registered", "not_registered", "not_registered", "host_failed", "host_failed"]);
    assert.equal(refusal(new Response(null, { status: 404 }), { code: "unknown_app", title: "No." }).code, "unknown_app");
  });

  test("when to come back is the answer's word, or else its header's", () => {
    const response = new Response(null, { status: 429, headers: { "Retry-After": "3" } });
    assert.equal(refusal(response, { retryAfterMs: 250 }).retryAfterMs, 250);
    assert.equal(refusal(response, null).retryAfterMs, 3000);
    assert.equal(refusal(new Response(null, { status: 429 }), null).retryAfterMs, 0);
  });
});

describe("how long to wait", () => {
  test("grows with each try, up to a bound", () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map((attempt) => backoffMs(attempt, 0, () => 1));
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });
  test("is never shorter than one is told", () => assert.equal(backoffMs(0, 3000, () => 0), 3000));
  test("is what the server has asked for, and no more than a little longer", () => assert.equal(backoffMs(0, 3600000, () => 1), 3600500));
});

describe("turns that were promised", () => {
  test("go to the next try of the same app, the oldest first", () => {
    const tickets = createTickets(60000);
    const now = performance.now();
    tickets.leave("sales", "one", now);
    tickets.leave("sales", "two", now);
    assert.equal(tickets.take("home").ticket, undefined);
    assert.equal(tickets.take("sales").ticket, "one");
    assert.equal(tickets.take("sales").ticket, "two");
    assert.equal(tickets.take("sales").ticket, undefined);
  });
  test("are no longer good after their time", () => {
    const tickets = createTickets(60000);
    tickets.leave("sales", "old", performance.now() - 60001);
    assert.equal(tickets.take("sales").ticket, undefined);
  });
});

describe("asking for a link", () => {
  let page;
  let answers;
  let person;
  beforeEach(() => {
    page = openPage();
    answers = [];
    page.window.fetch = mock.fn(async () => answers.shift()());
    person = createPerson(() => {});
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  afterEach(() => {
    page.close();
    mock.timers.reset();
  });

  function json(body, status = 200, headers = {}) {
    return () => new Response(JSON.stringify(body), { status, headers });
  }

  function sent(n) {
    return JSON.parse(page.window.fetch.mock.calls[n].arguments[1].body);
  }

  function ask(onWait = () => {}, prefetched = undefined, controller = new AbortController()) {
    return createLinks(person, prefetched)("sales", "first shown", controller.signal, onWait);
  }

  test("says which app, why, and which try it is", async () => {
    answers = [json(LINK)];
    const link = await ask();
    assert.deepEqual(sent(0), { retoolAppName: "sales", reason: "first shown", attempt: 1 });
    assert.equal(link.url, LINK.embedUrl);
  });

  for (const embedUrl of [null, undefined, "", "None", "/None", 42, ["https://retool.example.com/"]]) {
    test(`has failed where the answer has ${JSON.stringify(embedUrl)} for a link`, async () => {
      answers = [json({ ...LINK, embedUrl })];
      await assert.rejects(ask(), { code: FAILURES.host_failed.code, message: FAILURES.host_failed.message, transient: false });
    });
  }

  test("takes the answer that the page has asked for already", async () => {
    const early = { askedAt: 5, answer: Promise.resolve(json(LINK)()) };
    const link = await ask(() => {}, { take: () => early });
    assert.equal(page.window.fetch.mock.callCount(), 0);
    assert.equal(link.askedAt, 5);
  });

  test("is repeated while that may help, and says why it waits", async () => {
    answers = [json(null, 502), json(LINK)];
    const waits = [];
    const link = ask((why) => waits.push(why.code));
    await settle();
    await new Promise(setImmediate);
    mock.timers.tick(500);
    await link;
    assert.deepEqual(waits, ["http_502"]);
    assert.equal(sent(1).attempt, 2);
  });

  test("is not repeated by a page that waits for nobody", async () => {
    answers = [json({ code: "retool_down", title: "Down.", transient: true }, 503, { "Retry-After": "3600" })];
    await assert.rejects(ask(null), { code: "retool_down", retryAfterMs: 3600000 });
    assert.equal(page.window.fetch.mock.callCount(), 1);
  });

  test("is not repeated where it was refused for good", async () => {
    answers = [json({ code: "forbidden", title: "No." }, 403)];
    await assert.rejects(ask(), { code: "forbidden" });
    assert.equal(page.window.fetch.mock.callCount(), 1);
  });

  test("keeps a turn: nothing has failed, and the try goes on with its ticket", async () => {
    answers = [json({ code: "busy", title: "Busy.", transient: true, ticket: "t1", retryAfterMs: 100 }, 503), json(LINK)];
    const onWait = mock.fn();
    const link = ask(onWait);
    await settle();
    await new Promise(setImmediate);
    mock.timers.tick(100);
    await link;
    assert.deepEqual([sent(1).ticket, sent(1).attempt, onWait.mock.callCount()], ["t1", 1, 0]);
  });

  test("says that the sign-in has ended where somebody was there", async () => {
    person.is("ada");
    answers = [json({ code: "no_sign_in", title: "Sign in." }, 401)];
    await assert.rejects(ask(), { code: "sign_in_ended" });
  });

  test("says that this page's server can't be reached", async () => {
    page.navigator.onLine = false;
    answers = [() => Promise.reject(new TypeError("offline"))];
    await assert.rejects(ask(), { code: "host_unreachable", transient: false });
  });

  test("takes no answer without an address for a link", async () => {
    answers = [json({ ...LINK, embedUrl: "nonsense" })];
    await assert.rejects(ask(), { code: "host_failed" });
  });
});

describe("how long a server asks to wait", () => {
  test("in seconds", () => assert.equal(retryAfterMs("120"), 120000));
  test("until a date", () => {
    const ms = retryAfterMs(new Date(Date.now() + 3600000).toUTCString());
    assert.ok(ms > 3590000 && ms <= 3600000);
  });
  test("until a date that has passed: not at all", () => assert.equal(retryAfterMs("Wed, 21 Oct 2015 07:28:00 GMT"), 0));
  test("in words that nobody knows: not at all", () => assert.equal(retryAfterMs("soon"), 0));
  test("or says nothing of it", () => assert.equal(retryAfterMs(null), 0));
});
