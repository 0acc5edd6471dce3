import { describe, expect, test } from 'vitest';
import { type Reference, Synthesized, target } from './synthesized.ts';

const stack = new Synthesized('production');

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

const lambdas = stack.all<Lambda>('AWS::Lambda::Function').map(([, lambda]) => lambda);
const roles = new Map(stack.all<Role>('AWS::IAM::Role'));

const names = lambdas.map(({ Environment }) =>
  String(Environment.Variables.POWERTOOLS_SERVICE_NAME),
);

function lambdaOf(name: string): Lambda {
  const found = lambdas.find(
    ({ Environment }) => Environment.Variables.POWERTOOLS_SERVICE_NAME === name,
  );
  return found ?? expect.fail(`there is no ${name}`);
}

const variable = (name: string, of: string) => lambdaOf(of).Environment.Variables[name];
const contactKey = target(variable('CONTACT_KEY_ID', 'profile'));
const wrappingKey = target(variable('WRAPPING_KEY_ID', 'profile'));
const keyTable = target(variable('DATA_KEYS_TABLE_NAME', 'profile'));

/** The functions that may do this with a resource. */
function whoMay(action: string, resource: string): readonly string[] {
  return names.filter((name) => {
    const { Policies = [] } = roles.get(target(lambdaOf(name).Role)) ?? {};
    return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).some(
      ({ Action, Resource }) =>
        [Action].flat().includes(action) && JSON.stringify(Resource).includes(`"${resource}"`),
    );
  });
}

describe('how customers can be reached', () => {
  test('is sealed by whoever hears it from shops, and opened by one function alone', () => {
    expect(whoMay('kms:Decrypt', contactKey)).toEqual(['profile']);
    expect(whoMay('kms:GetPublicKey', contactKey)).toContain('webhooks');
    expect(stack.at({ Ref: contactKey }).Properties).toMatchObject({
      KeySpec: 'RSA_2048',
      KeyUsage: 'ENCRYPT_DECRYPT',
    });
  });

  test('is read by those alone who keep it, write to members, or tell them what is kept', () => {
    const readers = whoMay('kms:Decrypt', wrappingKey);
    expect(readers).toEqual(expect.arrayContaining(['notify', 'profile', 'preferences']));
    expect(whoMay('dynamodb:GetItem', keyTable)).toEqual(readers);
    for (const name of ['webhooks', 'ledger', 'relay', 'send-held', 'unsubscribe']) {
      expect(readers).not.toContain(name);
    }
  });
});

test('no backup brings a destroyed key back, and production keeps the others', () => {
  const table = stack.at({ Ref: keyTable });
  expect(table).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      SSESpecification: { SSEEnabled: true },
      Replicas: [{ DeletionProtectionEnabled: true }],
    },
  });
  expect(JSON.stringify(table)).not.toMatch(/PointInTimeRecoveryEnabled":true|StreamSpec/);
  for (const key of [contactKey, wrappingKey]) {
    expect(stack.at({ Ref: key }).DeletionPolicy).toBe('Retain');
  }
  expect(stack.at({ Ref: wrappingKey }).Properties).toMatchObject({ EnableKeyRotation: true });
});

test('one function alone destroys keys, and removes what is kept', () => {
  expect(whoMay('dynamodb:DeleteItem', keyTable)).toEqual(['privacy-requests']);
  const table = target(variable('TABLE_NAME', 'profile'));
  expect(whoMay('dynamodb:DeleteItem', table)).toEqual(['privacy-requests']);
});
