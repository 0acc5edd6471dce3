import { firstOf, type Ranked } from '../../domain/tiers/ranking.ts';
import { DAY, type Instant } from '../../domain/time/time.ts';
import { attributesOf } from '../attributes.ts';
import { TTL_ATTRIBUTE } from '../keys.ts';
import { operatorKeys } from '../operator/keys.ts';
import { jitter } from '../patience.ts';
import { type Item, type Table, TableBusy } from '../table.ts';
import { REVISION } from './grant-item.ts';

/** How often other writers may get in between before the caller is told to come back. */
const ATTEMPTS = 8;

/** How long what a pass found is kept: what came of it is recorded elsewhere by then. */
const KEPT_DAYS = 60;

/** What a part of a pass found, of a listing of at most so many. */
export interface FoundRanked {
  readonly listing: string;
  readonly part: number;
  readonly most: number;
  readonly found: readonly Ranked[];
  /** The pass's scheduled time. */
  readonly at: Instant;
}

/**
 * Adds to what a part of a pass has found so far. Found again a member counts once, as found last:
 * a visit that is repeated, or made twice at once, comes to the same.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function keepRanked(
  table: Table,
  { listing, part, most, found, at }: FoundRanked,
): Promise<void> {
  const { pause } = table.patience ?? jitter;
  const key = operatorKeys.ranked(listing, part);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const known = await table.get(key, { consistent: true });
    const revision = known === undefined ? 0 : attributesOf(known).number(REVISION);
    const first = firstOf([readRankedItem(known), found], most);
    const written = await table.put({
      item: {
        ...key,
        members: first.map(({ member }) => member),
        figures: first.map(({ figure }) => figure),
        since: first.map((ranked) => ranked.since),
        [REVISION]: revision + 1,
        [TTL_ATTRIBUTE]: Math.floor((at + KEPT_DAYS * DAY) / 1000),
      },
      condition: known === undefined ? 'absent' : { attribute: REVISION, equals: revision },
    });
    if (written) return;
    await pause(attempt);
  }
  throw new TableBusy('a listing stayed contended');
}

/** The first so many of all that the parts of a pass have found. */
export async function readRanked(
  table: Table,
  listing: string,
  parts: readonly number[],
  most: number,
): Promise<readonly Ranked[]> {
  const found = await Promise.all(
    parts.map((part) => table.get(operatorKeys.ranked(listing, part), { consistent: true })),
  );
  return firstOf(found.map(readRankedItem), most);
}

function readRankedItem(item: Item | undefined): readonly Ranked[] {
  if (item === undefined) return [];
  const read = attributesOf(item);
  const [figures, since] = [read.numbers('figures'), read.numbers('since')];
  return read.texts('members').map((member, i) => ({
    member,
    figure: figures[i] ?? 0,
    since: since[i] ?? 0,
  }));
}
