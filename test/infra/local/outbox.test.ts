import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailCalls } from '../../../infra/local/aws-calls/mail.ts';
import { textMessageCalls } from '../../../infra/local/aws-calls/text-messages.ts';
import { type AwsEndpoint, openAwsEndpoint } from '../../../infra/local/aws-endpoint.ts';
import type { Clock } from '../../../infra/local/clock.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import { type Outbox, openOutbox } from '../../../infra/local/outbox.ts';
import { localClient } from '../../../infra/local/table.ts';

const time = '2026-11-01T09:00:00.000Z';
const clock: Clock = { now: () => Date.parse(time), moveTo: () => {}, onMove: () => {} };

let journal: Journal;
let endpoint: AwsEndpoint;
let outbox: Outbox;
let mail: SESv2Client;
let texts: PinpointSMSVoiceV2Client;
beforeEach(async () => {
  journal = openJournal(':memory:');
  outbox = openOutbox(journal);
  endpoint = await openAwsEndpoint();
  endpoint.serve(
    new Map([...mailCalls({ clock, outbox }), ...textMessageCalls({ clock, outbox })]),
  );
  const client = { ...localClient(endpoint.url), maxAttempts: 1 };
  mail = new SESv2Client(client);
  texts = new PinpointSMSVoiceV2Client(client);
});
afterEach(async () => {
  mail.destroy();
  texts.destroy();
  await endpoint.close();
  journal.close();
});

const letter = (more: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: 'Perch <hello@brand.example>',
  Destination: { ToAddresses: ['ann@example.com'] },
  Content: {
    Simple: {
      Subject: { Data: 'Your points' },
      Body: { Text: { Data: '30 points, 積分' }, Html: { Data: '<p>30 points</p>' } },
      Headers: [{ Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' }],
    },
  },
  ConfigurationSetName: 'perch',
  ...more,
});
const text = {
  DestinationPhoneNumber: '+14255550100',
  OriginationIdentity: '+18005550199',
  MessageBody: 'Your code is 1234',
  MessageType: 'TRANSACTIONAL',
  TimeToLive: 600,
} as const;

describe('the outbox', () => {
  it('holds a mail that SES has accepted, with what it was asked', async () => {
    const { MessageId } = await mail.send(new SendEmailCommand(letter()));
    expect(MessageId).toMatch(/^[0-9a-f-]+$/);
    expect(outbox.recent(10)).toEqual([
      {
        channel: 'email',
        to: 'ann@example.com',
        subject: 'Your points',
        body: '30 points, 積分',
        time,
        request: letter(),
      },
    ]);
  });

  it.each<[string, Partial<SendEmailCommandInput>]>([
    ['to nobody', { Destination: {} }],
    ['to what is no address', { Destination: { ToAddresses: ['ann'] } }],
    ['without a body', { Content: { Simple: { Subject: { Data: 'Your points' }, Body: {} } } }],
    [
      'with a header of two lines',
      {
        Content: {
          Simple: {
            Subject: { Data: 'Your points' },
            Body: { Text: { Data: '30 points' } },
            Headers: [{ Name: 'X-Brand', Value: 'a\nBcc: eve@example.com' }],
          },
        },
      },
    ],
  ])('is given no mail %s', async (_, wrong) => {
    const refused = mail.send(new SendEmailCommand(letter(wrong)));
    await expect(refused).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(outbox.recent(10)).toEqual([]);
  });

  it('holds a text message that was accepted, with what was asked', async () => {
    const { MessageId } = await texts.send(new SendTextMessageCommand(text));
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(outbox.recent(10)).toEqual([
      {
        channel: 'sms',
        to: '+14255550100',
        subject: '',
        body: 'Your code is 1234',
        time,
        request: text,
      },
    ]);
  });

  it('is given no text message of a dry run, nor one to what is no number', async () => {
    const dry = await texts.send(new SendTextMessageCommand({ ...text, DryRun: true }));
    expect(dry.MessageId).toBeDefined();
    const nowhere = new SendTextMessageCommand({ ...text, DestinationPhoneNumber: '555-0100' });
    await expect(texts.send(nowhere)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(outbox.recent(10)).toEqual([]);
  });
});
