import { describe, expect, test } from 'vitest';
import { Synthesized, target } from './synthesized.ts';

const stack = new Synthesized('production');

const variable = (name: string, of: string) => stack.function(of).variables[name];
const contactKey = target(variable('CONTACT_KEY_ID', 'profile'));
const wrappingKey = target(variable('WRAPPING_KEY_ID', 'profile'));
const keyTable = target(variable('DATA_KEYS_TABLE_NAME', 'profile'));

describe('how customers can be reached', () => {
  test('is sealed by whoever hears it from shops, and opened by one function alone', () => {
    expect(stack.whoMay('kms:Decrypt', contactKey)).toEqual(['profile']);
    expect(stack.whoMay('kms:GetPublicKey', contactKey)).toContain('webhooks');
    expect(stack.at({ Ref: contactKey }).Properties).toMatchObject({
      KeySpec: 'RSA_2048',
      KeyUsage: 'ENCRYPT_DECRYPT',
    });
  });

  test('is read by those alone who keep it, write to members, or tell them what is kept', () => {
    const readers = stack.whoMay('kms:Decrypt', wrappingKey);
    expect(readers).toEqual(expect.arrayContaining(['notify', 'profile', 'preferences']));
    expect(stack.whoMay('dynamodb:GetItem', keyTable)).toEqual(readers);
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
  expect(stack.whoMay('dynamodb:DeleteItem', keyTable)).toEqual(['privacy-requests']);
  const table = target(variable('TABLE_NAME', 'profile'));
  expect(stack.whoMay('dynamodb:DeleteItem', table)).toEqual(['privacy-requests']);
});
