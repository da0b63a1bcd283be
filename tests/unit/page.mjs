/** The little of a page that modules need: a window and a document that only carry events. */

import { mock } from "node:test";

/** Puts a page into the globals, at https://host.example.com/, and gives a way to take it out again. */
export function openPage({ prefix = "/" } = {}) {
  const former = {};
  const page = {
    window: Object.assign(new EventTarget(), { fetch: mock.fn(async () => new Response(null, { status: 204 })) }),
    document: Object.assign(new EventTarget(), {
      hidden: false,
      cookie: "",
      getElementById: (id) =>
        id === "_dash-config" ? { textContent: JSON.stringify({ requests_pathname_prefix: prefix }) } : null,
    }),
    location: new URL("https://host.example.com/sales"),
    navigator: { onLine: true, userAgent: "node" },
  };
  const globals = { ...page, fetch: (...request) => page.window.fetch(...request) };
  for (const [name, value] of Object.entries(globals)) {
    former[name] = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    ...page,
    close() {
      for (const [name, descriptor] of Object.entries(former)) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else delete globalThis[name];
      }
    },
  };
}

/** Lets what has been promised come about, without any time passing. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
