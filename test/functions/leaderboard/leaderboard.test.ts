import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/leaderboard/contract.ts';
import { leaderboard } from '../../../functions/leaderboard/handler.ts';
import { eraseProfile, updateProfile } from '../../../shared/contact/profiles.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { rfmMembership } from '../../../shared/program/presets/rfm-membership.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { writeLeaderboard } from '../../../shared/table/rewards/leaderboard-item.ts';
import { ask } from '../../support/invoke.ts';
import { MEMBER_KEY, useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { memberNamed } from '../../support/sweeping.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);
const rfm = loadProgram(rfmMembership);

async function read(query: Record<string, string>, program = rfm, at = '2026-06-10T12:00:00Z') {
  const { table } = local;
  const dependencies = { table, program, keys: kept.dataKeys, memberKey: async () => MEMBER_KEY };
  const answer = await ask(leaderboard(dependencies), 'GET /v1/leaderboard', { query, at });
  if (answer.status === 200) {
    const { answer: promised } = routes['GET /v1/leaderboard'];
    expect(promised.safeParse(answer.body).error).toBeUndefined();
  }
  return answer;
}

async function aMember(name: string): Promise<string> {
  const member = memberNamed(name);
  const order = anOrder(`of ${name}`, 10_000, { currency: 'CNY' });
  const at = occasionAt('2026-01-05T12:00:00Z');
  await append(local.table, member, (state) =>
    alone(decide(state, { type: 'enter-order', order }, at, rfm)),
  );
  return member;
}

/** What a member says to being shown, and under which name. */
async function says(member: string, state: 'granted' | 'withdrawn', displayName?: string) {
  await updateProfile(local.table, kept.dataKeys, member, async ({ profile }) => ({
    profile: {
      ...profile,
      consents: [{ channel: 'in-app', purpose: 'publication', state, at: 1 }],
    },
    personal: displayName === undefined ? {} : { displayName },
  }));
}

const board = (period: string, members: readonly string[], asOf = '2026-06-01T05:00:00Z') =>
  writeLeaderboard(local.table, {
    period,
    by: 'points',
    asOf: Date.parse(asOf),
    places: members.map((member, i) => ({ member, figure: 100 - i })),
  });

describe('the leaderboard', () => {
  test('shows names that were chosen for it, and pseudonyms of who chose none', async () => {
    const [ann, ben] = [await aMember('ann'), await aMember('ben')];
    await says(ann, 'granted', 'Annie');
    await says(ben, 'granted');
    await board('2026', [ann, ben]);
    const { body } = await read({ period: '2026' });
    expect(body).toMatchObject({
      period: '2026',
      by: 'points',
      asOf: '2026-06-01T05:00:00.000Z',
      places: [
        { place: 1, name: 'Annie', isPseudonym: false, figure: 100 },
        { place: 2, isPseudonym: true, figure: 99 },
      ],
    });
    expect(JSON.stringify(body)).not.toContain(ben);
    expect((await read({})).body).toEqual(body);
    expect((await read({}, rfm, '2027-01-10T12:00:00Z')).body).toEqual(body);
  });

  test('shows nobody who took the yes back or was forgotten; the others move up', async () => {
    const [cem, dia, eva] = [await aMember('cem'), await aMember('dia'), await aMember('eva')];
    for (const member of [cem, dia, eva]) await says(member, 'granted', `name of ${member}`);
    await board('2025', [cem, dia, eva, memberNamed('nobody')]);
    await says(cem, 'withdrawn');
    await eraseProfile(local.table, kept.dataKeys, dia, Date.parse('2026-06-02T00:00:00Z'));
    const { body } = await read({ period: '2025' });
    expect(body.places).toEqual([
      { place: 1, name: `name of ${eva}`, isPseudonym: false, figure: 98 },
    ]);
  });

  test('is not found where the program has none, or none was made', async () => {
    expect(await read({ period: '2024' })).toMatchObject({ status: 404 });
    const { leaderboard: _, ...without } = rfm;
    expect(await read({ period: '2026' }, without)).toMatchObject({ status: 404 });
    expect(await read({ period: '26' })).toMatchObject({ status: 400 });
  });
});
