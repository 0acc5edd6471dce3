import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  EnteredAnswer,
  MonthAnswer,
  RanAnswer,
  TicketAnswer,
} from '../../functions/draws/contract.ts';
import { monthNamed, nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { monthStart } from '../../shared/domain/time/time.ts';
import { drawProgram } from '../support/draw-program.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, read } from './customer.ts';

const folder = mkdtempSync(join(tmpdir(), 'perch-draws-'));
let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ program: drawProgram });
});
afterAll(async () => {
  await perch.stop();
  rmSync(folder, { recursive: true, force: true });
});

const repository = join(import.meta.dirname, '../..');

/** What `npm run draw` says, and with which exit code it ends. */
async function draw(...options: string[]): Promise<{ code: number; said: string }> {
  const command = [join(repository, 'infra/commands/draw.ts'), ...options];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: repository });
    return { code: 0, said: stdout };
  } catch (ended) {
    const { code = 1, stdout = '', stderr = '' } = ended as Partial<Record<string, string>>;
    return { code: Number(code), said: stdout + stderr };
  }
}

test('a month is entered by buying and for nothing, drawn when it is over, and drawn again by anybody', async () => {
  const customers = Array.from({ length: 4 }, () => aCustomer(perch));
  for (const customer of customers) await customer.buys('10.00');
  const { month, commitment } =
    (await read<{ draws: MonthAnswer[] }>(perch, '/v1/draws')).draws.find(
      ({ id }) => id === 'raffle',
    ) ?? expect.fail('there is no raffle');

  const free = { key: 'form 17', body: { reference: 'form 17', ofAge: true } };
  const entered = await perch.ask('write', 'POST', '/v1/draws/raffle/entries', free);
  expect(entered).toMatchObject({ status: 201, body: { month, entries: 1 } });
  const { member } = (await customers[0]?.member()) ?? expect.fail('there is no member');
  const asMember = { key: 'form 18', body: { member, ofAge: true } };
  const third = await perch.ask('write', 'POST', '/v1/draws/raffle/entries', asMember);
  // The two of the purchase were in the list before.
  expect(third).toMatchObject({ status: 201, body: { entries: 3 } });

  const run = () => perch.ask('operate', 'POST', `/v1/draws/raffle/${month}/runs`);
  expect(await run()).toMatchObject({ status: 409, body: { reason: 'not-over' } });
  const end = monthStart(monthNamed(month) + 1, 'Europe/Berlin');
  await perch.moveClock({ now: new Date(end).toISOString() });
  const ran = await run();
  expect(ran).toMatchObject({ status: 201, body: { entrants: 5, entries: 10, winners: 3 } });
  expect((await run()).body).toEqual(ran.body);
  await perch.settle();

  const drawn = await read<MonthAnswer>(perch, `/v1/draws/raffle/${month}`);
  expect(drawn).toMatchObject({ status: 'drawn', commitment });
  const { entrant } = entered.body as EnteredAnswer;
  const { toContact } = ran.body as RanAnswer;
  const wonByForm = drawn.winners.filter((winner) => winner.entrant === entrant);
  expect(toContact).toEqual(wonByForm);
  const members = await Promise.all(customers.map((customer) => customer.member()));
  const mugs = members.flatMap(({ rewards }) => rewards.filter(({ id }) => id === 'mug'));
  const bonuses = members.filter(({ balance }) => balance === 160);
  expect(mugs.length + bonuses.length + wonByForm.length).toBe(3);

  const url = `${perch.url}/v1/draws/raffle/${month}`;
  const right = await draw('verify', url, '--commitment', commitment);
  expect(right).toEqual({ code: 0, said: expect.stringContaining('is right: 10 entries of 5') });

  const file = join(folder, 'raffle.json');
  await draw('show', 'raffle', month, '--host', perch.url, '--file', file);
  expect(await draw('verify', file)).toEqual(expect.objectContaining({ code: 0 }));
  const kept = JSON.parse(readFileSync(file, 'utf8')) as MonthAnswer;
  kept.entrants.pop();
  writeFileSync(file, JSON.stringify(kept));
  const wrong = await draw('verify', file);
  expect(wrong.code).toBe(1);
  expect(wrong.said).toContain('entrants: 4 with');
});

test('a member draws a ticket a day at sign-in, and can check it when the month is over', async () => {
  const customer = aCustomer(perch);
  await customer.buys('10.00');
  const { member, balance } = await customer.member();
  const signIn = () =>
    perch.ask('write', 'POST', `/v1/members/${member}/draws/morning/entries`, {
      body: { ofAge: true },
    });
  const first = await signIn();
  expect(first).toMatchObject({ status: 201, body: { outcome: 'won' } });
  expect((await signIn()).body).toEqual(first.body);
  await perch.settle();
  const { reward, day } = first.body as TicketAnswer;
  const after = await customer.member();
  if (reward?.id === 'spark') expect(after.balance).toBe(balance + 5);
  else expect(after.rewards.map(({ id }) => id)).toContain('treat');

  const month = monthNamed(day.slice(0, 7));
  const end = monthStart(month + 1, 'Europe/Berlin');
  await perch.moveClock({ now: new Date(end).toISOString() });
  const url = `${perch.url}/v1/draws/morning/${nameOfMonth(month)}`;
  expect(await draw('verify', url)).toEqual({
    code: 0,
    said: expect.stringContaining('is right: 1 tickets, 1 prizes given'),
  });
});

test('the command shows the draws, and says what it cannot do', async () => {
  const { said } = await draw('show', '--host', perch.url);
  expect(said).toMatch(/raffle \(monthly\): Raffle\n {2}\d{4}-\d{2} commits to [0-9a-f]{64}/);
  expect(await draw('verify', 'nowhere.json')).toMatchObject({ code: 1 });
  expect(await draw()).toMatchObject({ code: 1, said: expect.stringContaining('Say what to do') });
});
