import { describe, expect, test } from 'vitest';
import { domainOf } from '../../infra/constructs/mail-sender.ts';
import { sendersOf, warningsOfSenders } from '../../infra/senders.ts';
import { LOCAL, PRODUCTION, stageNamed } from '../../infra/stages.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import { ladder } from '../support/member-ledger.ts';
import { type Reference, Synthesized, target } from './synthesized.ts';

const stack = new Synthesized(PRODUCTION);

interface Lambda {
  readonly Environment: { readonly Variables: Readonly<Record<string, Reference>> };
  readonly Role: Reference;
}

interface Role {
  readonly Policies?: readonly {
    readonly PolicyDocument: {
      readonly Statement: readonly {
        readonly Action: string | string[];
        readonly Resource: unknown;
      }[];
    };
  }[];
}

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

interface Schedule {
  readonly ScheduleExpression: string;
  readonly Target: { readonly Arn: Reference; readonly Input: string };
}

const lambdas = stack.all<Lambda>('AWS::Lambda::Function');

function lambdaOf(name: string): readonly [string, Lambda] {
  const found = lambdas.find(
    ([, { Environment }]) => Environment.Variables.POWERTOOLS_SERVICE_NAME === name,
  );
  return found ?? expect.fail(`there is no ${name}`);
}

/** The functions that may do something, and with what. */
function whoMay(action: string): readonly (readonly [name: unknown, resources: string])[] {
  return lambdas.flatMap(([, { Role, Environment }]) => {
    const { Policies = [] } = stack.at(Role).Properties as Role;
    return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes(action))
      .map(
        ({ Resource }) =>
          [Environment.Variables.POWERTOOLS_SERVICE_NAME, JSON.stringify(Resource)] as const,
      );
  });
}

describe('messages that leave the app', () => {
  test('are sent by one function, from one sender and one origin', () => {
    const [mail, ...others] = whoMay('ses:SendEmail');
    expect(others).toEqual([]);
    expect(mail?.[0]).toBe('notify');
    expect(mail?.[1]).toMatch(/identity\/.*configuration-set\//);
    expect(mail?.[1]).not.toContain('"*"');
    const [text, ...rest] = whoMay('sms-voice:SendTextMessage');
    expect(rest).toEqual([]);
    expect(text?.[0]).toBe('notify');
    expect(text?.[1]).toContain('arn:aws:sms-voice:eu-central-1:000000000000:pool/pool-1');
    expect(lambdaOf('notify')[1].Environment.Variables).toMatchObject({
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
    const [, { Environment }] = lambdaOf('send-held');
    const { OWN_QUEUE_URL, HELD_QUEUE_URL } = Environment.Variables;
    for (const queue of [OWN_QUEUE_URL, HELD_QUEUE_URL]) {
      const { MessageRetentionPeriod } = stack.at(queue).Properties as Queue;
      expect(MessageRetentionPeriod).toBe(1_800);
    }
    const ticks = stack
      .all<Schedule>('AWS::Scheduler::Schedule')
      .map(([, schedule]) => schedule)
      .filter(({ Target }) => target(Target.Arn) === target(OWN_QUEUE_URL));
    expect(ticks).toMatchObject([{ ScheduleExpression: 'rate(5 minutes)' }]);
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
