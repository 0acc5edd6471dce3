import { expect, test } from 'vitest';
import { functions } from '../../infra/bundle.ts';
import { type Reference, Synthesized } from './synthesized.ts';

const stack = new Synthesized('production');

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

interface Role {
  readonly Description?: string;
  readonly ManagedPolicyArns?: unknown;
  readonly Policies?: readonly Policy[];
}

/** Every statement that allows one of our roles something, with the role's logical id. */
const statements = [
  ...stack
    .all<Policy & { Roles: Reference[] }>('AWS::IAM::Policy')
    .flatMap(([, { PolicyDocument, Roles }]) =>
      PolicyDocument.Statement.map((statement) => ({ role: stack.at(Roles[0]).id, statement })),
    ),
  ...stack
    .all<Role>('AWS::IAM::Role')
    .flatMap(([role, { Policies = [] }]) =>
      Policies.flatMap(({ PolicyDocument }) =>
        PolicyDocument.Statement.map((statement) => ({ role, statement })),
      ),
    ),
];

const list = <Value>(value: Value | readonly Value[]): readonly Value[] =>
  Array.isArray(value) ? value : [value as Value];

/** What a function may do with a service, on any resource. */
function actionsOf(name: string, service: string): readonly string[] {
  const [role] = stack
    .all<Role>('AWS::IAM::Role')
    .filter(([, { Description }]) => Description === `Perch production: ${name}`);
  return statements
    .filter((granted) => granted.role === role?.[0])
    .flatMap(({ statement }) => list(statement.Action))
    .filter((action) => action.startsWith(`${service}:`))
    .toSorted();
}

test('no role may do anything to everything, except where AWS knows no narrower resource', () => {
  const wild = statements
    .filter(({ statement }) => JSON.stringify(statement).includes('*'))
    .flatMap(({ role, statement }) => list(statement.Action).map((action) => `${role} ${action}`))
    .map((grant) => grant.replace(/^TierPromotionMachineRole\w+ /, 'tier-promotion '))
    .toSorted();
  expect(wild).toEqual([
    // Log deliveries and traces of a state machine have no resources that a policy could name.
    'tier-promotion logs:CreateLogDelivery',
    'tier-promotion logs:DeleteLogDelivery',
    'tier-promotion logs:DescribeLogGroups',
    'tier-promotion logs:DescribeResourcePolicies',
    'tier-promotion logs:GetLogDelivery',
    'tier-promotion logs:ListLogDeliveries',
    'tier-promotion logs:PutResourcePolicy',
    'tier-promotion logs:UpdateLogDelivery',
    'tier-promotion xray:PutTelemetryRecords',
    'tier-promotion xray:PutTraceSegments',
  ]);
});

test('no role borrows a policy that AWS manages', () => {
  for (const [id, role] of stack.all<Role>('AWS::IAM::Role')) {
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
  ['notify', ['dynamodb:PutItem']],
  ['members', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Query']],
  ['coupons', ['dynamodb:GetItem', 'dynamodb:PutItem']],
  ['redemptions', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']],
  ['activities', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['operations', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['draws', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['program', []],
])('%s may do with the table what it does and no more', (name, actions) => {
  expect(actionsOf(name, 'dynamodb')).toEqual(actions);
});

test('only webhooks and the relay put events on the bus, besides the state machine', () => {
  const publishers = Object.keys(functions).filter((name) => actionsOf(name, 'events').length > 0);
  expect(publishers).toEqual(['webhooks', 'relay']);
});

test('the function that answers from the internet can read secrets, not change them', () => {
  expect(new Set(actionsOf('webhooks', 'secretsmanager'))).toEqual(
    new Set(['secretsmanager:GetSecretValue']),
  );
});
