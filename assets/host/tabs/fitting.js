/** Which tabs are side by side, and which are under "More". */
import { all } from "../elements.js";

/**
 * @param {readonly number[]} widths  of the tabs, in px
 * @param {number} room
 * @param {number} more  the width of "More"
 * @returns {number}  how many are side by side: all, or as many as leave room for "More"
 */
export function howManyFit(widths, room, more) {
  if (widths.reduce((sum, width) => sum + width, 0) <= room) return widths.length;
  let left = room - more;
  const first = widths.findIndex((width) => (left -= width) < 0);
  return first === -1 ? widths.length : first;
}

/**
 * @param {HTMLElement} list  of tabs; each has a copy under "More"
 * @param {HTMLElement} more
 */
export function place(list, more) {
  const items = all(":scope > li:not(.host-more-item)", list);
  const copies = all(".host-more > .host-menu > li", list);
  for (const item of [...items, more]) item.hidden = false;
  const widths = items.map((item) => item.offsetWidth);
  const many = howManyFit(widths, list.clientWidth, more.offsetWidth);
  items.forEach((item, index) => {
    item.hidden = index >= many;
    copies[index].hidden = !item.hidden;
  });
  more.hidden = many === items.length;
}
