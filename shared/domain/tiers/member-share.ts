/** Base64url, in which ids of members are written: each sign is six bits. */
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** As many signs as are read: thirty bits. */
const READ = 5;

/**
 * Whether a member is among so many of all. A member's id is a keyed hash, so it is chance itself:
 * the same members always are, and a larger share has all of a smaller one.
 *
 * @param shareBps 10,000 for all
 * @param draw of the id's parts the one that is read: who is among some by one of them is not
 *   therefore among others by another
 */
export function isAmong(member: string, shareBps: number, draw: 0 | 1 | 2 | 3 = 0): boolean {
  let place = 0;
  for (const sign of member.slice(draw * READ, (draw + 1) * READ))
    place = place * 64 + SIGNS.indexOf(sign);
  return place * 10_000 < shareBps * 64 ** READ;
}
