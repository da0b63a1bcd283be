/** For whom a data object has come: it is not for whoever signs in next. */

/** @import { Person } from "../session/person.js" */
import { NOBODY } from "../session/person.js";

/** @typedef {ReturnType<typeof createProvenance>} Provenance */

/** @param {Pick<Person, "name">} person */
export function createProvenance(person) {
  /** @type {WeakMap<object, string | undefined>} for whom it has come first, whoever gets it again */
  const cameFor = new WeakMap();

  return {
    /** @param {unknown} data  an object, or what somebody has put in its place by mistake */
    claim(data) {
      const object = Object(data) === data ? /** @type {object} */ (data) : null;
      if (object && !cameFor.get(object)) cameFor.set(object, person.name);
    },
    /** @param {object | null} data  whether it is from a time when somebody else was here */
    isOfFormer(data) {
      const owner = data && cameFor.get(data);
      if (!data || !owner || owner === NOBODY || owner === person.name) return false;
      return Object.keys(data).length > 0;
    },
  };
}
