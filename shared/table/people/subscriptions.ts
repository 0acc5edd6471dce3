import { NEVER_REMINDED, type Reminding } from '../../domain/time/reminding.ts';
import type { Subscription } from '../../domain/time/subscription.ts';
import { keys, ranges } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Table, TableBusy, type TableReader } from '../table.ts';
import {
  type KeptSubscription,
  readSubscription,
  type SubscriptionName,
  subscriptionItem,
} from './subscription-item.ts';

/** How often other writers may get in between before the caller is told to come back. */
const ATTEMPTS = 8;

/**
 * Changes what is kept of a subscription. `change` is asked again on every attempt; where it returns
 * what it was given, nothing is written. Only newer words change it, so that an eventually
 * consistent read is as good as another one to see that nothing does.
 *
 * @param remind what becomes of its reminders then; they stay as they are unless told
 * @returns whether anything was written
 * @throws {TableBusy} when eight attempts met other writers
 */
export async function changeSubscription(
  table: Table,
  name: SubscriptionName,
  change: (known: Subscription | undefined) => Subscription,
  remind: (reminding: Reminding, subscription: Subscription) => Promise<Reminding> = asTheyAre,
): Promise<boolean> {
  const { pause } = table.patience ?? jitter;
  const key = keys.subscription(name.member, name.shop, name.subscriptionId);
  for (let contended = 0; contended < ATTEMPTS; contended += 1) {
    if (contended > 0) await pause(contended);
    const item = await table.get(key, { consistent: contended > 0 });
    const known = item === undefined ? undefined : readSubscription(item);
    const subscription = change(known?.subscription);
    if (subscription === known?.subscription) return false;
    const reminding = await remind(known?.reminding ?? NEVER_REMINDED, subscription);
    const revision = (known?.revision ?? 0) + 1;
    const written = await table.put({
      item: subscriptionItem({ ...name, subscription, reminding, revision }),
      condition: known === undefined ? 'absent' : { attribute: 'revision', equals: known.revision },
    });
    if (written) return true;
  }
  throw new TableBusy('a subscription stayed contended');
}

async function asTheyAre(reminding: Reminding): Promise<Reminding> {
  return reminding;
}

/**
 * Writes what became of a subscription's reminders, unless it changed meanwhile.
 *
 * @returns it as it then is; undefined where it changed
 */
export async function keepReminding(
  table: Table,
  kept: KeptSubscription,
  reminding: Reminding,
): Promise<KeptSubscription | undefined> {
  const next = { ...kept, reminding, revision: kept.revision + 1 };
  const condition = { attribute: 'revision', equals: kept.revision } as const;
  const isKept = await table.put({ item: subscriptionItem(next), condition });
  return isKept ? next : undefined;
}

/** As many subscriptions of one customer are read; few have more than a handful. */
const MOST = 100;

/** The subscriptions of a member and of those who went into them, the one that changed last first. */
export async function readSubscriptions(
  table: TableReader,
  members: readonly string[],
): Promise<readonly KeptSubscription[]> {
  const each = await Promise.all(
    members.map((member) => table.query({ ...ranges.subscriptions(member), limit: MOST })),
  );
  return each
    .flat()
    .map(readSubscription)
    .toSorted((a, b) => lastWord(b.subscription) - lastWord(a.subscription));
}

/** When a subscription's shop last said anything of it. */
export function lastWord({ changed, ahead }: Subscription): number {
  return Math.max(changed?.occurredAt ?? 0, ahead?.said.occurredAt ?? 0);
}
