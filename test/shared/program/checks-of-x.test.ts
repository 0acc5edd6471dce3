import { describe, expect, test } from 'vitest';
import { clubTasksOnX, pointsClub } from '../../../shared/program/presets/points-club.ts';
import { rfmMembership } from '../../../shared/program/presets/rfm-membership.ts';
import { serviceTiers } from '../../../shared/program/presets/service-tiers.ts';
import { faultsOf, named } from '../../support/faulty-program.ts';

describe('what X forbids', () => {
  const withTasks = { activities: [...(pointsClub.activities ?? []), ...clubTasksOnX] };

  test('is refused: every activity that pays for an action on X', () => {
    expect(faultsOf(pointsClub, withTasks)).toEqual(
      [3, 4, 5].map(
        (i) =>
          `activities.${i}: it rewards actions on X, which X forbids; take it out, or name X’s written approval in x.approval`,
      ),
    );
  });

  test('is taken where the program names X’s approval', () => {
    const x = { readOn: '2026-08-31', approval: 'X developer support, case 12345' };
    expect(faultsOf(pointsClub, { ...withTasks, x })).toEqual([]);
  });

  test('is refused in tiers, segments and clubs too', () => {
    const onX = { measure: 'interactions', window: { months: 2 }, atLeast: 4, on: 'x' };
    const said = faultsOf(serviceTiers, {
      activities: [
        ...(serviceTiers.activities ?? []),
        { id: 'mention', name: named, on: 'x', interaction: true },
      ],
      segments: [{ id: 'fans', name: named, all: [{ is: 'at-least', condition: onX }] }],
      clubs: [{ id: 'club', name: named, reach: [[onX]], reward: 'club-access' }],
    });
    expect(said).toMatchObject([
      expect.stringMatching(/^segments\.0\.all\.0\.condition: it rewards actions on X/),
      expect.stringMatching(/^clubs\.0\.reach\.0\.0: it rewards actions on X/),
    ]);
  });

  test('is not what is merely recorded', () => {
    const mention = { id: 'mention', name: named, on: 'x', visit: true };
    expect(
      faultsOf(serviceTiers, { activities: [...(serviceTiers.activities ?? []), mention] }),
    ).toEqual([]);
  });
});

test('a draw at sign-in gives no more than the whole chance', () => {
  const [surprise, christmas] = rfmMembership.draws ?? [];
  const prizes = [6_000, 5_000].map((chanceBps) => ({ reward: 'surprise-points', chanceBps }));
  expect(faultsOf(rfmMembership, { draws: [{ ...surprise, prizes }, christmas] })).toEqual([
    'draws.0.prizes: their chances come to 11000 of 10,000; make them smaller',
  ]);
});
