import { describe, expect, test } from 'vitest';
import { unsubscribe } from '../../../functions/unsubscribe/handler.ts';
import { findMember } from '../../../shared/contact/one-member.ts';
import { openProfile } from '../../../shared/contact/profiles.ts';
import { type Endable, unsubscribeToken } from '../../../shared/identity/unsubscribe-token.ts';
import { readConsentRecords } from '../../../shared/table/people/consent-item.ts';
import { invoke } from '../../support/invoke.ts';
import { MEMBER_KEY, useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';
import { agreed, messenger } from '../../support/messenger.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);
const desk = messenger(local, kept);

const AT = Date.parse('2026-11-02T11:00:00.000Z');

async function call(method: 'GET' | 'POST', token: string, body?: string, language = 'en') {
  const handler = unsubscribe({
    table: local.table,
    program: ladder,
    memberKey: async () => MEMBER_KEY,
  });
  const route = `${method} /unsubscribe/{token}`;
  const answer = await invoke(handler, {
    version: '2.0',
    routeKey: route,
    rawPath: `/unsubscribe/${token}`,
    rawQueryString: '',
    headers: { 'accept-language': language },
    pathParameters: { token },
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
    requestContext: {
      accountId: '000000000000',
      apiId: 'an-api',
      domainName: 'an-api.local',
      domainPrefix: 'an-api',
      http: { method, path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'a-test' },
      requestId: 'a-trace',
      routeKey: route,
      stage: '$default',
      time: '',
      timeEpoch: AT,
    },
  });
  return { status: answer.statusCode, html: answer.body ?? '', headers: answer.headers ?? {} };
}

const willing = () =>
  desk.member({
    contact: { email: 'mara@example.org' },
    consents: [agreed('email', 'marketing'), agreed('sms', 'marketing')],
  });
const tokenOf = (member: string, more: Partial<Endable> = {}) =>
  unsubscribeToken(MEMBER_KEY, { member, channel: 'email', purpose: 'marketing', ...more });
const states = async (member: string) =>
  Object.fromEntries(
    ((await findMember(local.table, member))?.consents ?? []).map(({ channel, purpose, state }) => [
      `${channel} ${purpose}`,
      state,
    ]),
  );

describe('the link that ends promotions', () => {
  test('asks when it is looked at, and ends nothing', async () => {
    const mara = await willing();
    const { status, html, headers } = await call('GET', tokenOf(mara));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(html).toContain('Shall we send you no more promotional e-mails?');
    expect(html).toContain('<form method="post">');
    expect(html).not.toMatch(/https?:|<script|<img/);
    expect(await states(mara)).toEqual({
      'email marketing': 'granted',
      'sms marketing': 'granted',
    });
  });

  test.each([
    ['one click of a mail program', 'List-Unsubscribe=One-Click', 'one-click'],
    ['the button of its page', 'end=yes', 'unsubscribe-page'],
  ])('ends them with %s, once, with its proof', async (_, body, method) => {
    const mara = await willing();
    const { status, html } = await call('POST', tokenOf(mara), body);
    expect(status).toBe(200);
    expect(html).toContain('You will get no more promotional e-mails from us.');
    expect((await call('POST', tokenOf(mara), body)).status).toBe(200);
    expect(await states(mara)).toEqual({
      'email marketing': 'withdrawn',
      'sms marketing': 'granted',
    });
    expect(await readConsentRecords(local.table, mara)).toEqual([
      {
        member: mara,
        channel: 'email',
        purpose: 'marketing',
        state: 'withdrawn',
        at: AT,
        method,
        actor: 'member',
        source: 'unsubscribe-link',
      },
    ]);
    const found = await findMember(local.table, mara);
    expect(found && (await openProfile(kept.dataKeys, found.own)).email?.value).toBe(
      'mara@example.org',
    );
  });

  test('ends nothing for a post that says nothing', async () => {
    const mara = await willing();
    expect((await call('POST', tokenOf(mara), 'hello=there')).status).toBe(400);
    expect(await states(mara)).toMatchObject({ 'email marketing': 'granted' });
  });

  test('of a message that promotes nothing ends the channel', async () => {
    const mara = await willing();
    await call('POST', tokenOf(mara, { channel: 'sms', purpose: 'all' }), 'end=yes');
    expect(await states(mara)).toMatchObject({ 'sms all': 'withdrawn' });
  });

  test('speaks the language of who opens it', async () => {
    const { html } = await call('GET', tokenOf(await willing()), undefined, 'zh-CN');
    expect(html).toContain('是否不再向您发送营销邮件？');
  });

  test.each([
    ['of nothing', ''],
    ['of other signs', 'x.email.marketing.y'],
    ['that is endless', 'x'.repeat(5_000)],
    ['with one sign changed', `${tokenOf('somebody').slice(0, -1)}!`],
    ['for another channel than it was made for', tokenOf('somebody').replace('.email.', '.sms.')],
    ['with something behind it', `${tokenOf('somebody')}.more`],
    ['of a member who is none', tokenOf('nobody')],
  ])('is not found by a token %s', async (_, token) => {
    expect((await call('POST', token, 'List-Unsubscribe=One-Click')).status).toBe(404);
  });
});
