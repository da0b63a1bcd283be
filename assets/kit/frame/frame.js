/**
 * One Retool app in one <iframe>, from the first link to its end: its state, its failures, its place on the page.
 */
(function () {
  "use strict";

  // A cold, self-hosted Retool may need many seconds for its first page; after this a person is told.
  const LOAD_DEADLINE_MS = 30000;
  // An app without Parent Window Queries never speaks: loaded and quiet for this long counts as ready.
  const QUIET_MS = 1000;
  // An app that is known to ask something when it starts: silence for this long is no app.
  const SILENCE_MS = 10000;
  // A script that moves the frame whenever it is there is not to cost a link each time.
  const MAX_RECOVERIES = 3;
  const RECOVERY_MS = 10000;
  // Questions of a frame that waits to be confirmed.
  const MAX_HELD = 1000;
  /** @type {WeakMap<object, string | undefined>} for whom a data object has come first, whoever gets it again */
  const cameFor = new WeakMap();
  const { FAILURES, bridge, createWatchers, isReachable, parking, person, reports, sessionOf, whySilent } = window.dashapp;

  /**
   * @param {FrameOptions} options
   * @returns {Frame}
   */
  function createFrame(options) {
    /** @type {Viewer | null} */
    let viewer = null;
    /** @type {State} */
    let state = "closed";
    /** @type {Failure | null} */
    let failure = null;
    /** @type {HTMLIFrameElement | null} */
    let element = null;
    // A frame that is put elsewhere, other than by moveBefore(), is emptied and has another window.
    /** @type {Window | null} */
    let contentWindow = null;
    let origin = "";
    let loads = 0;
    let asking = new AbortController();
    /** @type {number | undefined} */
    let timer;
    // The session is over, the frame as it was is still there.
    let ended = false;
    // The person has asked for its renewal, so they want to know what is in its way.
    let continued = false;
    /** @type {number[]} */
    let recoveries = [];
    /** @type {(() => void) | null} begins the session, once the frame has shown a sign of life */
    let begin = null;
    /** @type {FollowedLink | null} what is told of the link of this frame */
    let report = null;
    /** @type {string | undefined} what that link is called in the host's records, until there is another try */
    let record;
    /** @type {string | undefined} what the server calls the frame of that link */
    let name;
    // Nobody has confirmed yet that the frame belongs to whoever is there: it is not seen, and nothing passes.
    let locked = false;
    let lockedAt = -Infinity;
    /** @type {(() => void)[]} what the frame has asked meanwhile */
    let held = [];
    /** @type {Record<string, unknown> | null} */
    let data = null;

    const watchers = createWatchers(post);

    /**
     * @param {any} message
     * @param {Window} to
     * @param {string} [selector]
     */
    function post(message, to, selector) {
      let verdict = element ? "not sendable" : "no frame";
      try {
        // The exact origin: a frame that has gone to another site is told nothing.
        if (element) to.postMessage(message, origin);
        if (element) verdict = "told";
      } finally {
        inspect("out", verdict, message, selector);
      }
    }

    /**
     * @param {Seen["direction"]} direction
     * @param {string} verdict
     * @param {unknown} [data]
     * @param {string} [selector]
     */
    function inspect(direction, verdict, data, selector) {
      bridge.tap?.({ direction, verdict, data, selector, origin, speaker });
    }

    function onLost() {
      inspect("in", "lost");
    }

    /** @type {Speaker} */
    const speaker = {
      get contentWindow() {
        return contentWindow;
      },
      get origin() {
        return origin;
      },
      get title() {
        return options.title;
      },
      nestedFrames: options.nestedFrames,

      query(query, to) {
        if (locked) return void (held.length < MAX_HELD && held.push(() => speaker.query(query, to)));
        const { selector, pageName, id } = query;
        if (isComing()) become("ready");
        const answered = watchers.ask(selector, { pageName, id, loads, to });
        if (!answered) inspect("out", "no such key", undefined, selector);
      },

      event(data) {
        if (isComing()) become("ready");
        report?.event(data);
        // Also for a parked frame, so not after a question mark.
        const pushed = options.push(data, name ?? "", onLost);
        if (pushed && !locked) viewer?.onEvent(pushed);
      },
    };

    /** @type {Member} */
    const member = {
      isShown: () => viewer !== null,
      queriesOnLoad: options.queriesOnLoad,
      askForLink: options.askForLink,
      onRenewing(note) {
        if (state === "ready" || state === "renewing" || (ended && note)) become("renewing", note);
      },
      onRenewed() {
        if (state === "renewing" || ended) become("ready");
        ended = false;
      },
      onEnded(why) {
        if (state !== "ready" && state !== "renewing") return;
        // A sign-in that is over, or a Retool that has moved, has a cure of its own.
        const own = why.action === "reload" || why === FAILURES.moved;
        ended = why !== FAILURES.moved;
        become("error", own ? why : { ...(continued ? why : FAILURES.sessionEnded), action: "continue" });
      },
    };

    /**
     * @param {State} next
     * @param {Failure | null} [why]  of an error, or of a wait for the next try
     */
    function become(next, why = null) {
      clearTimeout(timer);
      if (next === state && why === failure) return;
      if (next === "ready") {
        begin?.();
        begin = null;
        continued = false;
      }
      state = next;
      failure = why;
      if (next === "ready") {
        reveal();
        report?.ready();
      }
      if (next === "error" && why) report?.failed(why.code);
      tell();
      inspect("frame", state, failure?.code);
    }

    function lock() {
      locked = true;
      // Out of sight is not out of reach of the keyboard.
      if (element) element.inert = true;
      lockedAt = performance.now();
    }

    /** @param {Failure | null} [wait]  why the frame is not confirmed yet */
    function tell(wait = null) {
      if (locked && person.hasEnded) viewer?.onState("error", person.SIGN_IN_ENDED);
      else if (locked) viewer?.onState("loading", wait);
      else viewer?.onState(state, failure);
    }

    function isInSight() {
      const seen = element ?? viewer?.box;
      return viewer !== null && seen?.checkVisibility?.({ visibilityProperty: true }) !== false;
    }

    function isVisible() {
      return state === "ready" && isInSight();
    }

    function remove() {
      asking.abort();
      clearTimeout(timer);
      bridge.leave(speaker);
      if (origin) sessionOf(origin).leave(member);
      element?.remove();
      element = contentWindow = null;
      origin = "";
      loads = 0;
      ended = continued = false;
      begin = null;
      report?.closed();
      report = null;
      name = undefined;
      locked = false;
      held = [];
      watchers.forgetBefore(Infinity);
    }

    /** @param {Failure} why */
    function fail(why) {
      report?.failed(why.code);
      remove();
      become("error", why);
    }

    /** @param {Reason} reason */
    async function start(reason) {
      remove();
      record = undefined;
      if (person.over) return become("error", person.over);
      if (person.hasEnded) return become("error", person.SIGN_IN_ENDED);
      if (isDataOfFormer()) return become("error", person.SOMEBODY_ELSE);
      const { signal } = (asking = new AbortController());
      become("minting");
      try {
        const link = await options.askForLink(reason, signal, (why) => become("minting", why));
        // It may be somebody else's, and then this frame begins again for them.
        const isOfPerson = person.is(link.person, link.askedAt);
        if (isOfPerson && !signal.aborted) return show(link);
        reports.follow(link)?.closed();
        if (!signal.aborted) start(reason);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Error) console.error("Retool:", error);
        fail(error instanceof Error ? FAILURES.unexpected : /** @type {Failure} */ (error));
      }
    }

    /** @param {Link} link */
    function show(link) {
      report = reports.follow(link, isVisible);
      record = link.record;
      name = link.frame;
      if (isDataOfFormer()) return fail(person.SOMEBODY_ELSE);
      hand();
      if (viewer && !viewer.box.isConnected) return fail(FAILURES.removed);
      element = document.createElement("iframe");
      describe(options);
      if (options.allow) element.allow = options.allow;
      if (options.sandbox) element.setAttribute("sandbox", options.sandbox);
      // A browser that goes back to this page gives a frame of the same name its old address: a used link.
      element.name = `retool-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
      // In its record of slow frames a browser calls an element by its id or else by its address, and monitors read that.
      element.id = element.name;
      element.addEventListener("load", onLoad);
      // Set before the element is in the page and never again: no history entry, so Back can't reach a used link.
      element.src = link.url;
      origin = new URL(link.url).origin;
      become("loading");
      timer = setTimeout(onSilence, LOAD_DEADLINE_MS, FAILURES.slow);
      (viewer?.box ?? parking.lot()).append(element);
      contentWindow = element.contentWindow;
      bridge.join(speaker);
      const session = sessionOf(origin);
      session.join(member);
      const asked = performance.now();
      begin = () => {
        session.begin(link.expiresIn, performance.now() - asked);
        person.redeemed(origin, link.expiresIn);
      };
      if (link.askedAt > person.doubtedAt) return;
      lock();
      options.onLocked?.();
    }

    /** Gives the data object to the frame, which is the person's who is there. */
    function hand() {
      if (!data) return;
      claim(data);
      watchers.setData(data);
    }

    /** @param {Record<string, unknown>} value  or what somebody has put in its place by mistake */
    function claim(value) {
      if (Object(value) === value && !cameFor.get(value)) cameFor.set(value, person.name);
    }

    /** Whether what the page has for the frame is from a time when somebody else was here. */
    function isDataOfFormer() {
      const of = data && cameFor.get(data);
      return Boolean(data && of && Object.keys(data).length) && of !== person.NOBODY && of !== person.name;
    }

    /** @param {Failure} why */
    function leave(why) {
      remove();
      if (person.over || person.name === person.NOBODY) become("error", why);
      else start("first shown");
    }

    /**
     * No sign of the app in time. The frame stays: what is late may still come, and then all is well.
     * @param {Failure} why  if Retool can be reached
     */
    async function onSilence(why) {
      const [waiting, loaded] = [element, loads];
      const reachable = await isReachable(origin);
      if (element !== waiting || loads !== loaded || state !== "loading") return;
      become("error", reachable ? why : FAILURES.unreachable);
    }

    function reveal() {
      if (!locked) element?.toggleAttribute("data-there", true);
    }

    function onLoad() {
      loads += 1;
      reveal();
      // A new document asks before its `load`; what was asked one document earlier is nobody's any more.
      watchers.forgetBefore(loads - 1);
      if (failure === FAILURES.slow || failure === FAILURES.unreachable) become("loading");
      if (state !== "loading") return;
      clearTimeout(timer);
      timer = options.queriesOnLoad
        ? setTimeout(onSilence, SILENCE_MS, whySilent(origin))
        : setTimeout(() => become("ready"), QUIET_MS);
    }

    function isComing() {
      return state === "loading" || (state === "error" && element !== null && !ended && failure !== FAILURES.moved);
    }

    /** @param {Appearance} next */
    function describe({ title, height, width }) {
      Object.assign(options, { title, height, width });
      // The stylesheet makes the frame fill its box; the attributes are react-retool's, for who looks for them.
      if (element) Object.assign(element, { title, height, width });
    }

    return {
      get parked() {
        return !viewer;
      },
      get origin() {
        return origin;
      },
      get isTornOut() {
        return element !== null && element.contentWindow !== contentWindow;
      },
      get locked() {
        return locked;
      },
      get lockedAt() {
        return lockedAt;
      },
      get name() {
        return name;
      },
      get app() {
        return options.app;
      },
      describe,
      leave,

      setData(next) {
        data = next;
        claim(next);
        if (element && isDataOfFormer()) fail(person.SOMEBODY_ELSE);
        else if (element && !locked) hand();
        else if (failure === person.SOMEBODY_ELSE && !person.over) start("first shown");
      },

      inspect() {
        const { title, app } = options;
        /** @type {Inspected["place"]} */
        const place = !viewer ? "parked" : isInSight() ? "shown" : "out of sight";
        const now = { title, app, origin, state, code: failure?.code, place, loads };
        return { ...now, watchers: watchers.list(), speaker, post };
      },

      recover() {
        if (!viewer) return false;
        const now = performance.now();
        recoveries = [...recoveries.filter((then) => now - then < RECOVERY_MS), now];
        if (element?.isConnected && recoveries.length <= MAX_RECOVERIES) start("frame lost");
        else fail(FAILURES.removed);
        return true;
      },

      blocked() {
        if (isComing() || state === "ready") fail(FAILURES.blockedHere);
      },

      nudge() {
        if (state === "error" && failure?.code.endsWith("_unreachable")) start("retry");
      },

      adopt(next) {
        viewer = next;
        const gone = state === "closed" || (state === "error" && !ended);
        if (gone) start("first shown");
        else if (element) lock();
        tell();
        if (!locked) next.onOpen();
        inspect("frame", "shown");
      },

      wait() {
        tell(FAILURES.reconnecting);
      },

      lock() {
        if (!element) return;
        if (!locked) lock();
        element.toggleAttribute("data-there", false);
        tell();
      },

      resume() {
        if (viewer && failure === person.SIGN_IN_ENDED) start("retry");
      },

      confirm() {
        if (!locked || !element || !viewer) return;
        locked = false;
        element.inert = false;
        const isHere = element.parentElement === viewer.box || parking.leave(element, viewer.box);
        if (!isHere) return start("frame lost");
        if (loads || state === "ready") reveal();
        hand();
        const asked = held;
        held = [];
        asked.forEach((ask) => ask());
        tell();
        viewer.onOpen();
        sessionOf(origin).check();
        report?.look();
      },

      disown() {
        start("first shown");
      },

      park(former) {
        if (viewer !== former) return true;
        inspect("frame", "parked");
        viewer = null;
        return element ? parking.enter(element) : state === "minting";
      },

      reload() {
        start("reload");
      },

      recordOf: () => record,

      retry() {
        if (person.hasEnded) return person.lookAgain();
        // A second click finds a link on its way.
        if (state !== "error") return;
        if (!ended) return void start("retry");
        continued = true;
        become("renewing", FAILURES.renewing);
        sessionOf(origin).renew(member);
      },

      close() {
        remove();
        become("closed");
        viewer = null;
        options.onClose();
      },
    };
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { createFrame });
})();
