import type { AwardCause } from '../domain/ledger/entry.ts';
import type { Program, Text } from '../program/program.ts';

/** What points were given for, under the name that the program has for it. */
export interface NamedCause {
  readonly kind: AwardCause['kind'];
  /** The id where the program has dropped it, or never named it. */
  readonly name: string;
}

/** Names what an award was for in one of the program's languages. */
export function namedCause({ kind, id }: AwardCause, program: Program, tag: string): NamedCause {
  return { kind, name: namesOf(kind, program).find((one) => one.id === id)?.name[tag] ?? id };
}

function namesOf(
  kind: AwardCause['kind'],
  { activities, codes, rewards, draws }: Program,
): readonly { readonly id: string; readonly name: Text }[] {
  switch (kind) {
    case 'activity':
      return activities;
    case 'code':
      return codes;
    case 'reward':
      return rewards;
    case 'draw':
      return draws;
    case 'referral':
    case 'profit-share':
    case 'win-back':
    case 'hold-out':
    case 'call':
    case 'occasion':
    case 'joining':
      return [];
  }
}

/** For how many friends an award of a referral is; undefined where it is for one or the other side. */
export function friendsOf(referral: string): number | undefined {
  const [kind, friends] = referral.split('-');
  return kind === 'level' ? Number(friends) : undefined;
}
