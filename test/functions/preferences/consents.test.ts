import { describe, expect, test } from 'vitest';
import { mara, NOON, saying, usePreferenceDesk } from '../../support/preference-desk.ts';

const desk = usePreferenceDesk();

type Answer = { readonly body: Record<string, unknown> };
const consentsOf = ({ body }: Answer) => body.consents;
const tokensOf = ({ body }: Answer) =>
  (body.confirmations as { token: string }[]).map(({ token }) => token);

describe('a consent', () => {
  test('is recorded with its proof, once, and stays in the record when it is taken back', async () => {
    const given = { consents: [saying('x', 'publication')] };
    expect(consentsOf(await desk.put(given))).toEqual([
      { channel: 'x', purpose: 'publication', state: 'granted', version: 'v1', at: NOON },
    ]);
    await desk.put(given, '2026-11-02T12:00:00.000Z');
    await desk.put(
      { consents: [saying('x', 'publication', 'withdrawn')] },
      '2026-11-03T12:00:00.000Z',
    );
    const all = await desk.records();
    expect(all.map(({ state, at }) => [state, new Date(at).toISOString()])).toEqual([
      ['granted', NOON],
      ['withdrawn', '2026-11-03T12:00:00.000Z'],
    ]);
    expect(all[0]).toMatchObject({
      member: desk.member,
      ...saying('x', 'publication'),
      actor: 'the-shop',
    });
  });

  test('is taken back without a word, once', async () => {
    await desk.put({ consents: [saying('x', 'marketing')] });
    const { channel, purpose, source, method } = saying('x', 'marketing');
    const no = { consents: [{ channel, purpose, source, method, state: 'withdrawn' }] };
    expect(consentsOf(await desk.put(no))).toMatchObject([{ state: 'withdrawn' }]);
    await desk.put(no);
    await desk.put({ consents: [saying('x', 'marketing', 'withdrawn', { version: 'v2' })] });
    expect(await desk.records()).toHaveLength(2);
  });

  test('to another text is another consent', async () => {
    await desk.put({ consents: [saying('x', 'marketing')] });
    await desk.put({ consents: [saying('x', 'marketing', 'granted', { version: 'v2' })] });
    expect((await desk.records()).map(({ version }) => version)).toEqual(['v1', 'v2']);
  });

  test('that is recorded later counts, though its gateway’s clock is behind', async () => {
    await desk.put({ consents: [saying('x', 'marketing')] }, '2026-11-01T12:00:00.050Z');
    const no = { consents: [saying('x', 'marketing', 'withdrawn')] };
    expect(consentsOf(await desk.put(no, NOON))).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('given many times at once is recorded once', async () => {
    const given = { consents: [saying('x', 'marketing')] };
    const answers = await Promise.all(Array.from({ length: 5 }, () => desk.put(given)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await desk.records()).toHaveLength(1);
  });

  test('decides what is kept from the next order on, and what is dropped at once', async () => {
    await desk.tell(mara, '2026-10-01T12:00:00.000Z');
    const agreed = [saying('in-app', 'membership'), saying('sms', 'transactional')];
    await desk.put({ consents: agreed });
    // The same data, which was known and is told again all the same.
    await desk.tell(mara, '2026-11-02T12:00:00.000Z');
    const { language: _, ...contact } = mara;
    expect(await desk.get()).toMatchObject({ body: { contact } });
    const { body } = await desk.put({ consents: [saying('sms', 'transactional', 'withdrawn')] });
    expect(body.contact).toEqual({ email: mara.email, name: mara.name });
  });
});

describe('marketing by e-mail', () => {
  const wish = { consents: [saying('email', 'marketing')] };

  test('waits for its confirmation, whose token a repeat tells again', async () => {
    const asked = await desk.put(wish);
    expect(consentsOf(asked)).toMatchObject([{ state: 'pending' }]);
    const again = await desk.put(wish, '2026-11-02T12:00:00.000Z');
    expect(tokensOf(again)).toEqual(tokensOf(asked));
    expect(asked.body.confirmations).toMatchObject([
      { channel: 'email', purpose: 'marketing', until: '2026-11-08T12:00:00.000Z' },
    ]);
    expect((await desk.get()).body).not.toHaveProperty('confirmations');
    expect(await desk.records()).toHaveLength(1);
  });

  test('is granted by the token, however often it is given', async () => {
    const [token] = tokensOf(await desk.put(wish));
    const confirmed = await desk.confirm(token, '2026-11-02T12:00:00.000Z');
    expect(confirmed).toMatchObject({ status: 200 });
    expect(consentsOf(confirmed)).toMatchObject([
      { state: 'granted', version: 'v1', at: '2026-11-02T12:00:00.000Z' },
    ]);
    expect(await desk.confirm(token, '2026-11-30T12:00:00.000Z')).toEqual(confirmed);
    expect((await desk.records()).map(({ state, method }) => [state, method])).toEqual([
      ['pending', 'checkbox'],
      ['granted', 'double-opt-in'],
    ]);
    expect(tokensOf(await desk.put(wish))).toEqual([]);
  });

  test('is granted by no other token, nor by one of another member', async () => {
    const [token = ''] = tokensOf(await desk.put(wish));
    const other = await desk.aMember();
    const elsewhere = await desk.confirm(token, NOON, other);
    for (const answer of [
      elsewhere,
      await desk.confirm('A'.repeat(22)),
      await desk.confirm(`${token}A`),
    ]) {
      expect(answer).toMatchObject({ status: 404 });
    }
    expect(consentsOf(await desk.get())).toMatchObject([{ state: 'pending' }]);
  });

  test('is to be asked for again after a week', async () => {
    const [token] = tokensOf(await desk.put(wish));
    expect(await desk.confirm(token, '2026-11-08T12:00:00.001Z')).toMatchObject({ status: 409 });
    const [second] = tokensOf(await desk.put(wish, '2026-11-09T12:00:00.000Z'));
    expect(second).not.toBe(token);
    expect(await desk.confirm(second, '2026-11-09T13:00:00.000Z')).toMatchObject({ status: 200 });
  });

  test('that was taken back stays so, whatever token comes', async () => {
    const [token] = tokensOf(await desk.put(wish));
    await desk.put({ consents: [saying('email', 'marketing', 'withdrawn')] });
    expect(await desk.confirm(token)).toMatchObject({ status: 404 });
    expect(consentsOf(await desk.get())).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('that is confirmed as it is taken back is taken back', async () => {
    for (let i = 0; i < 5; i++) {
      const [token] = tokensOf(await desk.put(wish));
      const no = { consents: [saying('email', 'marketing', 'withdrawn')] };
      await Promise.all([desk.confirm(token), desk.put(no)]);
      expect(consentsOf(await desk.get())).toMatchObject([{ state: 'withdrawn' }]);
    }
  });

  test('needs no second confirmation for another text', async () => {
    const [token] = tokensOf(await desk.put(wish));
    await desk.confirm(token);
    const other = { consents: [saying('email', 'marketing', 'granted', { version: 'v2' })] };
    expect(consentsOf(await desk.put(other))).toMatchObject([{ state: 'granted', version: 'v2' }]);
  });
});

test('a channel is switched off and on, each time with a record', async () => {
  expect(await desk.put({ channels: { email: false } })).toMatchObject({
    body: { channels: { email: false, sms: true }, consents: [] },
  });
  await desk.put({ channels: { email: false, sms: true } });
  expect(await desk.put({ channels: { email: true } })).toMatchObject({
    body: { channels: { email: true } },
  });
  expect(
    (await desk.records()).map(({ channel, purpose, state }) => [channel, purpose, state]),
  ).toEqual([
    ['email', 'all', 'withdrawn'],
    ['email', 'all', 'granted'],
  ]);
});
