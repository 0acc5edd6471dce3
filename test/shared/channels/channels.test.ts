import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../../infra/local/aws-call.ts';
import { mailCalls } from '../../../infra/local/aws-calls/mail.ts';
import { textMessageCalls } from '../../../infra/local/aws-calls/text-messages.ts';
import { openAwsEndpoint } from '../../../infra/local/aws-endpoint.ts';
import type { OutboxMessage } from '../../../infra/local/outbox.ts';
import { localClient } from '../../../infra/local/table.ts';
import { byEmail } from '../../../shared/channels/email.ts';
import { type Carry, type Letter, NotTaken } from '../../../shared/channels/letter.ts';
import { byText } from '../../../shared/channels/text-message.ts';

const sent: OutboxMessage[] = [];
/** What the service answers instead, where that is said. */
let refusal: AwsError | undefined;
let email: Carry;
let text: Carry;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  const endpoint = await openAwsEndpoint();
  const parts = {
    clock: { now: () => Date.parse('2026-11-02T11:00:00Z'), moveTo: () => {}, onMove: () => {} },
    outbox: {
      take: (_: string, message: OutboxMessage) => void sent.push(message),
      watch: async () => {},
      recent: () => sent,
    },
  };
  endpoint.serve(
    new Map(
      [...mailCalls(parts), ...textMessageCalls(parts)].map(([target, call]) => [
        target,
        (input) => {
          if (refusal !== undefined) throw refusal;
          return call(input);
        },
      ]),
    ),
  );
  const options = { ...localClient(endpoint.url), maxAttempts: 1 };
  const ses = new SESv2Client(options);
  const sms = new PinpointSMSVoiceV2Client(options);
  stops.push(
    endpoint.close,
    () => ses.destroy(),
    () => sms.destroy(),
  );
  email = byEmail(ses, { from: 'Bird House <hello@example.org>', configurationSet: 'perch-test' });
  text = byText(sms, { identity: 'arn:of-a-pool', configurationSet: 'perch-test' });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
beforeEach(() => {
  sent.length = 0;
  refusal = undefined;
});

const letter: Letter = {
  to: 'mara@example.org',
  toHash: 'a'.repeat(22),
  member: 'm'.repeat(22),
  topic: 'rewards.granted',
  language: 'en',
  title: 'We have missed you',
  text: 'Yours: <b>Tea & Cake</b>.',
  isPromotion: true,
  brand: { name: 'Bird & House', replyTo: 'help@example.org', postalAddress: 'Perch Lane 1' },
  endUrl: 'https://api.example.org/unsubscribe/a-token',
  seconds: 7_200,
};

describe('an e-mail', () => {
  test('asks SES exactly this', async () => {
    expect(await email(letter)).toEqual({ ok: true });
    expect(sent).toMatchObject([
      { channel: 'email', to: 'mara@example.org', subject: 'We have missed you' },
    ]);
    expect(sent[0]?.request).toEqual({
      FromEmailAddress: 'Bird House <hello@example.org>',
      Destination: { ToAddresses: ['mara@example.org'] },
      ReplyToAddresses: ['help@example.org'],
      Content: {
        Simple: {
          Subject: { Data: 'We have missed you', Charset: 'UTF-8' },
          Body: {
            Text: {
              Data: [
                'Yours: <b>Tea & Cake</b>.',
                '',
                'Bird & House',
                'Perch Lane 1',
                'You get this because you agreed to e-mails from Bird & House.',
                'No more e-mails like this: https://api.example.org/unsubscribe/a-token',
                '',
              ].join('\n'),
              Charset: 'UTF-8',
            },
            Html: { Data: expect.any(String), Charset: 'UTF-8' },
          },
          Headers: [
            { Name: 'List-Unsubscribe', Value: '<https://api.example.org/unsubscribe/a-token>' },
            { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
          ],
        },
      },
      ConfigurationSetName: 'perch-test',
      EmailTags: [
        { Name: 'member', Value: letter.member },
        { Name: 'address', Value: letter.toHash },
        { Name: 'topic', Value: 'rewards-granted' },
      ],
    });
  });

  test('escapes all that it shows, and loads nothing', async () => {
    await email({ ...letter, title: '"><script>', link: 'https://example.org/?a=1&b="2"' });
    const { Content } = Object(sent[0]?.request);
    const html: string = Content.Simple.Body.Html.Data;
    expect(html).toContain('<p>Yours: &lt;b&gt;Tea &amp; Cake&lt;/b&gt;.</p>');
    expect(html).toContain('<h1 style="font-size:1.25em">&quot;&gt;&lt;script&gt;</h1>');
    expect(html).toContain('href="https://example.org/?a=1&amp;b=&quot;2&quot;"');
    expect(html).toContain('Bird &amp; House<br>Perch Lane 1<br>');
    expect(html).not.toMatch(/<img|<script|src=|url\(/);
    expect(html).toContain('<html lang="en">');
  });

  test('that promotes nothing has no one-click headers, and says what it is about', async () => {
    await email({ ...letter, isPromotion: false, language: 'zh-CN', brand: {} });
    expect(sent[0]?.request).not.toHaveProperty('Content.Simple.Headers');
    expect(sent[0]?.request).not.toHaveProperty('ReplyToAddresses');
    expect(sent[0]?.body).toContain('本邮件与您的会员身份有关。\n不再接收任何邮件: https://');
  });

  test('that SES does not take is refused, and one that it takes later surely did not go', async () => {
    refusal = new AwsError('MessageRejected', 'no');
    expect(await email(letter)).toEqual({ ok: false, why: 'refused' });
    refusal = new AwsError('BadRequestException', 'no');
    expect(await email(letter)).toEqual({ ok: false, why: 'refused' });
    refusal = new AwsError('TooManyRequestsException', 'later');
    await expect(email(letter)).rejects.toBeInstanceOf(NotTaken);
  });
});

describe('a text message', () => {
  test('asks End User Messaging exactly this', async () => {
    expect(await text({ ...letter, to: '+4915112345678' })).toEqual({ ok: true });
    expect(sent[0]?.request).toEqual({
      DestinationPhoneNumber: '+4915112345678',
      OriginationIdentity: 'arn:of-a-pool',
      MessageBody: 'Bird & House: Yours: <b>Tea & Cake</b>. Reply STOP to end.',
      MessageType: 'PROMOTIONAL',
      ConfigurationSetName: 'perch-test',
      TimeToLive: 7_200,
      Context: { topic: 'rewards.granted' },
    });
  });

  test('that promotes nothing is short, and lives as long as it may', async () => {
    const { seconds: _, ...untimed } = letter;
    await text({ ...untimed, to: '+4915112345678', isPromotion: false, brand: {} });
    expect(sent[0]?.request).toMatchObject({
      MessageBody: 'Yours: <b>Tea & Cake</b>.',
      MessageType: 'TRANSACTIONAL',
      TimeToLive: 259_200,
    });
  });

  test('to a number that is none is refused', async () => {
    refusal = new AwsError('ValidationException', 'no');
    expect(await text({ ...letter, to: '+4915112345678' })).toEqual({ ok: false, why: 'refused' });
  });
});
