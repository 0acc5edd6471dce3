import {
  type AwardCause,
  type AwardedEntry,
  awardKinds,
  type EntryBase,
} from '../../domain/ledger/entry.ts';
import { attributesOf, type Draft } from '../attributes.ts';
import type { Attribute, Item } from '../table.ts';
import { readUse, writeUse } from './cap-use.ts';

/** The part of an award's entry that is its own; what is nothing is left out. */
export function writeAward(entry: AwardedEntry, to: Draft): void {
  const { figures, counted, withheld } = entry;
  to.award = entry.award;
  to.request = entry.request;
  to.cause = [entry.cause.kind, entry.cause.id];
  to.points = entry.points;
  to.figures = [figures.month, figures.contribution, figures.interactions];
  if (entry.lapsed !== 0) to.lapsed = entry.lapsed;
  if (entry.visit) to.visit = true;
  if (counted !== undefined) to.counted = [counted.day, counted.points];
  if (withheld !== undefined) to.withheld = [withheld.points, withheld.contribution];
  if (entry.rewards.length > 0) to.rewards = entry.rewards;
  if (entry.uses.length > 0) to.uses = entry.uses.map(writeUse);
}

export function readAward(base: EntryBase, item: Item): AwardedEntry {
  const read = attributesOf(item);
  const [month = 0, contribution = 0, interactions = 0] = read.numbers('figures');
  return {
    ...base,
    kind: 'awarded',
    award: read.text('award'),
    request: read.text('request'),
    cause: causeOf(read.texts('cause')),
    points: read.number('points'),
    lapsed: read.has('lapsed') ? read.number('lapsed') : 0,
    figures: { month, contribution, interactions },
    visit: item.visit === true,
    ...(read.has('counted') ? { counted: countedOf(read.list('counted')) } : {}),
    ...(read.has('withheld') ? { withheld: withheldOf(read.numbers('withheld')) } : {}),
    rewards: read.has('rewards') ? read.texts('rewards') : [],
    uses: read.has('uses') ? read.list('uses').map(readUse) : [],
  };
}

function causeOf([written, id = '']: readonly string[]): AwardCause {
  const kind = awardKinds.find((known) => known === written);
  if (kind === undefined) throw new Error(`nothing is awarded for a ${written}`);
  return { kind, id };
}

function countedOf([day, points]: readonly Attribute[]) {
  return { day: String(day), points: Number(points) };
}

function withheldOf([points = 0, contribution = 0]: readonly number[]) {
  return { points, contribution };
}
