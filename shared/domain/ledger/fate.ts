import { type Instant, type Month, monthAt } from '../time/time.ts';
import type { Entry, EntryKind } from './entry.ts';

/** Where points can have gone. */
export type Ending = 'spent' | 'takenBack' | 'adjusted' | 'expired' | 'moved';

/** What became of the points that one entry brought, as of an instant. */
export interface Fate extends Readonly<Record<Ending, number>> {
  /** Cannot be spent yet. */
  readonly pending: number;
  readonly left: number;
}

/** Points that one entry brought and that expire together. */
interface Piece {
  /** Of the entry that brought them. */
  readonly v: number;
  readonly expires: Month;
  /** When they can be spent; absent once they can. */
  readonly availableAt?: Instant;
  readonly points: number;
}

/** How the kinds of entries that take points end them; `moved` is with a whole ledger. */
const endings: Partial<Readonly<Record<EntryKind, Ending>>> = {
  redeemed: 'spent',
  'clawed-back': 'takenBack',
  adjusted: 'adjusted',
  expired: 'expired',
  merged: 'moved',
  absorbed: 'moved',
  unmerged: 'moved',
};

/**
 * Says what became of the points that the member's `v`th entry brought, by replaying the ledger:
 * points of one month leave first in, first out. What an order must give back leaves that order's
 * own first, and what comes back (a redemption called off, a refund undone, a merge undone) goes
 * to those from whom it was taken.
 *
 * @param entries all of the member's entries, by `v`
 */
export function fateOf(v: number, entries: readonly Entry[], now: Instant, timeZone: string): Fate {
  const ended: Record<Ending, number> = {
    spent: 0,
    takenBack: 0,
    adjusted: 0,
    expired: 0,
    moved: 0,
  };
  /** The entry whose own points a cause takes first, and whom it has taken points from. */
  const owners = new Map<string, number>();
  const takings = new Map<string, Piece[]>();
  let pieces: readonly Piece[] = [];
  let asOf = 0;

  for (const entry of entries) {
    asOf = Math.max(asOf, entry.receivedAt);
    pieces = matured(pieces, asOf);
    const cause = causeOf(entry);
    if (entry.kind === 'earned' || entry.kind === 'merged') owners.set(cause, entry.v);
    for (const moved of [...entry.movements, ...entry.held]) {
      if (moved.points < 0) take(entry, cause, moved);
      else give(entry, cause, moved);
    }
  }

  const end = Math.max(asOf, now);
  const month = monthAt(end, timeZone);
  const own = matured(pieces, end).filter((piece) => piece.v === v);
  const sum = (some: readonly Piece[]) => some.reduce((total, { points }) => total + points, 0);
  const alive = own.filter(({ expires }) => expires > month);
  return {
    ...ended,
    expired: ended.expired + sum(own) - sum(alive),
    pending: sum(alive.filter(({ availableAt }) => availableAt !== undefined)),
    left: sum(alive.filter(({ availableAt }) => availableAt === undefined)),
  };

  function take({ kind }: Entry, cause: string, wanted: Omit<Piece, 'v'>): void {
    const ending = endings[kind];
    if (ending === undefined) throw new Error(`an entry that is ${kind} takes no points`);
    const owner = owners.get(cause);
    const taken = takings.get(cause) ?? [];
    let missing = 0 - wanted.points;
    const first = (piece: Piece) => (piece.v === owner ? 0 : piece.v);
    const inOrder = pieces
      .filter((piece) => isOf(piece, wanted))
      .sort((a, b) => first(a) - first(b));
    const gone = new Map<Piece, number>();
    for (const piece of inOrder) {
      const points = Math.min(piece.points, missing);
      missing -= points;
      gone.set(piece, points);
      if (points > 0) taken.push({ v: piece.v, expires: piece.expires, points });
      if (piece.v === v) ended[ending] += points;
    }
    takings.set(cause, taken);
    pieces = pieces
      .map((piece) => ({ ...piece, points: piece.points - (gone.get(piece) ?? 0) }))
      .filter(({ points }) => points > 0);
  }

  function give(entry: Entry, cause: string, given: Omit<Piece, 'v'>): void {
    const ending = endings[entry.kind] ?? endings[undoes[entry.kind] ?? entry.kind];
    const taken = takings.get(cause) ?? [];
    let left = given.points;
    const back: Piece[] = [];
    for (const [i, piece] of [...taken.entries()].toReversed()) {
      if (piece.expires !== given.expires) continue;
      const points = Math.min(piece.points, left);
      left -= points;
      taken[i] = { ...piece, points: piece.points - points };
      back.push({ ...given, v: piece.v, points });
      if (piece.v === v && ending !== undefined) ended[ending] -= points;
    }
    back.push({ ...given, v: entry.v, points: left });
    pieces = [...pieces, ...back].filter(({ points }) => points > 0);
  }
}

/** The kinds of entries that give back what another kind took. */
const undoes: Partial<Readonly<Record<EntryKind, EntryKind>>> = {
  restored: 'redeemed',
  released: 'absorbed',
};

/** What entries that undo one another have in common. */
function causeOf(entry: Entry): string {
  switch (entry.kind) {
    case 'earned':
      return `order ${entry.order.shop} ${entry.order.orderId}`;
    case 'clawed-back':
      return `order ${entry.shop} ${entry.orderId}`;
    case 'redeemed':
    case 'restored':
      return `redemption ${entry.redemption}`;
    case 'merged':
      return `member ${entry.absorbed.member}`;
    case 'unmerged':
      return `member ${entry.released.member}`;
    case 'absorbed':
      return `into ${entry.into}`;
    case 'released':
      return `into ${entry.from}`;
    case 'expired':
    case 'adjusted':
    case 'awarded':
    case 'reviewed':
    case 'imported':
      return `entry ${entry.v}`;
  }
}

function isOf(piece: Piece, wanted: Omit<Piece, 'v'>): boolean {
  return piece.expires === wanted.expires && piece.availableAt === wanted.availableAt;
}

function matured(pieces: readonly Piece[], now: Instant): readonly Piece[] {
  return pieces.map((piece) => {
    const { availableAt, ...available } = piece;
    return availableAt !== undefined && availableAt <= now ? available : piece;
  });
}
