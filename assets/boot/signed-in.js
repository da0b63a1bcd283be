/** The end of a sign-in that began in a window of its own: the windows that wait for it go on, and this one closes. */

// As kit/session/person.js calls it. By whatever way somebody came here, the others ask the server who they are.
new BroadcastChannel("retool-embed /").postMessage({ kind: "signed in" });
window.close();
