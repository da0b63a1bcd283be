/** Mistakes that one makes where modules meet: names that are none, too few or other arguments, what may be undefined. */

/** @type {readonly {what: string, file: string, old: string, mistake: string}[]} */
export const MISTAKES = [
  {
    what: "a function that a module does not export",
    file: "kit/session/hear.js",
    old: 'import { pathPrefix } from "./prefix.js";',
    mistake: 'import { prefixOfPath as pathPrefix } from "./prefix.js";',
  },
  {
    what: "a module that is not there",
    file: "kit/frames.js",
    old: '"./frame/reach.js"',
    mistake: '"./reach.js"',
  },
  {
    what: "arguments in the wrong order",
    file: "kit/page.js",
    old: "createSessions(person, windows, createRedeem(bridge), reports)",
    mistake: "createSessions(person, createRedeem(bridge), windows, reports)",
  },
  {
    what: "an argument too few",
    file: "kit/page.js",
    old: "createWindows(channel, person)",
    mistake: "createWindows(channel)",
  },
  {
    what: "something that a factory needs and does not get",
    file: "kit/page.js",
    old: "{ bridge, person, provenance, reports, sessions, windows }",
    mistake: "{ bridge, person, reports, sessions, windows }",
  },
  {
    what: "a method that an object from another module does not have",
    file: "kit/session/hear.js",
    old: "person.isStale(NOBODY, sentAt)",
    mistake: "person.isOutdated(NOBODY, sentAt)",
  },
  {
    what: "a link where seconds are wanted",
    file: "kit/session/renewal.js",
    old: "windows.redeemed(origin, link.expiresIn);",
    mistake: "windows.redeemed(origin, link);",
  },
  {
    what: "a reason that the host does not know",
    file: "kit/session/renewal.js",
    old: 'asker.askForLink("renewal", signal, tellWait)',
    mistake: 'asker.askForLink("renew", signal, tellWait)',
  },
  {
    what: "a failure that there is none of",
    file: "kit/session/renewal.js",
    old: "throw FAILURES.moved;",
    mistake: "throw FAILURES.hasMoved;",
  },
  {
    what: "a report that may not be followed",
    file: "kit/session/renewal.js",
    old: "report?.renewed();",
    mistake: "report.renewed();",
  },
  {
    what: "an event of a frame that there is none of",
    file: "kit/frames.js",
    old: 'frame.dispatch({ type: "connected" })',
    mistake: 'frame.dispatch({ type: "connect" })',
  },
  {
    what: "an event of a frame without what it has to say",
    file: "kit/frame/frame.js",
    old: 'dispatch({ type: "renewing", note })',
    mistake: 'dispatch({ type: "renewing" })',
  },
  {
    what: "a frame that may not be there",
    file: "kit/frames.js",
    old: "frames.get(key)?.close();",
    mistake: "frames.get(key).close();",
  },
  {
    what: "a callback that takes something else than it is given",
    file: "kit/session/answers.js",
    old: "/** @param {AnswerListener} listener */",
    mistake: "/** @param {(answer: number) => unknown} listener */",
  },
  {
    what: "a property of the component that Dash does not give",
    file: "kit/component.js",
    old: "props.queriesOnLoad === true",
    mistake: "props.queriesOnload === true",
  },
  {
    what: "a property that Dash is not told",
    file: "kit/embed.js",
    old: "setProps({ state: status, error });",
    mistake: "setProps({ status, error });",
  },
  {
    what: "what the host takes of the kit, misspelled",
    file: "host/main.js",
    old: "const { answers, person } = window.dashapp;",
    mistake: "const { answer: answers, person } = window.dashapp;",
  },
  {
    what: "a part of the host that does not get what it needs",
    file: "host/main.js",
    old: "startConnection({ answers, onBack: views.revisit });",
    mistake: "startConnection({ answers });",
  },
  {
    what: "a method of Dash's that there is none of",
    file: "host/usage/main.js",
    old: "window.dash_clientside.callback_context.triggered.length",
    mistake: "window.dash_clientside.context.triggered.length",
  },
  {
    what: "a listener that is told of something else",
    file: "host/signed-out.js",
    old: "person.onChange((why) => cover(wordsOf(why)));",
    mistake: "person.onChange((why) => cover(why));",
  },
  {
    what: "what an answer has not, if there is none",
    file: "host/connection.js",
    old: "return response ? GATEWAY.includes(response.status) : error instanceof TypeError;",
    mistake: "return GATEWAY.includes(response.status) || error instanceof TypeError;",
  },
  {
    what: "a number where the worker has a page",
    file: "offline/worker.js",
    old: "answerTo(event, worker.OFFLINE)",
    mistake: "answerTo(event, 503)",
  },
  {
    what: "a promise that is taken for its answer",
    file: "boot/prefetched.js",
    old: "return { askedAt, answer };",
    mistake: "return { askedAt, answer: answer.ok };",
  },
  {
    what: "the inspector without the frames",
    file: "inspector/inspector.js",
    old: "framesSection({ frames, labelOf, texts })",
    mistake: "framesSection({ labelOf, texts })",
  },
];
