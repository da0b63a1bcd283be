/** The frames that live on one session of Retool's. */

/** @import { Member } from "../frame/surroundings.js" */
/** @import { Failure } from "../ui/failures.js" */

export function createMembers() {
  /** @type {Set<Member>} in the order of joining */
  const members = new Set();

  function shown() {
    return [...members].filter((member) => member.isShown());
  }

  return {
    get isEmpty() {
      return !members.size;
    },
    get isAnyShown() {
      return shown().length > 0;
    },
    /**
     * Whom to ask for a link, one after the other.
     * @param {Member} [first]
     */
    inTurn: (first) => [...new Set([first, ...shown().reverse(), ...members])],
    /** @param {Member} member */
    join(member) {
      members.delete(member);
      members.add(member);
    },
    /** @param {Member} member */
    leave: (member) => void members.delete(member),
    /** @param {Failure | null} note */
    tellRenewing(note) {
      for (const member of members) member.onRenewing(note);
    },
    tellRenewed() {
      for (const member of members) member.onRenewed();
    },
    /** @param {Failure} why */
    tellEnded(why) {
      for (const member of members) member.onEnded(why);
    },
  };
}
