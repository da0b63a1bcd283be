/**
 * What else is known of a page under attack.
 *
 * window.arrived  the numbers of the `{fence}` messages that came to its window, from whomever
 * window.logged   what anybody wrote on the console, as text
 */
(function () {
  window.arrived = new Set();
  window.logged = [];

  window.addEventListener("message", ({ data }) => window.arrived.add(data?.fence));

  for (const level of ["log", "info", "warn", "error"]) {
    const write = console[level];
    console[level] = (...words) => {
      window.logged.push(words.map(String).join(" "));
      write.apply(console, words);
    };
  }
})();
