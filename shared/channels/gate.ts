import { secondsUntilQuiet } from '../domain/time/contact.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Log } from '../lambda/log.ts';
import { jitter } from '../table/patience.ts';
import {
  type Dispatch,
  dispatchItem,
  dispatchKey,
  type Fate,
  type Outbound,
  readDispatch,
  unchanged,
} from '../table/people/dispatch-item.ts';
import { messageItem } from '../table/people/message-item.ts';
import { type Count, TableBusy, type Write } from '../table/table.ts';
import type { GateDependencies } from './dependencies.ts';
import { judge } from './judge.ts';
import { type Letter, NotTaken } from './letter.ts';
import { findReader } from './reader.ts';

/** The one way by which messages go that leave the app or promote something. */
export interface Gate {
  /** Decides on a message for the first time; what was decided before stands. */
  pass(message: Outbound, now: Instant, log: Log): Promise<Fate>;
  /** Decides again on one that waited, or goes on with one whose sending was cut off. */
  again(dispatch: Dispatch, now: Instant, log: Log): Promise<Fate>;
}

/** How often other writers may get in between. */
const ATTEMPTS = 8;

/** A message whose sending was cut off, so that nobody knows whether it went, goes once more. */
const MOST_CALLS = 2;

/**
 * Every message is recorded before it goes, in one transaction with the counts that it uses up: so
 * none goes twice and no limit is passed, whoever else sends at the same moment. Where the platform
 * fails between the record and the answer of the channel's service, the message goes again: twice
 * at the most.
 */
export function openGate(dependencies: GateDependencies): Gate {
  const { table, carriers, measure } = dependencies;

  return {
    pass: (message, now, log) =>
      decide({ ...message, fate: { state: 'sending', calls: 0 }, at: now, revision: 0 }, now, log),
    again: (dispatch, now, log) =>
      dispatch.fate.state === 'held' ? decide(dispatch, now, log) : goOn(dispatch, now, log),
  };

  async function decide(from: Dispatch, now: Instant, log: Log): Promise<Fate> {
    const { pause } = table.patience ?? jitter;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await pause(attempt);
      const { fate, counts, letter } = await judge(dependencies, from, now);
      const next = { ...from, fate, at: now, revision: from.revision + 1 };
      const outcome = await write(from, next, counts);
      if (outcome === 'written') {
        tell(next, log);
        return letter === undefined ? fate : carry(next, letter, log);
      }
      if (outcome === 'decided-before') {
        const found = await table.get(dispatchKey(from), { consistent: true });
        if (found !== undefined) return goOn(readDispatch(found), now, log);
      }
    }
    throw new TableBusy('a member’s messages stayed contended');
  }

  /** What another delivery of the same message left: it stands, or is done once more. */
  async function goOn(found: Dispatch, now: Instant, log: Log): Promise<Fate> {
    const { fate } = found;
    if (fate.state !== 'sending' || fate.calls >= MOST_CALLS) return fate;
    const reader = await findReader(dependencies, found);
    if ('why' in reader) return end(found, { state: 'dropped', why: reader.why }, log);
    const seconds = secondsUntilQuiet(now, reader.timeZone, reader.rules);
    const calls = fate.calls + 1;
    const next: Dispatch = {
      ...found,
      fate: { state: 'sending', calls },
      revision: found.revision + 1,
    };
    const isMine = await table.put({ item: dispatchItem(next), condition: unchanged(found) });
    return isMine ? carry(next, reader.letter(found, seconds), log) : fate;
  }

  async function carry(dispatch: Dispatch, letter: Letter, log: Log): Promise<Fate> {
    const { channel, fate } = dispatch;
    const carrier = channel === 'in-app' ? undefined : carriers[channel];
    if (carrier === undefined) return end(dispatch, { state: 'dropped', why: 'switched-off' }, log);
    try {
      const carried = await carrier(letter);
      const next: Fate = carried.ok ? { state: 'sent' } : { state: 'dropped', why: carried.why };
      return await end(dispatch, next, log);
    } catch (fault) {
      if (fault instanceof NotTaken && fate.state === 'sending') {
        // It surely did not go: the next attempt is not the second one.
        await rewrite(dispatch, { state: 'sending', calls: fate.calls - 1 });
      }
      throw fault;
    }
  }

  async function end(dispatch: Dispatch, fate: Fate, log: Log): Promise<Fate> {
    tell({ ...dispatch, fate }, log);
    await rewrite(dispatch, fate);
    return fate;
  }

  async function rewrite(dispatch: Dispatch, fate: Fate): Promise<void> {
    const next = { ...dispatch, fate, revision: dispatch.revision + 1 };
    await table.put({ item: dispatchItem(next), condition: unchanged(dispatch) });
  }

  async function write(
    from: Dispatch,
    next: Dispatch,
    counts: readonly Count[],
  ): Promise<'written' | 'decided-before' | 'contended'> {
    const record: Write = { item: dispatchItem(next), condition: unchanged(from) };
    const inbox: Write[] =
      next.channel === 'in-app' && next.fate.state === 'sent'
        ? [{ item: messageItem(next), condition: 'absent' }]
        : [];
    const writes = [record, ...counts, ...inbox];
    if (writes.length === 1) return (await table.put(record)) ? 'written' : 'decided-before';
    const result = await table.transact(writes);
    if (result.committed) return 'written';
    // A count that is full meanwhile is read again, and decided on as it is then.
    return result.rejections[0]?.reason === 'condition' ? 'decided-before' : 'contended';
  }

  function tell({ fact, topic, channel, fate }: Dispatch, log: Log): void {
    if (fate.state !== 'sending') measure(fate.state);
    log.info(`message ${fate.state}`, {
      fact,
      topic,
      channel,
      ...(fate.state === 'dropped' ? { why: fate.why } : {}),
    });
  }
}
