import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAddresses } from '../../infra/local/addresses.ts';
import { localClient } from '../../infra/local/table.ts';
import { keys } from '../../shared/table/keys.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer } from './customer.ts';

const data = mkdtempSync(join(tmpdir(), 'perch-verify-'));
let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ data });
});
afterAll(async () => {
  await perch.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Runs one of our commands on the data of this host; what it says, and its exit code. */
function command(name: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const script = join(import.meta.dirname, `../../infra/commands/${name}.ts`);
  return new Promise((done) => {
    execFile(process.execPath, [script, '--data', data, ...args], (fault, out, err) => {
      done({ code: typeof fault?.code === 'number' ? fault.code : 0, said: out + err });
    });
  });
}

const verify = () => command('verify');

test('every ledger of the host verifies, until somebody writes past it', async () => {
  const customer = aCustomer(perch);
  await customer.buys('24.90');
  await customer.buys('12.50');
  const healthy = await verify();
  expect(healthy.said).toContain('1 members verified');
  expect(healthy).toMatchObject({ code: 0, said: expect.stringContaining(': 0 differ.') });

  const { member } = await customer.member();
  const { tableUrl, tableName } = readAddresses(data);
  const client = new DynamoDBClient(localClient(tableUrl));
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: marshall(keys.state(member)),
      UpdateExpression: 'SET purchases = :many',
      ExpressionAttributeValues: marshall({ ':many': 99 }),
    }),
  );
  client.destroy();
  expect(await verify()).toEqual({
    code: 1,
    said: expect.stringContaining(
      `${member}: the state is not what the entries amount to: purchases`,
    ),
  });
});

test('facts that are told again change nothing', async () => {
  const customer = aCustomer(perch);
  await customer.buys('24.90');
  const before = await customer.member();
  const messages = (await perch.outbox()).length;
  const told = (await perch.events()).filter(({ source }) => source === 'perch.ledger');
  const relayed = await command('relay', '--since', '2020-01-01');
  expect(relayed).toMatchObject({ code: 0, said: expect.stringContaining('3 facts of ') });
  await perch.settle();
  const after = (await perch.events()).filter(({ source }) => source === 'perch.ledger');
  expect(after).toHaveLength(told.length + 3);
  const ids = (facts: typeof after) => new Set(facts.map(({ detail }) => JSON.stringify(detail)));
  expect(ids(after)).toEqual(ids(told));
  expect(await customer.member()).toEqual(before);
  expect(await perch.outbox()).toHaveLength(messages);
});

test('a day is needed from which on to tell again', async () => {
  expect(await command('relay')).toEqual({
    code: 1,
    said: 'Say since when: npm run relay -- --since 2026-01-01\n',
  });
});
