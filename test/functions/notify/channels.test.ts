import { describe, expect, test } from 'vitest';
import { members } from '../../../functions/members/handler.ts';
import { NotTaken } from '../../../shared/channels/letter.ts';
import { suppress, suppressionHashes } from '../../../shared/contact/suppression.ts';
import { tierReviewed } from '../../../shared/events/ledger-facts.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readMessages } from '../../../shared/table/people/member-reads.ts';
import type { Table } from '../../../shared/table/table.ts';
import { ask, deliver } from '../../support/invoke.ts';
import { MEMBER_KEY, useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';
import { type Addressee, agreed, messenger } from '../../support/messenger.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);

/** Noon and the middle of a night in Berlin, where the program is. */
const NOON = '2026-11-02T11:00:00.000Z';
const NIGHT = '2026-11-02T02:00:00.000Z';
const MORNING = Date.parse('2026-11-02T07:00:00.000Z');

const contact = { email: 'mara@example.org', phone: '+4915112345678' };
const willing: Addressee = {
  contact,
  consents: [agreed('email', 'marketing'), agreed('sms', 'marketing')],
};

const desk = (program?: Parameters<typeof messenger>[2]) => messenger(local, kept, program);

describe('a message about what is a member’s own', () => {
  test('goes to the inbox and, by day, by e-mail: once, however often it is told', async () => {
    const { member, warn, letters, only, fates } = desk();
    const mara = await member({ contact });
    await warn(mara, NOON);
    await warn(mara, NOON);
    expect(letters).toEqual([
      expect.objectContaining({
        channel: 'email',
        to: 'mara@example.org',
        member: mara,
        language: 'en',
        title: 'Points that will expire',
        text: '120 points will expire on January 1, 2027.',
        isPromotion: false,
      }),
    ]);
    expect((await readMessages(local.table, [mara], 10)).things).toHaveLength(1);
    expect(await only(mara)).toMatchObject({ channel: 'email', fate: { state: 'sent' } });
    expect(fates).toEqual(['sent']);
  });

  test('waits for the morning where it is night for the member, and lies in the inbox', async () => {
    const { member, warn, letters, only } = desk();
    const mara = await member({ contact });
    await warn(mara, NIGHT);
    expect(letters).toEqual([]);
    expect(await only(mara)).toMatchObject({ fate: { state: 'held', until: MORNING } });
    expect((await readMessages(local.table, [mara], 10)).things).toHaveLength(1);
  });

  test('goes by what clocks show where the member is', async () => {
    const { member, warn, letters } = desk();
    await warn(await member({ contact, choices: { timeZone: 'Asia/Shanghai' } }), NIGHT);
    expect(letters).toHaveLength(1);
  });

  test('speaks the member’s language', async () => {
    const { member, warn, letters } = desk();
    await warn(await member({ contact, choices: { language: 'zh-CN' } }), NOON);
    expect(letters[0]).toMatchObject({ language: 'zh-CN', title: '积分即将过期' });
  });

  test('does not go by a channel that the member switched off', async () => {
    const { member, warn, letters, only } = desk();
    const mara = await member({ contact, consents: [agreed('email', 'all', 'withdrawn')] });
    await warn(mara, NOON);
    expect(letters).toEqual([]);
    expect(await only(mara)).toMatchObject({ fate: { state: 'dropped', why: 'no-consent' } });
  });

  test('is not limited in number', async () => {
    const { member, warn, letters } = desk();
    const mara = await member({ contact });
    for (const id of ['1', '2', '3', '4', '5']) await warn(mara, NOON, id);
    expect(letters).toHaveLength(5);
  });

  test('presses by text where it is pressing and no e-mail can go, and not by both', async () => {
    const { member, tell, letters, dispatches } = desk();
    const detail = { ...tierReviewed.example, receivedAt: NOON, occurredAt: NOON };
    const texting = [agreed('sms', 'transactional')];
    const mara = await member({ contact: { phone: contact.phone }, consents: texting });
    await tell(tierReviewed, { ...detail, id: `${mara}.2`, member: mara });
    expect(letters.map(({ channel, to }) => [channel, to])).toEqual([['sms', contact.phone]]);
    expect((await dispatches(mara)).map(({ channel, fate }) => [channel, fate])).toEqual([
      ['email', { state: 'dropped', why: 'no-address' }],
      ['sms', { state: 'sent' }],
    ]);

    const otto = await member({ contact, consents: texting });
    await tell(tierReviewed, { ...detail, id: `${otto}.2`, member: otto });
    expect(letters.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    // Until the night begins at eight, nine hours later, and not one second more.
    expect(letters[0]?.seconds).toBe(8 * 3_600);
  });
});

describe('a promotion', () => {
  test('needs the member’s yes, and can be ended with a link', async () => {
    const { member, winBack, letters, dispatches } = desk();
    const shy = await member({ contact });
    await winBack(shy, NOON);
    expect((await dispatches(shy)).map(({ fate }) => fate)).toEqual([
      { state: 'dropped', why: 'no-consent' },
      { state: 'dropped', why: 'no-consent' },
    ]);
    const mara = await member(willing);
    await winBack(mara, NOON);
    expect(letters).toEqual([expect.objectContaining({ member: mara, isPromotion: true })]);
    expect(letters[0]?.endUrl).toMatch(
      new RegExp(`^https://api\\.example\\.org/unsubscribe/${mara}\\.email\\.marketing\\.`),
    );
  });

  test('beyond the day’s e-mail waits for the next day’s morning', async () => {
    const { member, winBack, letters, dispatches } = desk();
    const mara = await member(willing);
    await winBack(mara, NOON, 'f-1');
    await winBack(mara, NOON, 'f-2');
    expect(letters).toHaveLength(1);
    expect((await dispatches(mara)).map(({ fate }) => fate)).toEqual([
      { state: 'sent' },
      { state: 'held', until: MORNING + 86_400_000 },
    ]);
  });

  test('is counted exactly, whoever else is sent one at the same moment', async () => {
    const program = loadProgram({
      ...fourTierLadder,
      contact: { ...fourTierLadder.contact, ...usual, emailsADay: 100, promotionsADay: 3 },
    });
    const { member, winBack, letters, dispatches } = desk(program);
    const mara = await member(willing);
    const facts = Array.from({ length: 8 }, (_, i) => `f-${i}`);
    const failed = await Promise.all(facts.map((fact) => winBack(mara, NOON, fact)));
    // Who met the others too often comes again from the queue.
    for (const [i, numbers] of failed.entries()) {
      if (numbers.length > 0) await winBack(mara, NOON, facts[i]);
    }
    expect(letters).toHaveLength(3);
    const states = (await dispatches(mara)).map(({ fate }) => fate.state);
    expect(states.filter((state) => state === 'sent')).toHaveLength(3);
    expect(states.filter((state) => state === 'held')).toHaveLength(5);
    const count = await local.table.get(keys.contacts(mara, '2026-11-02', 'all'));
    expect(count).toMatchObject({ used: 3, ttl: expect.any(Number) });
  });

  test('is not more than the member wants', async () => {
    const { member, winBack, letters, dispatches } = desk();
    const mara = await member({ ...willing, choices: { promotionsADay: 0 } });
    await winBack(mara, NOON);
    expect(letters).toEqual([]);
    const off = { state: 'dropped', why: 'switched-off' };
    expect((await dispatches(mara)).map(({ fate }) => fate)).toEqual([off, off]);
  });
});

test('an operator can see what became of a member’s messages, and why', async () => {
  const { member, warn, winBack } = desk();
  const mara = await member({ contact });
  await warn(mara, NIGHT);
  await winBack(mara, NOON);
  const api = members({
    table: local.table,
    program: ladder,
    shops: [],
    memberKey: async () => MEMBER_KEY,
  });
  const route = 'GET /v1/members/{member}/dispatches';
  const { status, body } = await ask(api, route, { path: { member: mara }, query: { limit: '2' } });
  expect(status).toBe(200);
  expect(body).toEqual({
    dispatches: ['sms', 'email'].map((channel) => ({
      fact: 'f-1',
      topic: 'rewards.granted',
      channel,
      state: 'dropped',
      why: 'no-consent',
      title: 'We have missed you',
      receivedAt: NOON,
      decidedAt: NOON,
    })),
    next: expect.any(String),
  });
  const query = { from: String(body.next) };
  expect((await ask(api, route, { path: { member: mara }, query })).body).toEqual({
    dispatches: [
      expect.objectContaining({ state: 'held', until: new Date(MORNING).toISOString() }),
    ],
  });
  const nobody = { path: { member: 'n'.repeat(22) } };
  expect((await ask(api, route, nobody)).status).toBe(404);
});

describe('what waited', () => {
  const release = (
    over: ReturnType<typeof messenger>['over'],
    member: string,
    at: number,
    sorts: string[],
  ) =>
    deliver(over(local.table), { held: { member, at: new Date(at).toISOString(), keys: sorts } });
  const sortsOf = async (member: string) =>
    (await desk().dispatches(member)).map(
      ({ receivedAt, fact, topic, channel }) =>
        keys.dispatch(member, receivedAt, fact, topic, channel).SK,
    );

  test('goes when it is due, once, and no earlier', async () => {
    const { member, warn, letters, only, over } = desk();
    const mara = await member({ contact });
    await warn(mara, NIGHT);
    const sorts = await sortsOf(mara);
    await release(over, mara, MORNING - 1, sorts);
    expect(letters).toEqual([]);
    await release(over, mara, MORNING, sorts);
    await release(over, mara, MORNING, sorts);
    expect(letters).toHaveLength(1);
    const { fate } = await only(mara);
    expect(fate).toEqual({ state: 'sent' });
    expect(await local.table.get(keys.own(mara, sorts[0] ?? ''))).not.toHaveProperty('agenda');
  });

  test('is asked about again: who said no meanwhile gets nothing', async () => {
    const { member, warn, letters, over } = desk();
    const mara = await member({ contact });
    await warn(mara, NIGHT);
    const other = { ...contact, email: 'no-more@example.org' };
    const otto = await member({ contact: other });
    await warn(otto, NIGHT);
    const [ofOther = ''] = suppressionHashes(MEMBER_KEY, { email: other.email });
    await suppress(local.table, { hash: ofOther, reason: 'bounced', at: MORNING });
    for (const id of [mara, otto]) await release(over, id, MORNING, await sortsOf(id));
    expect(letters.map(({ to }) => to)).toEqual([contact.email]);
    expect(await desk().only(otto)).toMatchObject({ fate: { why: 'suppressed' } });
  });

  test('goes by urgency, so that it is the least important that is left out', async () => {
    const { member, winBack, occasion, letters, over } = desk();
    const mara = await member(willing);
    await winBack(mara, NIGHT, 'f-1');
    await occasion(mara, NIGHT, 'birthday:2026', 'f-2');
    await release(over, mara, MORNING, await sortsOf(mara));
    expect(letters.map(({ title }) => title)).toEqual(['Happy birthday']);
  });

  test('that says nothing any more is dropped', async () => {
    const { member, warn, letters, only, over } = desk();
    const mara = await member({ contact });
    await warn(mara, NIGHT);
    await release(over, mara, Date.parse('2027-01-02T08:00:00Z'), await sortsOf(mara));
    expect(letters).toEqual([]);
    expect(await only(mara)).toMatchObject({ fate: { state: 'dropped', why: 'too-late' } });
  });
});

describe('where the channel’s service fails', () => {
  const cutOff = () => Promise.reject(new Error('the line was cut'));

  test('what may have gone goes once more, and never a third time', async () => {
    const { member, warn, letters, answers, only } = desk();
    const mara = await member({ contact });
    answers.push(cutOff, cutOff);
    expect(await warn(mara, NOON)).toEqual([0]);
    expect(await warn(mara, NOON)).toEqual([0]);
    expect(await warn(mara, NOON)).toEqual([]);
    expect(letters).toEqual([]);
    expect(await only(mara)).toMatchObject({ fate: { state: 'sending', calls: 2 } });
  });

  test('what surely did not go is tried again as often as it takes', async () => {
    const { member, warn, letters, answers, only } = desk();
    const mara = await member({ contact });
    for (let i = 0; i < 4; i++) {
      answers.push(() => Promise.reject(new NotTaken('TooManyRequestsException')));
      expect(await warn(mara, NOON)).toEqual([0]);
    }
    expect(await warn(mara, NOON)).toEqual([]);
    expect(letters).toHaveLength(1);
    expect(await only(mara)).toMatchObject({ fate: { state: 'sent' } });
  });

  test('a refusal of the very message is recorded, and a pressing one goes another way', async () => {
    const { member, winBack, letters, answers, dispatches } = desk();
    const mara = await member(willing);
    answers.push(async () => ({ ok: false, why: 'refused' }));
    await winBack(mara, NOON);
    expect(letters.map(({ channel }) => channel)).toEqual(['sms']);
    expect((await dispatches(mara)).map(({ fate }) => fate)).toEqual([
      { state: 'dropped', why: 'refused' },
      { state: 'sent' },
    ]);
  });

  test('a crash before the record sends nothing, and a crash after it sends once more', async () => {
    const { member, warn, letters } = desk();
    const mara = await member({ contact });
    const failing = (when: 'before' | 'after', nth: number): Table => {
      let puts = 0;
      return {
        ...local.table,
        put: async (put) => {
          puts += 1;
          const isIt = puts === nth;
          if (isIt && when === 'before') throw new Error('the table is away');
          const done = await local.table.put(put);
          if (isIt) throw new Error('the answer was lost');
          return done;
        },
      };
    };
    // The first write is the inbox's, the second the record's, the third what became of it.
    expect(await warn(mara, NOON, 'w-1', failing('before', 2))).toEqual([0]);
    expect(letters).toHaveLength(0);
    expect(await warn(mara, NOON, 'w-1', failing('after', 2))).toEqual([0]);
    expect(letters).toHaveLength(0);
    expect(await warn(mara, NOON, 'w-1')).toEqual([]);
    expect(letters).toHaveLength(1);
    expect(await warn(mara, NOON, 'w-1')).toEqual([]);
    expect(letters).toHaveLength(1);
  });
});

const usual = {
  quietFrom: '20:00',
  quietUntil: '08:00',
  smsADay: 1,
  smsAWeek: 2,
};
