/**
 * Puts a thing in its place in a list that is in order, and keeps the first few: the same in the
 * end, in whatever order things come.
 */
export function putInOrder<Thing>(
  things: Thing[],
  thing: Thing,
  most: number,
  compare: (one: Thing, other: Thing) => number,
): void {
  const last = things[most - 1];
  if (last !== undefined && compare(thing, last) >= 0) return;
  const before = things.findIndex((other) => compare(thing, other) < 0);
  things.splice(before < 0 ? things.length : before, 0, thing);
  if (things.length > most) things.pop();
}
