/** React as the page has it: a Dash component must not bring a second one. */
export const { Fragment, useEffect, useRef, useState } = window.React;

export function jsx(type, { children, ...props }, key) {
  return window.React.createElement(type, key === undefined ? props : { ...props, key }, children);
}

export function jsxs(type, { children, ...props }, key) {
  return window.React.createElement(type, key === undefined ? props : { ...props, key }, ...children);
}
