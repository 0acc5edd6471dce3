import { beforeEach, describe, expect, test } from 'vitest';
import { routes } from '../../../functions/preferences/contract.ts';
import { birthdayHash } from '../../../shared/identity/birthday-hash.ts';
import { keys } from '../../../shared/table/keys.ts';
import { mergeMembers, unmergeMembers } from '../../../shared/table/ledger/merge.ts';
import { MEMBER_KEY } from '../../support/local-keys.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import { mara, NOON, PATH, saying, usePreferenceDesk } from '../../support/preference-desk.ts';

const desk = usePreferenceDesk();

describe('preferences', () => {
  test('of a member who never said anything are what their shop told, and channels are on', async () => {
    await desk.tell(mara, '2026-10-01T12:00:00.000Z');
    const answer = await desk.get();
    expect(answer).toMatchObject({
      status: 200,
      body: {
        member: desk.member,
        contact: { email: 'mara@example.org' },
        language: 'de',
        channels: { 'in-app': true, email: true, sms: true, x: true },
        consents: [],
      },
    });
    expect(routes[`GET ${PATH}`].answer.safeParse(answer.body).error).toBeUndefined();
  });

  test('are recorded, and told again as they were recorded', async () => {
    const chosen = { language: 'zh-CN', timeZone: 'Asia/Shanghai', promotionsADay: 1, degree: 2 };
    const answer = await desk.put(chosen);
    expect(answer).toMatchObject({ status: 200, body: chosen });
    expect(routes[`PUT ${PATH}`].answer.safeParse(answer.body).error).toBeUndefined();
    expect(await desk.get()).toMatchObject({ status: 200, body: chosen });
  });

  test('change field by field: what is left out stays, and null takes back', async () => {
    await desk.put({ language: 'en', timeZone: 'Europe/Berlin', degree: 3 });
    await desk.put({ timeZone: null });
    const { body } = await desk.put({ degree: 0 });
    expect(body).toMatchObject({ language: 'en', degree: 0 });
    expect(body).not.toHaveProperty('timeZone');
  });

  test('of somebody who is no member there are none', async () => {
    const nobody = 'A'.repeat(22);
    for (const answer of [await desk.get(nobody), await desk.put({ degree: 1 }, NOON, nobody)]) {
      expect(answer).toMatchObject({ status: 404, body: { detail: 'There is no such member.' } });
    }
  });

  test.each([
    [{ timeZone: 'Europe/Atlantis' }, 400, 'not an IANA time zone such as Europe/Berlin'],
    [{ timeZone: '+01:00' }, 400, 'not an IANA time zone'],
    [{ birthday: '2026-02-30' }, 400, 'birthday'],
    [{ birthday: '--13-01' }, 400, 'birthday'],
    [{ birthday: '11-05' }, 400, 'birthday'],
    [{ birthday: '2031-01-01' }, 422, 'yet to come'],
    [{ language: 'fr' }, 422, 'language: the program has en, zh-CN.'],
    [{ degree: 4 }, 400, 'degree'],
    [{ promotionsADay: 1.5 }, 400, 'promotionsADay'],
    [{ displayName: 'Ma\nra' }, 400, 'displayName'],
    [{ displayName: 'x'.repeat(51) }, 400, 'displayName'],
    [{ channels: { pigeon: true } }, 400, 'channels'],
    [{ email: 'mara@example.org' }, 400, 'email'],
    [{ consents: [saying('email', 'publication')] }, 400, 'consents.0.purpose: Invalid purpose'],
    [{ consents: [saying('email', 'all')] }, 400, 'consents.0.purpose'],
    [{ consents: [saying('email', 'marketing', 'pending')] }, 400, 'consents.0.state'],
    [{ consents: [saying('email', 'marketing', 'granted', { text: '' })] }, 400, 'text'],
    [{ consents: [saying('x', 'marketing', 'granted', { text: undefined })] }, 400, 'a yes needs'],
    [{ consents: Array(21).fill(saying('x', 'marketing')) }, 400, 'consents'],
  ])('%j is answered %i with a sentence that says why', async (body, status, detail) => {
    const answer = await desk.put(body);
    expect(answer).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } });
    expect(await desk.records()).toEqual([]);
  });
});

