import type { ConsentRecord } from '../../shared/contact/consent.ts';
import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { updateProfile } from '../../shared/contact/profiles.ts';
import { decide } from '../../shared/domain/ledger/ledger.ts';
import { emailHash } from '../../shared/identity/contact-hash.ts';
import { orderNumberHash } from '../../shared/identity/order-number-hash.ts';
import { referralCodes } from '../../shared/identity/referral-codes.ts';
import { type Key, keys } from '../../shared/table/keys.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import { numberedPut } from '../../shared/table/orders/order-number.ts';
import { recordUnclaimed } from '../../shared/table/orders/order-record.ts';
import { dispatchItem } from '../../shared/table/people/dispatch-item.ts';
import { messageItem } from '../../shared/table/people/message-item.ts';
import { changeSubscription } from '../../shared/table/people/subscriptions.ts';
import { grantItem } from '../../shared/table/rewards/grant-item.ts';
import { referralAlias } from '../../shared/table/rewards/referral-item.ts';
import type { Item, Table } from '../../shared/table/table.ts';
import { MEMBER_KEY } from './local-keys.ts';
import { anOrder, ladder, occasionAt } from './member-ledger.ts';

/** When everything that is planted happened, and when it is to be forgotten. */
export const PLANTED = '2026-10-01T12:00:00.000Z';
export const ASKED = '2026-11-01T12:00:00.000Z';

const planted = Date.parse(PLANTED);

/** The person whose data are planted. */
export const mara = {
  email: 'mara@example.org',
  phone: '+4915112345678',
  name: 'Mara Holz',
  birthday: '--11-05',
} as const;

/** Makes somebody a member by an order, and nothing else. */
export async function aBuyer(table: Table, member: string, shop = 'birdhouse'): Promise<void> {
  const order = anOrder(`of-${member}`, 1_000, { shop });
  const occasion = occasionAt(PLANTED);
  await append(table, member, (state) =>
    alone(decide(state, { type: 'enter-order', order }, occasion, ladder)),
  );
}

/** What a guest ordered, found by its number and the address that it was placed with. */
export async function aGuestsOrder(table: Table, orderId: string): Promise<string> {
  const number = orderNumberHash(MEMBER_KEY, 'birdhouse', `#${orderId}`);
  await recordUnclaimed(
    table,
    { order: anOrder(orderId, 2_000), occasion: occasionAt(PLANTED) },
    { number, placedWith: emailHash(MEMBER_KEY, mara.email) },
  );
  return number;
}

/** Has everything that is kept of a member be there, of one kind each. */
export async function plant(
  table: Table,
  dataKeys: DataKeys,
  member: string,
  shop = 'birdhouse',
): Promise<void> {
  await aBuyer(table, member, shop);
  const orderId = `of-${member}`;
  const number = orderNumberHash(MEMBER_KEY, shop, `#${orderId}`);
  const placedWith = emailHash(MEMBER_KEY, mara.email);
  await table.transact([await numberedPut(table, number, { orderId, placedWith })]);

  const consent = {
    channel: 'in-app',
    purpose: 'membership',
    state: 'granted',
    at: planted,
  } as const;
  const record: ConsentRecord = {
    ...consent,
    member,
    text: 'Join us.',
    version: 'v1',
    locale: 'en',
    source: 'https://shop.example/mara',
    method: 'checkbox',
    actor: 'clerk-mara',
  };
  const told = (value: string) => ({ value, at: planted });
  await updateProfile(table, dataKeys, member, async ({ profile }) => ({
    profile: { ...profile, shop, language: told('de'), consents: [consent] },
    personal: {
      email: told(mara.email),
      phone: told(mara.phone),
      name: told(mara.name),
      birthday: mara.birthday,
    },
    records: [record],
  }));

  const text = { en: 'You have points.', 'zh-CN': '您有积分。' };
  const message = { member, fact: `${member}.1`, topic: 'earned', text, receivedAt: PLANTED };
  await put(table, messageItem(message));
  await put(
    table,
    dispatchItem({
      ...message,
      channel: 'email',
      kind: 'offer',
      title: text,
      fate: { state: 'held', until: planted + 86_400_000 },
      at: planted,
      revision: 1,
    }),
  );
  await table.transact([
    { key: keys.contacts(member, '2026-10-01', 'all'), add: 1, atMostBefore: 9 },
  ]);
  await changeSubscription(table, { member, shop, subscriptionId: 's-1' }, () => ({
    status: 'active',
    autoRenews: true,
    title: 'Bread every day',
    changed: { occurredAt: planted, receivedAt: planted },
    renewals: [],
  }));
  await put(
    table,
    grantItem({ member, reward: 'badge', kind: 'badge', fact: `${member}.1`, grantedAt: PLANTED }),
  );
  await put(table, referralAlias(codeHash(member), member));
}

/** Under which a member's code for friends is found. */
export function codeHash(member: string): string {
  const codes = referralCodes(MEMBER_KEY);
  return codes.hashOf(codes.codeFor(member));
}

async function put(table: Table, item: Item): Promise<void> {
  if (!(await table.put({ item, condition: 'absent' }))) throw new Error(`${item.SK} was there`);
}

/** Everything that was ever written to a table, as it is now. */
export function recording(table: Table): { table: Table; items(): Promise<readonly Item[]> } {
  const written = new Map<string, Key>();
  const note = ({ PK, SK }: Key) => written.set(`${PK} ${SK}`, { PK, SK });
  return {
    async items() {
      const all = await Promise.all([...written.values()].map((key) => table.get(key)));
      return all.filter((item) => item !== undefined);
    },
    table: {
      ...table,
      put(one) {
        note(one.item);
        return table.put(one);
      },
      transact(writes) {
        for (const one of writes) note('item' in one ? one.item : one.key);
        return table.transact(writes);
      },
    },
  };
}
