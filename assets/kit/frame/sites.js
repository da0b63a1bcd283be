/** Retools at another site than the page: browsers may keep the cookie from them that every session needs. */

/** @typedef {ReturnType<typeof createSites>} Sites */

export function createSites() {
  /** @type {Set<string>} origins of which an app has run on this page */
  const proved = new Set();
  /** @type {Set<string>} */
  const named = new Set();

  return {
    /** @param {string} origin  Retool's; empty: there is no frame */
    isDoubtful(origin) {
      return origin !== "" && !proved.has(origin) && isOtherSite(origin, location.origin);
    },
    /** @param {string} origin  an app of it has given a sign of life, or the person says that it is there */
    prove(origin) {
      proved.add(origin);
    },
    /** @param {string} origin  told to whoever reads the console, once */
    name(origin) {
      if (named.has(origin) || !isOtherSite(origin, location.origin)) return;
      named.add(origin);
      console.warn(
        `Retool: ${origin} is at another site than this page (${location.origin}). Browsers may block the session cookie ` +
          "that Retool needs there. Open this page under Retool's own domain, such as dash.example.com for " +
          "retool.example.com; on one machine, both as localhost.",
      );
    },
  };
}

/**
 * @param {string} origin  Retool's
 * @param {string} other  the page's
 * @returns {boolean}  as browsers see it: HTTP and HTTPS are different sites, and ports don't count
 */
export function isOtherSite(origin, other) {
  const [its, ours] = [new URL(origin), new URL(other)];
  return its.protocol !== ours.protocol || siteOf(its.hostname) !== siteOf(ours.hostname);
}

/**
 * The last two labels of a host, or all of an address. An approximation: the browser's list of public suffixes is not
 * open to scripts, so two companies under one "co.uk" pass for one.
 * @param {string} host
 */
function siteOf(host) {
  return /^[\d.]+$|:/.test(host) ? host : host.split(".").slice(-2).join(".");
}
