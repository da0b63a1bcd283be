/** What is pushed: what has changed, to those who asked for it. */
(function () {
  const { equal, values } = window.windows;

  const TWENTY = Array.from({ length: 20 }, (_, index) => `key ${index}`);

  function each(value) {
    return Object.fromEntries(TWENTY.map((key) => [key, value]));
  }

  function cyclic() {
    const value = { deep: {} };
    value.deep.self = value;
    return value;
  }

  function deep(levels) {
    let value = {};
    for (let level = 1; level < levels; level += 1) value = { value };
    return value;
  }

  function treacherous() {
    return {
      get value() {
        throw new Error("nobody reads this");
      },
    };
  }

  window.attacks = {
    ...window.attacks,

    "one key of twenty changes: one message": async ({ left }) => {
      for (const key of TWENTY) await left.ask(key, key);
      await left.change(each(1));
      await left.does("forget");
      await left.change({ ...each(1), [TWENTY[7]]: 2 });
      const told = (await left.told()).filter(({ id }) => TWENTY.includes(id));
      return told.length === 1 && told[0].id === TWENTY[7] && told[0].result === 2;
    },

    "new objects that are equal to the old ones: no message": async ({ left }) => {
      const data = () => ({ list: [1, { two: [2] }], object: { a: null, b: { c: "" } }, nan: NaN });
      for (const key of Object.keys(data())) await left.ask(key, key);
      await left.change(data());
      await left.does("forget");
      await left.change(data());
      const told = await Promise.all(Object.keys(data()).map(left.answers));
      return told.flat().length === 0;
    },

    "a list that gains a gap only: told": async ({ left }) => {
      await left.change({ list: [] });
      await left.ask("list", "list");
      await left.change({ list: new Array(3) });
      const told = await left.answers("list");
      return told.at(-1).length === 3;
    },

    "a hundred changes in one task: the last value arrives, in at most two messages": async ({ left }) => {
      const id = await left.ask("count");
      await left.settle();
      await left.does("forget");
      for (let count = 1; count <= 100; count += 1) left.setData({ count });
      await left.does("hear", { id, result: 100 });
      await left.settle();
      const told = await left.answers(id);
      return told.length <= 2 && told.at(-1) === 100;
    },

    "a value that can't be sent: the others arrive, and later changes": async ({ left, isCalm }) => {
      const ids = [await left.ask("a"), await left.ask("f"), await left.ask("z")];
      for (const [index, value] of [() => "a function", deep(20000), treacherous()].entries()) {
        await left.change({ a: index, f: value, z: index });
      }
      await left.change({ a: 3, f: "a text", z: 3 });
      const [a, f, z] = await Promise.all(ids.map(left.answers));
      return equal(values(a), 0, 1, 2, 3) && f.at(-1) === "a text" && equal(values(z), 0, 1, 2, 3) && isCalm();
    },

    "a value that contains itself: no error, and later changes arrive": async ({ left, isCalm }) => {
      const ids = [await left.ask("a"), await left.ask("loop")];
      await left.change({ a: 1, loop: cyclic() });
      await left.change({ a: 2, loop: cyclic() });
      await left.change({ a: 3, loop: "broken" });
      const [a, loop] = await Promise.all(ids.map(left.answers));
      const loops = loop.filter((each) => each?.deep?.self === each);
      return equal(values(a), 1, 2, 3) && loops.length > 1 && loop.at(-1) === "broken" && isCalm();
    },
  };
})();
