import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createEventQueue } from "../../../../assets/kit/events/queue.js";
import { createPerson } from "../../../../assets/kit/session/person.js";
import { settle } from "../../page.mjs";

describe("events on their way to Python", () => {
  let person;
  let queue;
  let courier;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    person = createPerson(() => {});
    person.is("ada");
    queue = createEventQueue(person, 5);
    person.onChange(() => queue.onPerson());
    courier = {
      deliver: mock.fn(),
      onDelayed: mock.fn(),
      onNotCarried: mock.fn(),
      onOverflow: mock.fn(),
      onRefused: mock.fn(),
    };
  });
  afterEach(() => mock.timers.reset());

  const batches = () => courier.deliver.mock.calls.map(({ arguments: [batch] }) => batch);
  const last = () => batches().at(-1);
  const seqs = () => last().events.map(({ seq }) => seq);

  function ready() {
    queue.attach(courier);
    queue.acknowledge({ frame: null, seq: 0, handler: "play.ack" });
  }

  test("are asked for first: an empty batch looks for a handler", () => {
    queue.attach(courier);
    queue.push("one", "f");
    assert.deepEqual(last(), { frame: "f", sent: 1, events: [] });
  });

  test("go out, in order, once a handler has said that it is there", () => {
    ready();
    queue.push("one", "f");
    queue.push("two", "f");
    assert.deepEqual(seqs(), [1]);
    queue.acknowledge({ frame: "f", seq: 1, handler: "play.ack" });
    assert.deepEqual(seqs(), [2]);
  });

  test("go one batch at a time, each of one frame", () => {
    ready();
    queue.push("one", "f");
    queue.push("two", "f");
    queue.push("three", "g");
    queue.acknowledge({ frame: "f", seq: 1, handler: "play.ack" });
    assert.deepEqual([last().frame, seqs()], ["f", [2]]);
    queue.acknowledge({ frame: "f", seq: 2, handler: "play.ack" });
    assert.deepEqual([last().frame, seqs()], ["g", [3]]);
  });

  test("are sent again when nobody has acknowledged them, later each time", () => {
    ready();
    queue.push("one", "f");
    const before = batches().length;
    mock.timers.tick(5000);
    assert.equal(batches().length, before + 1);
    mock.timers.tick(5000);
    assert.equal(batches().length, before + 1);
    mock.timers.tick(5000);
    assert.equal(batches().length, before + 2);
    assert.deepEqual(seqs(), [1]);
  });

  test("are numbered anew with each sending, for Dash drops what is equal", () => {
    ready();
    queue.push("one", "f");
    mock.timers.tick(5000);
    const sent = batches().map((batch) => batch.sent);
    assert.equal(new Set(sent).size, sent.length);
  });

  test("wait while no component is on the page, and go out when one is back", () => {
    ready();
    queue.detach(courier);
    queue.push("one", "f");
    assert.equal(batches().length, 0);
    queue.attach(courier);
    assert.deepEqual(seqs(), [1]);
  });

  test("past the limit are lost, and that is said", () => {
    ready();
    const onLost = mock.fn();
    for (let n = 0; n < 6; n += 1) queue.push(n, "f", onLost);
    assert.equal(onLost.mock.callCount(), 1);
    assert.equal(courier.onOverflow.mock.callCount(), 1);
  });

  test("that JSON can't carry are told of all the same", () => {
    mock.method(console, "warn", () => {});
    ready();
    assert.equal(queue.push(new ArrayBuffer(8), "f"), null);
    assert.deepEqual(last().events, [{ seq: 1, rejected: "it holds a ArrayBuffer" }]);
    assert.equal(courier.onNotCarried.mock.callCount(), 1);
    mock.restoreAll();
  });

  test("that JSON can't carry are nothing to tell of where nobody in Python waits for them", () => {
    mock.method(console, "warn", () => {});
    queue.attach(courier);
    queue.push(new ArrayBuffer(8), "f");
    assert.equal(courier.onNotCarried.mock.callCount(), 0);
    queue.acknowledge({ frame: null, seq: 0, handler: "play.ack" });
    assert.equal(courier.onNotCarried.mock.callCount(), 1);
    mock.restoreAll();
  });

  test("of several megabytes are carried whole", () => {
    ready();
    const rows = "x".repeat(2000000);
    queue.push({ rows }, "f");
    assert.equal(last().events[0].data.rows, rows);
  });

  describe("to a handler whose answers come to the kit", () => {
    let answers;
    beforeEach(() => {
      ready();
      answers = [];
      courier.deliver.mock.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    });

    async function hear(answer) {
      answers.shift()(answer);
      await settle();
    }

    test("are never on their way twice at the same time, however long they take", () => {
      queue.push("x".repeat(2000000), "f");
      queue.push("small", "f");
      const before = batches().length;
      mock.timers.tick(600000);
      queue.nudge();
      assert.equal(batches().length, before);
    });

    test("are sent again when there was no answer, later each time", async () => {
      queue.push("one", "f");
      const before = batches().length;
      await hear(null);
      mock.timers.tick(4999);
      assert.equal(batches().length, before);
      mock.timers.tick(1);
      assert.equal(batches().length, before + 1);
      await hear({ frame: "f", seq: 1, handler: "play.ack" });
      queue.push("two", "f");
      assert.deepEqual(seqs(), [2]);
    });

    test("are sent again as soon as ever when the one before got through", async () => {
      queue.push("one", "f");
      await hear({ frame: "f", seq: 1, handler: "play.ack" });
      mock.timers.tick(60000);
      queue.push("two", "f");
      const before = batches().length;
      await hear(null);
      mock.timers.tick(5000);
      assert.equal(batches().length, before + 1);
    });

    describe("that get no answer", () => {
      const isDelayed = (of = courier) => of.onDelayed.mock.calls.at(-1)?.arguments[0] === true;
      const ack = (seq) => ({ frame: "f", seq, handler: "play.ack" });

      /** Fails what is sent, for so many seconds. */
      async function fail(seconds) {
        for (let second = 0; second < seconds; second += 1) {
          while (answers.length) await hear(null);
          mock.timers.tick(1000);
        }
      }

      test("are delayed after half a minute, and go on being sent", async () => {
        queue.push("one", "f");
        await fail(29);
        assert.equal(isDelayed(), false);
        const before = batches().length;
        await fail(61);
        assert.equal(isDelayed(), true);
        assert.ok(batches().length > before);
        assert.deepEqual(seqs(), [1]);
      });

      test("are no longer once they got through, in order, each once", async () => {
        queue.push("one", "f");
        queue.push("two", "f");
        await fail(120);
        assert.equal(isDelayed(), true);
        queue.nudge();
        await hear(ack(1));
        assert.equal(isDelayed(), false);
        assert.deepEqual(seqs(), [2]);
        await hear(ack(2));
        assert.equal(queue.isDone, true);
      });

      test("are as long as an answer has brought nothing on", async () => {
        queue.push("one", "f");
        await fail(120);
        queue.nudge();
        await hear(ack(0));
        assert.equal(isDelayed(), true);
      });

      test("may fail for half a minute anew after some got through", async () => {
        queue.push("one", "f");
        queue.push("two", "f");
        await fail(20);
        queue.nudge();
        await hear(ack(1));
        await fail(29);
        assert.equal(isDelayed(), false);
        await fail(31);
        assert.equal(isDelayed(), true);
      });

      test("are not delayed while a handler takes its time", () => {
        queue.push("one", "f");
        mock.timers.tick(600000);
        assert.equal(isDelayed(), false);
      });

      test("are not delayed any more when the server takes none of their frame", async () => {
        queue.push("one", "f");
        await fail(120);
        queue.nudge();
        await hear({ ...ack(0), refused: "no" });
        assert.equal(isDelayed(), false);
      });

      test("are nothing to tell the next person of", async () => {
        queue.push("one", "f");
        await fail(120);
        queue.nudge();
        person.is("ben");
        assert.equal(isDelayed(), false);
        await hear(null);
        mock.timers.tick(120000);
        assert.equal(isDelayed(), false);
      });

      test("are not delayed for a component that has just come", async () => {
        queue.push("one", "f");
        await fail(20);
        queue.detach(courier);
        mock.timers.tick(120000);
        const next = { ...courier, onDelayed: mock.fn() };
        queue.attach(next);
        assert.equal(isDelayed(next), false);
        await fail(29);
        assert.equal(isDelayed(next), false);
        await fail(31);
        assert.equal(isDelayed(next), true);
      });
    });

    test("of whoever has gone meanwhile are no news to the next person", async () => {
      queue.push("x".repeat(2000000), "f");
      person.is("ben");
      queue.push("small", "g");
      await hear("too large");
      assert.equal(courier.onNotCarried.mock.callCount(), 0);
      assert.deepEqual(last().events.map(({ data }) => data), ["small"]);
    });

    test("that a server on the way refuses for their size are told of, and don't hold up the others", async () => {
      queue.push("x".repeat(2000000), "f");
      queue.push("small", "f");
      await hear("too large");
      assert.equal(courier.onNotCarried.mock.callCount(), 1);
      assert.match(last().events[0].rejected, /larger than/);
      assert.deepEqual(last().events[1].data, "small");
    });

    test("go in smaller batches to a server that refuses large ones", async () => {
      for (let n = 0; n < 3; n += 1) queue.push("x".repeat(90000), "f");
      await hear({ frame: "f", seq: 1, handler: "play.ack" });
      assert.deepEqual(seqs(), [2, 3]);
      await hear("too large");
      assert.deepEqual(seqs(), [2]);
      assert.equal(courier.onNotCarried.mock.callCount(), 0);
    });
  });

  test("are not delayed where nobody in Python has said that they are wanted", () => {
    queue.attach(courier);
    queue.push("one", "f");
    mock.timers.tick(600000);
    assert.deepEqual(courier.onDelayed.mock.calls.filter(({ arguments: [is] }) => is), []);
  });

  test("are copies: what the page does with them is not what Python gets", () => {
    ready();
    const pushed = queue.push({ a: 1 }, "f");
    pushed.data.a = 2;
    assert.deepEqual(last().events, [{ seq: 1, data: { a: 1 } }]);
  });

  test("that the server takes from nobody here are dropped, and that is said", () => {
    ready();
    queue.push("one", "f");
    queue.push("two", "g");
    queue.acknowledge({ frame: "f", seq: 0, handler: "play.ack", refused: "no" });
    assert.equal(courier.onRefused.mock.callCount(), 1);
    assert.deepEqual([last().frame, seqs()], ["g", [2]]);
  });

  test("of one person are not sent in the name of the next", () => {
    queue.push("one", "f");
    person.is("ben");
    ready();
    assert.equal(batches().length, 0);
    assert.equal(queue.isDone, true);
  });

  test("wait for somebody who has signed out and may come back", () => {
    ready();
    queue.detach(courier);
    queue.push("one", "f");
    person.signOut();
    queue.attach(courier);
    assert.equal(batches().length, 0);
    person.is("ada");
    assert.deepEqual(seqs(), [1]);
  });

  test("are done when all are acknowledged", () => {
    ready();
    queue.push("one", "f");
    assert.equal(queue.isDone, false);
    queue.acknowledge({ frame: "f", seq: 1, handler: "play.ack" });
    assert.equal(queue.isDone, true);
  });
});
