import type { MemberState } from '../domain/ledger/member.ts';
import type { Log } from '../lambda/log.ts';
import { keys } from '../table/keys.ts';
import { loaded } from '../table/ledger/chapter.ts';
import { FEW } from '../table/roster.ts';
import type { Table } from '../table/table.ts';
import { gatheringOf } from './listing.ts';
import { placeIn, placeText, readPage } from './place.ts';
import type { Progress, VisitStep } from './step.ts';
import { addTallies, type Errand, type Look, type Sweep, type Tally } from './sweep.ts';

/** A member for whom a pass could not do what was due. */
export interface LeftOut {
  readonly member: string;
  readonly scheduledFor: string;
  /** Why, without any values. */
  readonly reason: string;
}

export interface Visiting {
  readonly table: Table;
  readonly sweep: Sweep;
  /** Sets a member aside for the operator; the pass goes on with the others. */
  readonly setAside: (leftOut: LeftOut) => Promise<void>;
  /** Whether there is time for another page of members. */
  readonly hasTime: () => boolean;
  readonly log: Log;
}

/** As many states as one read brings; few members are no more. */
const PAGE = FEW;

/** So many members' errands at a time: enough to hide the way to the table, too few to crowd it. */
const AT_ONCE = 10;

/**
 * Visits the members of a part in their order until it is done or time is up. Reading costs half a
 * unit a member; only those to whom something happens are written. Who has gone into another member
 * is visited as that one.
 */
export async function visitPart(step: VisitStep, visiting: Visiting): Promise<Progress> {
  const { part, scheduledFor } = step;
  const look = visiting.sweep.on(Date.parse(scheduledFor));
  if (look === undefined) return { done: true, after: '', tally: step.tally };
  const at = Date.parse(scheduledFor);
  const count = visiting.sweep.counts?.(at);
  const gathering = gatheringOf(visiting.sweep.listings?.(at) ?? []);
  const seeing = { look, see: gathering.see, count };
  let place = placeIn(part, step.after);
  let tally: Tally = step.tally;
  do {
    if (place === undefined) break;
    const page = await readPage(visiting.table, part, place, PAGE);
    tally = addTallies([tally, await visitPage(page.members, seeing, step, visiting)]);
    gathering.settle();
    place = page.next;
  } while (visiting.hasTime());
  await gathering.keep(visiting.table, part.id, at);
  return place === undefined
    ? { done: true, after: '', tally }
    : { done: false, after: placeText(place), tally };
}

/** What is done with each member who is seen. */
interface Seeing {
  readonly look: Look;
  readonly see: (state: MemberState) => void;
  readonly count: ((state: MemberState) => Tally) | undefined;
}

async function visitPage(
  members: readonly string[],
  { look, see, count }: Seeing,
  { scheduledFor }: VisitStep,
  { table, setAside, log }: Visiting,
): Promise<Tally> {
  if (members.length === 0) return {};
  const items = await table.getMany(members.map(keys.state));
  const errands: { readonly member: string; readonly errand: Errand }[] = [];
  const tallies: Tally[] = [{ visited: members.length }];

  const leaveOut = async (member: string, fault: unknown): Promise<void> => {
    const reason = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
    log.error('a member was left out', { member, reason });
    await setAside({ member, scheduledFor, reason });
    tallies.push({ leftOut: 1 });
  };

  for (const [i, member] of members.entries()) {
    try {
      const item = items[i];
      if (item === undefined) continue;
      const { state } = loaded(member, item);
      if (state.mergedInto !== null) continue;
      const errand = look(state);
      if (errand !== undefined) errands.push({ member, errand });
      see(state);
      if (count !== undefined) tallies.push(count(state));
    } catch (fault) {
      await leaveOut(member, fault);
    }
  }
  for (let from = 0; from < errands.length; from += AT_ONCE) {
    await Promise.all(
      errands.slice(from, from + AT_ONCE).map(async ({ member, errand }) => {
        try {
          for (const done of await errand()) tallies.push({ [done]: 1 });
        } catch (fault) {
          await leaveOut(member, fault);
        }
      }),
    );
  }
  return addTallies(tallies);
}
