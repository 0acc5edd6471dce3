import { describe, expect, test } from 'vitest';
import { type MemberState, newMember } from '../../../../shared/domain/ledger/member.ts';
import { contentOn } from '../../../../shared/domain/time/content.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { pointsClub } from '../../../../shared/program/presets/points-club.ts';
import { serviceTiers } from '../../../../shared/program/presets/service-tiers.ts';
import type { Program, ProgramDocument } from '../../../../shared/program/program.ts';

const service = loadProgram(serviceTiers);

/** A member of a tier whose last order was paid at noon of a day. */
function aMember(tier: string | null, lastOrder = '2025-06-01', purchases = 1): MemberState {
  const lastOrderAt = Date.parse(`${lastOrder}T12:00:00Z`);
  return { ...newMember('m'), tier, purchases, lastOrderAt, asOf: lastOrderAt };
}

const due = (program: Program, day: string, member: MemberState) =>
  contentOn(Date.parse(`${day}T05:00:00Z`), program)?.(member) ?? [];

const named = (program: Program, day: string, member: MemberState) =>
  due(program, day, member).map((one) => ('of' in one ? one.of : one.kind));

type Entry = NonNullable<ProgramDocument['calendar']>['entries'][number];

const text = { en: 'a text', 'zh-CN': '文字' };
const words = { subject: text, body: text };

/** The ladder with a calendar of its own. */
const withEntries = (entries: Entry[], offersAWeek = 1): Program =>
  loadProgram({ ...fourTierLadder, calendar: { entries, offersAWeek } });

const offer = (id: string, weekday: 'monday' | 'wednesday' | 'friday'): Entry => ({
  id,
  about: 'offer',
  when: 'recurring',
  on: { every: 'week', weekday },
  contents: [words],
});

test('nothing is for who joined after the day, however late its round is run again', () => {
  const note = (joinedAt: string) =>
    named(loadProgram(pointsClub), '2026-12-01', {
      ...aMember('member', '2026-12-05'),
      joinedAt: Date.parse(joinedAt),
    });
  expect(note('2026-11-20T12:00:00Z')).toEqual(['status']);
  expect(note('2026-12-01T12:00:00Z')).toEqual([]);
});

describe('what the calendar of service-tiers brings a member', () => {
  const bronze = aMember('bronze');

  test.each([
    [
      'three days after an order was paid',
      '2026-06-04',
      aMember('bronze', '2026-06-01'),
      'first-steps',
    ],
    ['every fourteen days', '2026-01-21', bronze, 'care-and-use'],
    ['each Thursday', '2026-06-11', bronze, 'offer-of-the-week'],
    ['on the fifteenth', '2026-06-15', bronze, 'members-stories'],
    ['a week before questions and answers', '2026-05-27', bronze, 'ask-us-anything'],
  ])('%s', (_, day, member, id) => {
    const ids = service.calendar?.entries.map((entry) => entry.id) ?? [];
    const wanted = id === 'care-and-use' ? ids[1] : id;
    expect(named(service, day, member)).toContain(wanted);
  });

  test('is nothing on a day that is none of these', () => {
    expect(due(service, '2026-06-06', bronze)).toEqual([]);
    expect(named(service, '2026-06-05', aMember('bronze', '2026-06-01'))).toEqual([]);
  });

  test('reminds of an evening for Gold only those who may come', () => {
    const day = '2026-06-19';
    expect(named(service, day, aMember('gold'))).toEqual(['members-evening']);
    expect(named(service, day, bronze)).toEqual([]);
    expect(due(service, day, aMember('gold'))).toEqual([
      { kind: 'event', of: 'members-evening', on: '2026-06-26', daysBefore: 7, place: undefined },
    ]);
  });

  test('is nothing for who has not bought', () => {
    expect(due(service, '2026-06-11', aMember(null))).toEqual([]);
  });
});

