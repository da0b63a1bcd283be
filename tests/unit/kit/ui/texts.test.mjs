import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { createProvenance } from "../../../../assets/kit/frame/provenance.js";
import { sandboxAttribute } from "../../../../assets/kit/frame/element.js";
import { sameOrigin } from "../../../../assets/kit/frame/reachability.js";
import { FAILURES } from "../../../../assets/kit/ui/failures.js";
import { detailsOf, waitingText } from "../../../../assets/kit/ui/overlays.js";
import { openPage } from "../../page.mjs";

describe("failures", () => {
  test("have a code each, and no other's", () => {
    const codes = Object.values(FAILURES).map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
  });
  test("say a sentence each", () => {
    for (const { message } of Object.values(FAILURES)) assert.match(message, /[.…]$/);
  });
});

describe("what is said while an app is on its way", () => {
  const BUSY = { code: "busy", message: "Busy.", action: "retry" };
  const CASES = [
    ["at first, nothing", ["minting", null, false], ""],
    ["after a while, that it is late", ["loading", null, true], "Waiting for Retool…"],
    ["why it is not the first try", ["minting", BUSY, false], "Busy. Trying again…"],
    ["that the page reconnects", ["loading", FAILURES.reconnecting, false], "Reconnecting…"],
    ["that a session is renewed, if somebody has asked", ["renewing", FAILURES.renewing, false], "Renewing your session…"],
    ["and nothing if nobody has", ["renewing", null, false], ""],
    ["once it is there, nothing", ["ready", null, true], ""],
    ["of what there is nothing to do about, what it is", ["error", FAILURES.event_delayed, false], FAILURES.event_delayed.message],
    ["of a failure, nothing: it has an overlay of its own", ["error", BUSY, true], ""],
  ];
  for (const [name, given, text] of CASES) test(name, () => assert.equal(waitingText(...given), text));
});

describe("details that a person copies", () => {
  let page;
  beforeEach(() => (page = openPage()));
  afterEach(() => page.close());

  test("have the code, the app and the page, and what is behind no question mark", () => {
    globalThis.location = new URL("https://host.example.com/sales?token=secret#secret");
    const text = detailsOf(FAILURES.load_timeout, "sales", "r1");
    assert.match(text, /code: load_timeout/);
    assert.match(text, /page: https:\/\/host.example.com\/sales\n/);
    assert.match(text, /link: r1/);
    assert.doesNotMatch(text, /secret/);
  });

  test("name no link where none is kept", () => assert.doesNotMatch(detailsOf(FAILURES.load_timeout, "sales", undefined), /link:/));
});

describe("the sandbox attribute", () => {
  const least = "allow-scripts allow-same-origin";
  test("is the least that Retool needs for True", () => assert.equal(sandboxAttribute(true), least));
  test("is none for False", () => assert.equal(sandboxAttribute(false), undefined));
  test("has what is given besides the least", () => assert.equal(sandboxAttribute("allow-forms"), `${least} allow-forms`));
  test("lets no app navigate the window by itself", () => {
    assert.doesNotMatch(sandboxAttribute(undefined), /top-navigation/);
  });
});

describe("an address is of an origin", () => {
  test("not because it begins alike", () => assert.equal(sameOrigin("https://a.example.com:80801/", "https://a.example.com:8080"), false));
  test("not if it is no address", () => assert.equal(sameOrigin("inline", "https://a.example.com"), false));
  test("if it is", () => assert.equal(sameOrigin("https://a.example.com/x", "https://a.example.com"), true));
});

describe("a data object", () => {
  function between(first, next) {
    const person = { name: first };
    const provenance = createProvenance(person);
    const data = { a: 1 };
    provenance.claim(data);
    person.name = next;
    return { data, person, provenance };
  }
  test("is of whoever it came for first", () => {
    const { data, provenance } = between("ada", "ben");
    assert.equal(provenance.isOfFormer(data), true);
    provenance.claim(data);
    assert.equal(provenance.isOfFormer(data), true);
  });
  test("is theirs again when they are back", () => {
    const { data, person, provenance } = between("ada", "ben");
    person.name = "ada";
    assert.equal(provenance.isOfFormer(data), false);
  });
  test("that came for nobody is anybody's", () => assert.equal(between("nobody", "ben").provenance.isOfFormer({ a: 1 }), false));
  test("that is empty tells nobody anything", () => {
    const person = { name: "ada" };
    const provenance = createProvenance(person);
    const data = {};
    provenance.claim(data);
    person.name = "ben";
    assert.equal(provenance.isOfFormer(data), false);
  });
  test("may be a mistake: a text is nobody's", () => {
    const provenance = createProvenance({ name: "ada" });
    provenance.claim("text");
    assert.equal(provenance.isOfFormer(null), false);
  });
});
