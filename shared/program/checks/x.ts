import { condition } from '../condition.ts';
import { placesOf } from '../places.ts';
import { type ProgramRules, programSchema } from '../program.ts';

/**
 * X forbids paying for actions on X, in money or points. What brings something of value there is
 * refused unless the document names X's approval; what is merely recorded is not.
 */
export function paidActionsOnX(program: ProgramRules): string[] {
  if (program.x?.approval !== undefined) return [];
  const activities = program.activities.flatMap(({ on, points, contribution, rewards }, i) =>
    on === 'x' && (points > 0 || contribution > 0 || rewards.length > 0)
      ? [`activities.${i}: ${FORBIDDEN}`]
      : [],
  );
  const conditions = placesOf(condition, programSchema, program).flatMap(({ path, value }) =>
    'on' in value && value.on === 'x' ? [`${path}: ${FORBIDDEN}`] : [],
  );
  return [...activities, ...conditions];
}

const FORBIDDEN =
  'it rewards actions on X, which X forbids; take it out, or name X’s written approval in x.approval';
