import { describe, expect, test } from 'vitest';
import { domainOf } from '../../infra/constructs/mail-sender.ts';
import { sendersOf, warningsOfSenders } from '../../infra/senders.ts';
import { LOCAL, PRODUCTION, stageNamed } from '../../infra/stages.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import { ladder } from '../support/member-ledger.ts';
import { type Reference, Synthesized } from './synthesized.ts';

const stack = new Synthesized(PRODUCTION);

interface Rule {
  readonly EventBusName?: Reference;
  readonly EventPattern: { readonly source: string[]; readonly detail: object };
  readonly Targets: readonly {
    readonly Arn: Reference;
    readonly InputTransformer?: { readonly InputPathsMap: Record<string, string> };
    readonly DeadLetterConfig?: unknown;
  }[];
}

interface Queue {
  readonly MessageRetentionPeriod: number;
}

const notify = stack.function('notify');

/** What the function that writes to members may do something with, as text. */
const resourcesOf = (action: string) =>
  notify.permissions
    .filter(({ Action }) => [Action].flat().includes(action))
    .map(({ Resource }) => JSON.stringify(Resource))
    .join();

describe('messages that leave the app', () => {
  test('are sent by one function, from one sender and one origin', () => {
    expect(stack.whoMay('ses:SendEmail')).toEqual(['notify']);
    expect(resourcesOf('ses:SendEmail')).toMatch(/identity\/.*configuration-set\//);
    expect(resourcesOf('ses:SendEmail')).not.toContain('"*"');
    expect(stack.whoMay('sms-voice:SendTextMessage')).toEqual(['notify']);
    expect(resourcesOf('sms-voice:SendTextMessage')).toContain(
      'arn:aws:sms-voice:eu-central-1:000000000000:pool/pool-1',
    );
    expect(notify.variables).toMatchObject({
      MAIL_SENDER: 'Bird House <hello@birdhouse.example>',
      SMS_ORIGIN: 'arn:aws:sms-voice:eu-central-1:000000000000:pool/pool-1',
    });
    expect(stack.one('AWS::SES::EmailIdentity')).toMatchObject({
      EmailIdentity: 'birdhouse.example',
    });
    expect(stack.one('AWS::SES::ConfigurationSet')).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });

  test('that bounce or are complained of are told of without the address', () => {
    const rules = stack
      .all<Rule>('AWS::Events::Rule')
      .map(([, rule]) => rule)
      .filter(({ EventBusName }) => EventBusName === undefined);
    expect(rules.map(({ EventPattern }) => EventPattern)).toMatchObject([
      {
        source: ['aws.ses'],
        detail: { eventType: ['Bounce'], bounce: { bounceType: ['Permanent'] } },
      },
      { source: ['aws.ses'], detail: { eventType: ['Complaint'] } },
    ]);
    for (const { Targets } of rules) {
      const [{ InputTransformer, DeadLetterConfig }] = Targets as [Rule['Targets'][0]];
      const paths = Object.values(InputTransformer?.InputPathsMap ?? {});
      expect(paths.toSorted()).toEqual([
        '$.detail.mail.tags.address[0]',
        '$.detail.mail.tags.member[0]',
        '$.time',
      ]);
      // A dead letter would be the whole event, with the address in it.
      expect(DeadLetterConfig).toBeUndefined();
    }
  });

  test('that wait are looked for every five minutes, and what was found late is forgotten', () => {
    const { OWN_QUEUE_URL, HELD_QUEUE_URL } = stack.function('send-held').variables;
    for (const queue of [OWN_QUEUE_URL, HELD_QUEUE_URL]) {
      const { MessageRetentionPeriod } = stack.at(queue).Properties as Queue;
      expect(MessageRetentionPeriod).toBe(1_800);
    }
    expect(stack.schedulesOf(OWN_QUEUE_URL)).toMatchObject([
      { ScheduleExpression: 'rate(5 minutes)' },
    ]);
  });
});

describe('senders', () => {
  const none = { mail: undefined, texts: undefined };

  test('are there on one machine, and nowhere else unless they are named', () => {
    expect(sendersOf(stageNamed(LOCAL), none)).toEqual({
      mail: expect.stringContaining('@'),
      texts: expect.stringMatching(/^arn:/),
    });
    expect(sendersOf(stageNamed(PRODUCTION), none)).toEqual({});
    const mail = 'hello@example.org';
    expect(sendersOf(stageNamed(PRODUCTION), { ...none, mail })).toEqual({ mail });
  });

  test('that are missing are warned of, and so is a postal address', () => {
    const ids = (...of: Parameters<typeof warningsOfSenders>) =>
      warningsOfSenders(...of).map(([id]) => id);
    expect(ids({}, ladder)).toEqual(['perch:no-mail', 'perch:no-texts']);
    const both = { mail: 'hello@example.org', texts: 'arn' };
    expect(ids(both, ladder)).toEqual(['perch:no-postal-address']);
    const { contact } = fourTierLadder;
    if (contact === undefined) expect.fail();
    const brand = { name: 'Bird House', postalAddress: 'Perch Lane 1' };
    const told = loadProgram({ ...fourTierLadder, contact: { ...contact, brand } });
    expect(ids(both, told)).toEqual([]);
  });

  test.each([
    ['hello@example.org', 'example.org'],
    ['Bird House <hello@Mail.Example.org>', 'mail.example.org'],
  ])('have a domain: %s', (sender, domain) => {
    expect(domainOf(sender)).toBe(domain);
  });

  test.each(['example.org', 'hello@', 'a b@example.org', 'X <hello@example.org', ''])(
    'that are none stop the synthesis: %s',
    (sender) => {
      expect(() => domainOf(sender)).toThrow('is no sender');
    },
  );
});
