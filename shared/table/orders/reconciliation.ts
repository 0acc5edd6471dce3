import { attributesOf } from '../attributes.ts';
import { keys } from '../keys.ts';
import { type Table, TableBusy } from '../table.ts';

/** Up to when a shop's orders have been compared with the ledger. Times are epoch milliseconds. */
export interface Reconciliation {
  readonly upTo: number;
  /** When it was first to be done: before that nothing can be late. */
  readonly since: number;
  /** What the last span came to: orders looked at, incomplete ones, and ones that were refused. */
  readonly found: Found;
}

export interface Found {
  readonly orders: number;
  readonly incomplete: number;
  readonly refused: number;
}

export const NOTHING_FOUND: Found = { orders: 0, incomplete: 0, refused: 0 };

/** How often a writer gives way to another one. */
const ATTEMPTS = 5;

export async function readReconciliation(
  table: Table,
  shop: string,
): Promise<Reconciliation | undefined> {
  return (await readVersion(table, shop))?.reconciliation;
}

/** Begins a shop's reconciliation, unless somebody else has; returns how it stands. */
export async function beginReconciliation(
  table: Table,
  shop: string,
  begun: Pick<Reconciliation, 'upTo' | 'since'>,
): Promise<Reconciliation> {
  const first = { ...begun, found: NOTHING_FOUND };
  const item = itemOf(shop, { reconciliation: first, revision: 0 });
  if (await table.put({ item, condition: 'absent' })) return first;
  const theirs = await readReconciliation(table, shop);
  if (theirs === undefined) throw new TableBusy('a reconciliation was there, and is no longer');
  return theirs;
}

/**
 * Moves on to where a span ended that is done. Where somebody else has come further meanwhile, that
 * stands.
 *
 * @throws {TableBusy} when others wrote every time; nothing was written.
 */
export async function moveReconciliation(
  table: Table,
  shop: string,
  { upTo, found }: Pick<Reconciliation, 'upTo' | 'found'>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const current = await readVersion(table, shop);
    if (current === undefined || current.reconciliation.upTo >= upTo) return;
    const moved = await table.put({
      item: itemOf(shop, {
        reconciliation: { ...current.reconciliation, upTo, found },
        revision: current.revision + 1,
      }),
      condition: { attribute: 'revision', equals: current.revision },
    });
    if (moved) return;
  }
  throw new TableBusy('a shop’s reconciliation stayed contended');
}

interface Version {
  readonly reconciliation: Reconciliation;
  readonly revision: number;
}

async function readVersion(table: Table, shop: string): Promise<Version | undefined> {
  const item = await table.get(keys.reconciled(shop), { consistent: true });
  if (item === undefined) return undefined;
  const read = attributesOf(item);
  const [orders = 0, incomplete = 0, refused = 0] = read.numbers('found');
  return {
    reconciliation: {
      upTo: read.number('upTo'),
      since: read.number('since'),
      found: { orders, incomplete, refused },
    },
    revision: read.number('revision'),
  };
}

function itemOf(shop: string, { reconciliation, revision }: Version) {
  const { upTo, since, found } = reconciliation;
  return {
    ...keys.reconciled(shop),
    upTo,
    since,
    found: [found.orders, found.incomplete, found.refused],
    revision,
  };
}
