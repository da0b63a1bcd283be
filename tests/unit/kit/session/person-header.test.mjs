import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createAnswers } from "../../../../assets/kit/session/answers.js";
import { readPersonHeader } from "../../../../assets/kit/session/person-header.js";
import { createPerson, NOBODY } from "../../../../assets/kit/session/person.js";
import { openPage } from "../../page.mjs";

let page;
beforeEach(() => (page = openPage()));
afterEach(() => page.close());

function answer(path, said, { status = 200, method = "POST", sentAt = Infinity } = {}) {
  const headers = said ? { "Retool-Embed-Person": said } : {};
  return { url: new URL(path, "https://host.example.com"), method, sentAt, response: new Response("{}", { status, headers }) };
}

describe("an answer", () => {
  let person;
  let doubts;
  beforeEach(() => {
    person = createPerson(() => {});
    doubts = mock.fn();
    person.onDoubt(doubts);
    person.is("ada");
  });

  test("of Dash names the person", () => {
    readPersonHeader(answer("/_dash-update-component", "ben"), "/", person);
    assert.equal(person.name, "ben");
  });

  test("of another path names nobody", () => {
    readPersonHeader(answer("/somewhere", "ben"), "/", person);
    assert.equal(person.name, "ada");
  });

  test("of another app of this origin names nobody here", () => {
    readPersonHeader(answer("/other/_dash-update-component", "ben"), "/mine/", person);
    assert.equal(person.name, "ada");
  });

  test("that says signed out empties the page", () => {
    readPersonHeader(answer("/_dash-update-component", "signed-out"), "/", person);
    assert.equal(person.name, NOBODY);
  });

  test("that says nobody locks it", () => {
    readPersonHeader(answer("/_dash-update-component", "nobody", { status: 401 }), "/", person);
    assert.equal(person.needsSignIn, true);
  });

  test("that sets a cookie is a doubt that the page waits for", () => {
    readPersonHeader(answer("/_dash-update-component", "unknown"), "/", person);
    assert.deepEqual(doubts.mock.calls[0].arguments, [true]);
  });

  test("of a form may have been a sign-in: a doubt that can wait", () => {
    readPersonHeader(answer("/login"), "/", person);
    assert.deepEqual(doubts.mock.calls[0].arguments, [false]);
  });

  test("of the kit's own is none", () => {
    readPersonHeader(answer("/api/embedUrl"), "/", person);
    assert.equal(doubts.mock.callCount(), 0);
  });

  test("that was on its way when the person changed, brings nothing", () => {
    const before = performance.now() - 1;
    person.is("ben");
    const instead = readPersonHeader(answer("/_dash-update-component", "ada", { sentAt: before }), "/", person);
    assert.equal(instead.status, 204);
    assert.equal(person.name, "ben");
  });

  test("that never came says nothing", () => {
    assert.equal(readPersonHeader({ ...answer("/x"), response: null }, "/", person), undefined);
  });
});

describe("the one wrapper of fetch", () => {
  test("is not there until somebody listens, and is there once", () => {
    const before = page.window.fetch;
    const answers = createAnswers();
    assert.equal(page.window.fetch, before);
    answers.listen(() => {});
    const wrapped = page.window.fetch;
    answers.listen(() => {});
    assert.notEqual(wrapped, before);
    assert.equal(page.window.fetch, wrapped);
  });

  test("tells of this page's answers, and of no other's", async () => {
    const heard = [];
    createAnswers().listen(({ url }) => heard.push(url.pathname));
    await page.window.fetch("/own");
    await page.window.fetch("https://elsewhere.example.com/other");
    assert.deepEqual(heard, ["/own"]);
  });

  test("gives the page what a listener puts in the place of an answer", async () => {
    createAnswers().listen(() => new Response("instead"));
    assert.equal(await (await page.window.fetch("/own")).text(), "instead");
  });

  test("gives the page its answer when a listener fails", async () => {
    mock.method(console, "error", () => {});
    createAnswers().listen(() => {
      throw new Error("broken");
    });
    assert.equal((await page.window.fetch("/own")).status, 204);
    mock.restoreAll();
  });

  test("tells of a request that got no answer, and lets it fail", async () => {
    page.window.fetch = async () => {
      throw new TypeError("offline");
    };
    const heard = [];
    createAnswers().listen(({ response, error }) => heard.push([response, error.message]));
    await assert.rejects(page.window.fetch("/own"), TypeError);
    assert.deepEqual(heard, [[null, "offline"]]);
  });
});
