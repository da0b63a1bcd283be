/**
 * Whether a person has done something in a frame. From outside it shows in this: the frame has the keyboard while the
 * person acts. An app that takes the keyboard by itself does not count.
 */

/** @param {HTMLIFrameElement | null} element */
export function isActedIn(element) {
  if (element === null || document.activeElement !== element) return false;
  // Older browsers can't tell whether anybody acts.
  // eslint-disable-next-line compat/compat
  return navigator.userActivation?.isActive !== false;
}