test('contents take turns, and the first comes again after the last', () => {
  const entry: Entry = {
    id: 'care',
    about: 'value',
    when: 'every-days',
    days: 14,
    from: '2026-01-01',
    contents: [words, words],
  };
  const program = withEntries([entry]);
  const turns = ['2026-01-01', '2026-01-15', '2026-01-29'].map((day) =>
    due(program, day, aMember('explorer')).map((one) => 'content' in one && one.content),
  );
  expect(turns).toEqual([[0], [1], [0]]);
  expect(due(program, '2025-12-18', aMember('explorer'))).toEqual([]);
});

test('what comes after an order takes turns with the orders', () => {
  const entry: Entry = {
    id: 'steps',
    about: 'education',
    when: 'after-payment',
    days: 0,
    contents: [words, words],
  };
  const program = withEntries([entry]);
  for (const [purchases, content] of [
    [1, 0],
    [2, 1],
    [3, 0],
  ] as const) {
    expect(due(program, '2026-06-01', aMember('explorer', '2026-06-01', purchases))).toEqual([
      { kind: 'content', of: 'steps', content },
    ]);
  }
});

test('a time of the year comes once, on its first day', () => {
  const entry: Entry = {
    id: 'winter',
    about: 'stories',
    when: 'recurring',
    on: { every: 'year', from: '12-20', until: '01-05' },
    contents: [words],
  };
  const program = withEntries([entry]);
  const member = aMember('explorer');
  expect(named(program, '2026-12-20', member)).toEqual(['winter']);
  expect(named(program, '2026-12-21', member)).toEqual([]);
  expect(named(program, '2027-01-01', member)).toEqual([]);
});

describe('of offers no more come in seven days than the program says', () => {
  const member = aMember('explorer');
  const days = Array.from({ length: 28 }, (_, i) =>
    new Date(Date.UTC(2026, 5, 1 + i)).toISOString().slice(0, 10),
  );

  test.each([1, 2])('%i a week', (offersAWeek) => {
    const all = (['monday', 'wednesday', 'friday'] as const).map((day) => offer(day, day));
    const program = withEntries(all, offersAWeek);
    const sent = days.filter((day) => due(program, day, member).length > 0);
    for (const day of sent) {
      const within = sent.filter((other) => {
        const apart = (Date.parse(day) - Date.parse(other)) / 86_400_000;
        return apart >= 0 && apart < 7;
      });
      expect(within.length).toBeLessThanOrEqual(offersAWeek);
    }
    expect(sent).toHaveLength(4 * offersAWeek);
  });

  test('and one for others takes nothing from a member’s own', () => {
    const forOthers = { ...offer('for-others', 'monday'), for: { fromTier: 'ambassador' } };
    const program = withEntries([forOthers, offer('for-all', 'wednesday')]);
    expect(named(program, '2026-06-03', member)).toEqual(['for-all']);
    expect(named(program, '2026-06-03', aMember('ambassador'))).toEqual([]);
  });
});

test('the note of points and tier comes on its day of the month', () => {
  const club = loadProgram(pointsClub);
  const member = aMember(club.tiers[0]?.id ?? '');
  expect(named(club, '2026-06-01', member)).toEqual(['status']);
  expect(contentOn(Date.parse('2026-06-02T05:00:00Z'), club)).toBeUndefined();
});

test('an event with places says whose place it asks for', () => {
  const program: Program = {
    ...loadProgram(fourTierLadder),
    events: [
      {
        id: 'salon',
        name: text,
        on: '2026-06-20',
        at: '19:00',
        where: text,
        for: {},
        place: 'salon-place',
        remindDays: [1, 0, 1],
      },
    ],
  };
  expect(due(program, '2026-06-19', aMember('explorer'))).toEqual([
    { kind: 'event', of: 'salon', on: '2026-06-20', daysBefore: 1, place: 'salon-place' },
  ]);
  expect(due(program, '2026-06-20', aMember('explorer'))).toMatchObject([{ daysBefore: 0 }]);
});
