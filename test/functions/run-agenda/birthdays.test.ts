import { beforeEach, describe, expect, test } from 'vitest';
import { birthdayHash } from '../../../shared/identity/birthday-hash.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { rfmMembership } from '../../../shared/program/presets/rfm-membership.ts';
import { keys } from '../../../shared/table/keys.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { noProfile, profileItem, readProfile } from '../../../shared/table/people/profile-item.ts';
import { AGENDA_KEY, agendaRunner } from '../../support/agenda-runner.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import { memberNamed, town } from '../../support/sweeping.ts';

const rfm = loadProgram(rfmMembership);
const ann = 'ann';

let place: ReturnType<typeof town>;
let agenda: ReturnType<typeof agendaRunner>;
beforeEach(() => {
  place = town(rfm);
  agenda = agendaRunner(rfm, place.table);
});

/** As preferences write it. */
async function isBorn(name: string, birthday: string, at: string): Promise<void> {
  const member = memberNamed(name);
  const profile = readProfile(member, await place.table.get(keys.profile(member)));
  const { revision } = profile;
  const born = { hash: birthdayHash(AGENDA_KEY, birthday), from: Date.parse(at) };
  await place.table.put({
    item: profileItem({ ...profile, revision: revision + 1, birthday: born }),
    condition: revision === 0 ? 'absent' : { attribute: 'revision', equals: revision },
  });
}

const kept = async (name: string) =>
  (await place.entries(name, 'awarded')).map(({ cause, rewards }) => [cause, rewards]);

const PACK = (year: number) => [['occasion', `birthday:${year}`], ['birthday-pack']];

describe('a birthday', () => {
  beforeEach(() => place.buys(ann, 10_000, '2026-01-10T04:00:00Z'));

  test('brings its pack on the day in the program’s zone, once a year', async () => {
    await isBorn(ann, '11-05', '2026-02-01T04:00:00Z');
    // In Shanghai it is the 5th from 16:00 UTC of the 4th on.
    expect(await agenda.run('2026-11-04T15:45:00Z')).toEqual({});
    expect(await agenda.run('2026-11-04T16:00:00Z')).toEqual({ birthdays: 1 });
    expect(await agenda.run('2026-11-04T16:00:00Z', '2026-11-05T09:00:00Z')).toEqual({});
    expect(await agenda.run('2026-11-06T01:00:00Z')).toEqual({});
    expect(await kept(ann)).toEqual([PACK(2026)]);
    expect(await agenda.run('2027-11-05T01:00:00Z')).toEqual({ birthdays: 1 });
    expect(await kept(ann)).toEqual([PACK(2026), PACK(2027)]);
  });

  test('is kept a day late where no tick came, and on its day where many came together', async () => {
    await isBorn(ann, '12-31', '2026-02-01T04:00:00Z');
    expect(await agenda.run('2027-01-01T04:00:00Z')).toEqual({ birthdays: 1 });
    expect(await agenda.run('2027-01-01T04:15:00Z')).toEqual({});
    expect(await kept(ann)).toEqual([PACK(2026)]);
    const days = ['2027-12-29', '2027-12-30', '2027-12-31', '2028-01-02'];
    expect(await agenda.run(...days.map((day) => `${day}T04:00:00Z`))).toEqual({ birthdays: 1 });
    expect(await kept(ann)).toEqual([PACK(2026), PACK(2027)]);
  });

  test('of 29 February is kept on the 28th in years that have none', async () => {
    await isBorn(ann, '02-29', '2026-02-01T04:00:00Z');
    expect(await agenda.run('2026-02-28T04:00:00Z')).toEqual({ birthdays: 1 });
    expect(await agenda.run('2028-02-28T04:00:00Z')).toEqual({});
    expect(await agenda.run('2028-02-29T04:00:00Z')).toEqual({ birthdays: 1 });
    expect(await kept(ann)).toEqual([PACK(2026), PACK(2028)]);
  });

  test('entered or changed just before the day brings no second pack in a year', async () => {
    await isBorn(ann, '11-05', '2026-11-05T01:00:00Z');
    expect(await agenda.run('2026-11-05T01:15:00Z')).toEqual({ birthdays: 1 });
    await isBorn(ann, '11-07', '2026-11-06T04:00:00Z');
    expect(await agenda.run('2026-11-07T04:00:00Z')).toEqual({});
    expect(await kept(ann)).toEqual([PACK(2026)]);
    expect(await agenda.run('2027-11-07T04:00:00Z')).toEqual({ birthdays: 1 });
  });

  test('entered when it is over is kept next year', async () => {
    await isBorn(ann, '11-05', '2026-11-06T01:00:00Z');
    expect(await agenda.run('2026-11-06T01:15:00Z')).toEqual({});
    expect(await agenda.run('2027-11-05T01:15:00Z')).toEqual({ birthdays: 1 });
  });

  test('brings nothing to who has no tier, and stands in the agenda for the next', async () => {
    await isBorn('nobody', '11-05', '2026-02-01T04:00:00Z');
    expect(await agenda.run('2026-11-05T01:00:00Z')).toEqual({});
    const item = await place.table.get(keys.profile(memberNamed('nobody')));
    expect(item?.due).toMatch(/^2026-12-31T16:00:00\.000Z#/);
  });

  test('of two who became one member is kept once', async () => {
    await place.buys('bea', 10_000, '2026-01-10T04:00:00Z');
    await isBorn(ann, '11-05', '2026-02-01T04:00:00Z');
    await isBorn('bea', '11-08', '2026-02-01T04:00:00Z');
    await agenda.run('2026-11-05T01:00:00Z');
    const both = { survivor: memberNamed('bea'), absorbed: memberNamed(ann) };
    await mergeMembers(place.table, both, occasionAt('2026-11-06T04:00:00Z'), rfm);
    expect(await agenda.run('2026-11-08T01:00:00Z')).toEqual({});
    expect(await agenda.run('2027-11-05T01:00:00Z')).toEqual({ birthdays: 1 });
    expect(await agenda.run('2027-11-08T01:00:00Z')).toEqual({});
  });

  test('cannot be read in the agenda', async () => {
    await isBorn(ann, '11-05', '2026-02-01T04:00:00Z');
    await agenda.run('2026-11-05T01:00:00Z');
    const item = await place.table.get(keys.profile(memberNamed(ann)));
    const said = JSON.stringify([item?.agenda, item?.due]);
    expect(said).not.toMatch(/11-0[456]/);
    expect(said).toContain(birthdayHash(AGENDA_KEY, '11-05'));
  });
});

test('a program whose birthdays bring nothing does not look for them', async () => {
  const plain = agendaRunner(ladder);
  await plain.run('2026-11-05T01:00:00Z');
  expect(plain.queries.map(({ partition }) => partition.split('#')[0])).toEqual([
    ...Array.from({ length: 4 }, () => 'renewal'),
    ...Array.from({ length: 4 }, () => 'referral'),
  ]);
});

test('who is forgotten stands in the agenda no more', () => {
  expect(profileItem({ ...noProfile(memberNamed(ann)), erasedAt: 1 })).not.toHaveProperty('agenda');
});
