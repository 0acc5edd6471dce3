import { expect, test } from 'vitest';
import { FIRST_ATTEMPT } from '../../../../shared/domain/ledger/cap.ts';
import { newMember } from '../../../../shared/domain/ledger/member.ts';
import { codeEntered, redeemCode } from '../../../../shared/domain/rewards/points-code.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { activityProgram } from '../../../support/activity-program.ts';
import { occasionAt, refusedOnce } from '../../../support/member-ledger.ts';

const program = loadProgram(activityProgram);

test('a code is known in any case, and by nothing that merely looks like it', () => {
  expect(
    ['BIRD-2026', 'bird-2026', ' Bird-2026\n'].map((code) => codeEntered(program, code)?.id),
  ).toEqual(Array(3).fill('leaflet'));
  expect(['', 'BIRD', 'BIRD2026', 'BIRD-2026-'].map((code) => codeEntered(program, code))).toEqual(
    Array(4).fill(undefined),
  );
});

test('the points of a code live as long as it says, and each use takes one of its uses', () => {
  const code = codeEntered(program, 'FEW3');
  if (code === undefined) throw new Error('there is no such code');
  const request = { code, request: 'a-hash' };
  const at = occasionAt('2026-03-20T12:00:00Z');
  expect(redeemCode(newMember('m'), request, at, program, FIRST_ATTEMPT)).toMatchObject({
    entry: {
      award: 'code#m#first-few',
      movements: [{ expires: 2026 * 12 + 9, points: 10 }],
      uses: [{ cap: 'code:first-few', units: 1 }],
    },
  });
  const refused = refusedOnce('code:first-few', 1);
  expect(redeemCode(newMember('m'), request, at, program, refused)).toMatchObject({
    reason: 'code-used-up',
  });
});
