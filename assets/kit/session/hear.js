/** What the answers that this page gets say of who is signed in, before the page acts on them. */
(function () {
  "use strict";

  // As dashapp/embed/person.py has them.
  const HEADER = "Retool-Embed-Person";
  const SIGNED_OUT = "signed-out";
  const UNKNOWN = "unknown";
  const OF_DASH = ["_dash-update-component", "_dash-layout"];

  // Requests that are no fetch(), and may be a sign-in as well.
  const UNHEARD = ["xmlhttprequest", "beacon"];

  const { answers, pathPrefix, person } = window.dashapp;

  /** @param {Answer} answer */
  function hear({ url, method, sentAt, response }) {
    if (!response) return undefined;
    const prefix = new URL(pathPrefix(), location.href).pathname;
    const said = response.headers.get(HEADER);
    if (said === SIGNED_OUT) return person.isStale(person.NOBODY, sentAt) ? person.doubt(true) : person.signOut();
    if (said === UNKNOWN) {
      // Who is refused as nobody has not signed out by that.
      if (response.status !== 401) person.mayHaveLeft();
      return person.doubt(true);
    }
    if (said === person.NOBODY) return void person.isNobody(sentAt);
    if (said && OF_DASH.some((path) => url.pathname === prefix + path)) {
      const isLate = person.name !== undefined && person.isStale(said, sentAt);
      person.is(said, sentAt);
      // What it brings is the former person's. To Dash this is an answer that changes nothing.
      return isLate ? new Response(null, { status: 204 }) : undefined;
    }
    const isOurs = url.pathname.startsWith(`${prefix}api/embed`) || url.pathname.startsWith(`${prefix}_`);
    // It may have been a sign-in. Dash's own answers say who is there, if it can be known.
    if (!isOurs || (method !== "GET" && url.pathname.startsWith(`${prefix}_dash-`))) {
      if (response.status !== 401) person.mayHaveLeft();
      person.doubt(false);
    }
    return undefined;
  }

  /** @param {PerformanceObserverEntryList} list */
  function see(list) {
    const unheard = /** @type {PerformanceResourceTiming[]} */ (list.getEntries()).filter(
      ({ initiatorType, name: address }) =>
        UNHEARD.includes(initiatorType) && address.startsWith(`${location.origin}/`),
    );
    if (!unheard.length) return;
    person.mayHaveLeft();
    person.doubt(false);
  }

  answers.listen(hear);
  if (PerformanceObserver.supportedEntryTypes?.includes("resource")) {
    new PerformanceObserver(see).observe({ type: "resource" });
  }
})();
