/** The windows on a page under attack. Each has an actor (actor.js), which does what it is told. */
(function () {
  const RETRY_MS = 10;

  let numbers = 0;

  function inVain(what) {
    return new Error(`waited in vain for ${what}`);
  }

  /**
   * @param {Promise<any>} promise  of somebody in a window
   * @param {() => Window | null | undefined} find  that window
   * @param {string} what  is waited for
   */
  function inTime(promise, find, what) {
    const end = performance.now() + window.patienceMs;
    return new Promise((resolve, reject) => {
      const timer = setInterval(() => {
        if (!find()) reject(new Error(`there is no window any more for ${what}`));
        else if (performance.now() > end) reject(inVain(what));
      }, RETRY_MS);
      promise.then(resolve, reject).finally(() => clearInterval(timer));
    });
  }

  /** Messages arrive in the order in which a window posted them. */
  async function arrival(fence) {
    const end = performance.now() + window.patienceMs;
    while (!window.arrived.has(fence)) {
      if (performance.now() > end) throw inVain("messages to arrive");
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /**
   * A way to tell the actor at the other end of a port what to do.
   * @param {MessagePort} port
   */
  function wire(port) {
    const waiting = new Map();
    port.onmessage = ({ data: [number, result] }) => waiting.get(number)(result);
    return (deed, ...given) =>
      new Promise((resolve) => {
        waiting.set(++numbers, resolve);
        port.postMessage([numbers, deed, ...given]);
      });
  }

  /**
   * @param {() => Window | null | undefined} find
   * @param {number} [former]  the document that is not meant any more
   */
  async function connect(find, former) {
    const end = performance.now() + window.patienceMs;
    while (performance.now() < end) {
      const { port1, port2 } = new MessageChannel();
      find()?.postMessage("actor", "*", [port2]);
      const tell = wire(port1);
      const who = await Promise.race([tell("who"), new Promise((resolve) => setTimeout(resolve, RETRY_MS))]);
      if (who?.loaded && who.self !== former) return { tell, who };
    }
    throw inVain("a window to load");
  }

  /** @param {() => Window | null | undefined} find */
  async function open(find) {
    let { tell, who } = await connect(find);

    const self = {
      /** Its document: `origin` and `address`. */
      who: () => who,
      /** Does one of its deeds. */
      does: (deed, ...given) => inTime(tell(deed, ...given), find, `a window to ${deed}`),
      /** Posts messages to the page, and waits until they are there. */
      async post(...messages) {
        const fence = ++numbers;
        await self.does("post", ...messages, { fence });
        await arrival(fence);
        return fence;
      },
      /** Asks the page for a key of the data object. */
      async ask(selector, id = `query ${++numbers}`, pageName = "page") {
        await self.post({ type: "PARENT_WINDOW_QUERY", selector, id, pageName });
        return id;
      },
      /** All that the page has told this window, oldest first. */
      async told() {
        // Behind whatever the page has posted before.
        const fence = ++numbers;
        find().postMessage({ fence }, "*");
        await self.does("hear", { fence });
        return (await self.does("told")).filter((each) => !each?.fence);
      },
      /** What came for a query so far. */
      async answers(id) {
        const isAnswer = (message) => message?.type === "PARENT_WINDOW_RESULT" && message.id === id;
        return (await self.told()).filter(isAnswer).map(({ result }) => result);
      },
      /** Goes to another address, or loads the same page again. */
      async go(address) {
        await self.does("go", address);
        ({ tell, who } = await connect(find, who.self));
      },
      /** Opens a frame inside this window. */
      async nest(address) {
        const { length } = find();
        await self.does("nest", address);
        return open(() => find()[length]);
      },
    };
    return self;
  }

  /** Whether a list has just these values. */
  function equal(list, ...values) {
    return list.length === values.length && list.every((each, index) => Object.is(each, values[index]));
  }

  /** A list without what only repeats the value before it: how often a value is told is another question. */
  function steps(list) {
    return list.filter((each, index) => index === 0 || !Object.is(each, list[index - 1]));
  }

  /** The same without undefined: what is said of a key that is missing is another question, too. */
  function values(list) {
    return steps(list.filter((each) => each !== undefined));
  }

  window.windows = { open, equal, steps, values };
})();