describe('a birthday', () => {
  test('is kept with consent to membership, and gone when that is taken back', async () => {
    expect(await desk.put({ birthday: '--11-05' })).toMatchObject({
      status: 409,
      body: { reason: 'needs-consent', channel: 'in-app', purpose: 'membership' },
    });
    const agreed = { birthday: '1990-11-05', consents: [saying('in-app', 'membership')] };
    expect(await desk.put(agreed)).toMatchObject({ status: 200, body: { birthday: '1990-11-05' } });
    const left = await desk.put({ consents: [saying('in-app', 'membership', 'withdrawn')] });
    expect(left.body).not.toHaveProperty('birthday');
    const again = await desk.put({ consents: [saying('in-app', 'membership')] });
    expect(again.body).not.toHaveProperty('birthday');
  });

  test('stands in the agenda by the hash of its day alone, as long as it is kept', async () => {
    const place = async () => {
      const item = await desk.table.get(keys.profile(desk.member));
      return [String(item?.agenda ?? 'none').split('#')[1], item?.due];
    };
    const stands = (birthday: string, since: string) => [
      birthdayHash(MEMBER_KEY, birthday),
      expect.stringContaining(`${since}#`),
    ];
    const later = '2026-11-03T12:00:00.000Z';
    await desk.put({ birthday: '1990-11-05', consents: [saying('in-app', 'membership')] });
    expect(await place()).toEqual(stands('11-05', NOON));
    await desk.tell(mara, '2026-11-02T12:00:00.000Z');
    await desk.put({ birthday: '--11-05' }, later);
    expect(await place()).toEqual(stands('11-05', NOON));
    await desk.put({ birthday: '--11-06' }, later);
    expect(await place()).toEqual(stands('11-06', later));
    await desk.put({ consents: [saying('in-app', 'membership', 'withdrawn')] }, later);
    expect(await place()).toEqual([undefined, undefined]);
  });

  test('of 29 February is one without a year too', async () => {
    const agreed = { birthday: '--02-29', consents: [saying('in-app', 'membership')] };
    expect(await desk.put(agreed)).toMatchObject({ status: 200, body: { birthday: '--02-29' } });
  });
});

test('a name on a leaderboard is kept with consent to be shown alone', async () => {
  expect(await desk.put({ displayName: 'Mara' })).toMatchObject({ status: 409 });
  const agreed = { displayName: 'Mara', consents: [saying('in-app', 'publication')] };
  expect(await desk.put(agreed)).toMatchObject({ status: 200, body: { displayName: 'Mara' } });
  const left = await desk.put({ consents: [saying('in-app', 'publication', 'withdrawn')] });
  expect(left.body).not.toHaveProperty('displayName');
});

describe('of a member whom another went into', () => {
  let survivor: string;
  let pair: { survivor: string; absorbed: string };
  beforeEach(async () => {
    survivor = await desk.aMember();
    pair = { survivor, absorbed: desk.member };
    await desk.put({ birthday: '1990-11-05', consents: [saying('in-app', 'membership')] });
    await desk.tell({ email: 'old@example.org', name: 'Mara' }, '2026-11-02T12:00:00.000Z');
    await desk.tell({ email: 'new@example.org' }, '2026-11-03T12:00:00.000Z', survivor);
    await mergeMembers(desk.table, pair, occasionAt('2026-11-04T12:00:00Z'), ladder);
  });

  test('preferences are of both, under either id', async () => {
    const known = {
      status: 200,
      body: {
        member: survivor,
        contact: { email: 'new@example.org', name: 'Mara' },
        birthday: '1990-11-05',
        consents: [{ purpose: 'membership' }],
      },
    };
    expect(await desk.get()).toMatchObject(known);
    expect(await desk.get(survivor)).toMatchObject(known);
  });

  test('what is taken back is kept under neither, also when they part again', async () => {
    const left = await desk.put({ consents: [saying('in-app', 'membership', 'withdrawn')] });
    expect(left.body).not.toHaveProperty('birthday');
    expect(left.body.contact).toEqual({ email: 'new@example.org' });
    await unmergeMembers(desk.table, pair, occasionAt('2026-11-05T12:00:00Z'), ladder);
    const released = await desk.get();
    expect(released.body).toMatchObject({
      member: desk.member,
      contact: { email: 'old@example.org' },
    });
    expect(released.body).not.toHaveProperty('birthday');
    expect(released.body.consents).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('a birthday that is changed is the only one', async () => {
    expect(await desk.put({ birthday: '--11-06' })).toMatchObject({
      body: { birthday: '--11-06' },
    });
    expect((await desk.put({ birthday: null })).body).not.toHaveProperty('birthday');
  });
});
