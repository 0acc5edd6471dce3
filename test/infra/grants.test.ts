import { expect, test } from 'vitest';
import {
  actionsOf,
  type Permission,
  permissionsOf,
  type Reference,
  type Role,
  Synthesized,
} from './synthesized.ts';

const stack = new Synthesized('production');

/** Every statement that allows one of our roles something, with the role's logical id. */
const statements = [
  ...stack
    .all<{ PolicyDocument: { Statement: Permission[] }; Roles: Reference[] }>('AWS::IAM::Policy')
    .flatMap(([, { PolicyDocument, Roles }]) =>
      PolicyDocument.Statement.map((statement) => ({ role: stack.at(Roles[0]).id, statement })),
    ),
  ...stack
    .all<Role>('AWS::IAM::Role')
    .flatMap(([role, properties]) =>
      permissionsOf(properties).map((statement) => ({ role, statement })),
    ),
];

test('no role may do anything to everything, except where AWS knows no narrower resource', () => {
  const wild = statements
    .filter(({ statement }) => JSON.stringify(statement).includes('*'))
    .flatMap(({ role, statement }) =>
      [statement.Action].flat().map((action) => `${role} ${action}`),
    )
    .map((grant) => grant.replace(/^\w+MachineRole\w+ /, 'a state machine '));
  expect([...new Set(wild)].toSorted()).toEqual([
    // Log deliveries and traces of a state machine have no resources that a policy could name.
    'a state machine logs:CreateLogDelivery',
    'a state machine logs:DeleteLogDelivery',
    'a state machine logs:DescribeLogGroups',
    'a state machine logs:DescribeResourcePolicies',
    'a state machine logs:GetLogDelivery',
    'a state machine logs:ListLogDeliveries',
    'a state machine logs:PutResourcePolicy',
    'a state machine logs:UpdateLogDelivery',
    'a state machine xray:PutTelemetryRecords',
    'a state machine xray:PutTraceSegments',
  ]);
});

test('no role borrows a policy that AWS manages', () => {
  for (const [id, role] of stack.all<{ ManagedPolicyArns?: unknown }>('AWS::IAM::Role')) {
    expect(role.ManagedPolicyArns, id).toBeUndefined();
  }
});

test.each([
  ['webhooks', []],
  ['ledger', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  [
    'relay',
    [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
  ],
  ['start-promotion', []],
  ['check-promotion', ['dynamodb:GetItem']],
  ['grant-reward', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']],
  // Twice: of the loyalty table, and of the one of data keys.
  ['notify', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']],
  ['subscriptions', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']],
  // Twice: of the loyalty table, and of the one of data keys.
  ['profile', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:PutItem']],
  ['preferences', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:PutItem']],
  [
    'claims',
    [
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
  ],
  [
    'privacy',
    [
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Query',
    ],
  ],
  [
    'privacy-requests',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:DeleteItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Query',
    ],
  ],
  ['members', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Query']],
  ['coupons', ['dynamodb:GetItem', 'dynamodb:PutItem']],
  ['redemptions', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']],
  ['activities', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['operations', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['draws', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['program', []],
  [
    'calendar',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
  ],
  ['tasks', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Query']],
  // Of the loyalty table, and of the one of data keys.
  ['leaderboard', ['dynamodb:GetItem', 'dynamodb:GetItem']],
  [
    'daily-round',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ],
  ],
  [
    'calendar-round',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ],
  ],
  // Orders, the agenda, and members' histories.
  [
    'run-agenda',
    [
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
  ],
  [
    'expire-points',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ],
  ],
  // The roster, and histories of members of whom orders were given back.
  [
    'review-tiers',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ],
  ],
])('%s may do with the table what it does and no more', (name, actions) => {
  expect(actionsOf(stack.function(name), 'dynamodb')).toEqual(actions);
});

test('only what hears from shops, the relay and time put events on the bus, besides the state machine', () => {
  const publishers = stack.whoMay('events:PutEvents');
  expect(publishers).toEqual([
    'webhooks',
    'ask-shop',
    'reconcile',
    'relay',
    'run-agenda',
    'expire-points',
    'daily-round',
  ]);
});

test('the function that answers from the internet can read secrets, not change them', () => {
  expect(new Set(actionsOf(stack.function('webhooks'), 'secretsmanager'))).toEqual(
    new Set(['secretsmanager:GetSecretValue']),
  );
});
