import { ledger } from '../../functions/ledger/handler.ts';
import type { Program } from '../../shared/program/program.ts';
import { memoryTable } from '../../shared/table/memory-table.ts';
import { type Item, TableBusy } from '../../shared/table/table.ts';
import { deliver } from '../support/invoke.ts';
import { chance } from './chance.ts';
import { type Delivery, type DeskDeed, isOfShop } from './deed.ts';
import { serve } from './desk.ts';
import { type Misfortune, misfortune } from './faults.ts';
import { storage, Unlucky, type Wire, wire } from './faulty-table.ts';
import { count, type Figures, noFigures } from './figures.ts';
import { oracle } from './oracle/oracle.ts';
import { reckon } from './oracle/reckoning.ts';
import { Violation } from './oracle/violation.ts';
import type { Rules } from './rules.ts';
import { eventOf } from './shop.ts';
import { BEGINS, ENDS } from './story.ts';
import { timeline } from './timeline.ts';

/** As many messages as one invocation of a queue's function takes. */
const BATCH = 10;

/** For how long a message whose invocation did not answer is invisible. */
const INVISIBLE_MS = 30_000;

/** How long a refund waits that comes before its order. */
const WAIT_MS = 900_000;

/** After so many attempts nothing more goes wrong; after so many more, something is wrong. */
const UNLUCKY_ATTEMPTS = 4;
const MOST_ATTEMPTS = 40;

/** Rules change here. */
const CHANGE = (BEGINS + ENDS) / 2;

/** The longest that an invocation may take. */
const LONGEST_MS = 60_000;

/** How a simulated world ended. */
export interface Ending {
  readonly figures: Figures;
  readonly violation?: Violation;
  /** When it was noticed. */
  readonly at: number;
}

interface Message {
  readonly body: object;
  readonly seed: number;
  readonly faults: boolean;
  readonly attempts: number;
}

/** Where the ledger function runs: one invocation at a time, until one crashes. */
interface Environment {
  readonly program: Program;
  readonly handler: ReturnType<typeof ledger>;
  readonly wire: Wire;
  /** What may strike the invocation that runs. */
  fate: Misfortune;
}

/** Lets everything in a story happen, and watches whether anything is ever wrong. */
export async function live(story: readonly Delivery[], rules: Rules): Promise<Ending> {
  const figures = { ...noFigures(), worlds: 1 };
  const time = timeline();
  const watcher = oracle(story, rules);
  let violation: Violation | undefined;
  const notice = (fault: unknown): void => {
    violation ??= fault instanceof Violation ? fault : new Violation(String(fault));
  };

  const table = memoryTable();
  const stored = storage(table, time, (writes, before) => {
    for (const write of writes) {
      if ('item' in write) count(figures.entries, kindOf(write.item));
    }
    try {
      watcher.watch(writes, before, rulesThatHold());
    } catch (fault) {
      notice(fault);
    }
  });
  const queue: Message[] = [];
  const idle: Environment[] = [];

  for (const delivery of story) time.at(delivery.at, () => arrive(delivery));
  await time.run(() => violation !== undefined);
  if (violation === undefined) await reckon(table, watcher.view, story).catch(notice);
  return { figures, at: time.now, ...(violation === undefined ? {} : { violation }) };

  function program(): Program {
    return time.now < CHANGE ? rules.before : rules.after;
  }

  function rulesThatHold(): Program[] {
    const isChanging = time.now >= CHANGE && time.now < CHANGE + LONGEST_MS;
    return isChanging ? [rules.before, rules.after] : [program()];
  }

  function fateOf(
    { seed, faults }: Omit<Message, 'body' | 'attempts'>,
    attempts: number,
  ): Misfortune {
    const isOn = faults && attempts < UNLUCKY_ATTEMPTS;
    return misfortune(chance(seed + attempts), isOn, figures.faults);
  }

  function arrive(delivery: Delivery): void {
    const { deed } = delivery;
    const { seed, faults } = delivery;
    if (isOfShop(deed)) enqueue({ body: eventOf(deed), seed, faults, attempts: 0 });
    else void request(delivery, deed, 0);
  }

  /**
   * A queue's poller waits a moment for more. What was under way when a world is given up fails by
   * and by, when nobody looks any more.
   */
  function enqueue(message: Message): void {
    queue.push(message);
    if (queue.length % BATCH !== 1) return;
    time.at(time.now + 2, () => void invoke(queue.splice(0, BATCH)).catch(notice));
  }

  async function invoke(batch: readonly Message[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    figures.operations += batch.length;
    const environment = environmentFor(program());
    environment.fate = fateOf(first, Math.max(...batch.map(({ attempts }) => attempts)));
    const failed = await deliver(environment.handler, ...batch.map(({ body }) => body));
    const { isDead } = environment.wire;
    if (!isDead) idle.push(environment);
    batch.forEach((message, i) => {
      if (!isDead && !failed.includes(i)) return;
      const attempts = message.attempts + 1;
      again(attempts, () => enqueue({ ...message, attempts }));
    });
  }

  /** A request to the API, which its caller repeats until it is answered. */
  async function request(delivery: Delivery, deed: DeskDeed, attempts: number): Promise<void> {
    figures.operations += 1;
    const fate = fateOf(delivery, attempts);
    const line = wire(stored, time, () => fate);
    const mark = watcher.mark(deed);
    const rulesNow = program();
    try {
      const answer = await serve(line.table, rulesNow, deed);
      if (answer.outcome === 'seen') watcher.seen(deed, answer.state, mark);
      if (answer.outcome !== 'refused') return;
      count(figures.refused, answer.refusal.reason);
      watcher.refused(deed, answer.refusal, mark, rulesNow);
    } catch (fault) {
      if (!(fault instanceof Unlucky) && !(fault instanceof TableBusy)) return notice(fault);
      again(attempts + 1, () => void request(delivery, deed, attempts + 1));
    }
  }

  function again(attempts: number, run: () => void): void {
    if (attempts > MOST_ATTEMPTS) notice(new Violation('a message fails again and again'));
    time.at(time.now + INVISIBLE_MS, run);
  }

  /** An environment that has these rules and is idle, or a new one. */
  function environmentFor(rulesNow: Program): Environment {
    for (let one = idle.pop(); one !== undefined; one = idle.pop()) {
      if (one.program === rulesNow) return one;
    }
    const line = wire(stored, time, () => environment.fate);
    const handler = ledger({
      table: line.table,
      program: rulesNow,
      memberKey: async () => 'a-key',
      putOff: (event, waits) =>
        line.call(async () => {
          const { luck, isOn: faults } = environment.fate;
          const message = { body: { ...event, waits }, seed: luck.seed(), faults, attempts: 0 };
          time.at(time.now + WAIT_MS, () => enqueue(message));
        }),
    });
    const fate = misfortune(chance(0), false, figures.faults);
    const environment: Environment = { program: rulesNow, handler, wire: line, fate };
    return environment;
  }
}

/** What an item is: an entry by its kind, with a word for what is rare. */
function kindOf(item: Item): string {
  const { kind = 'state', settled, debt } = item;
  const isOwed = kind === 'clawed-back' && typeof debt === 'number';
  const isUndone = item.reason === 'refund-reversed' && Array.isArray(settled);
  return `${String(kind)}${isUndone ? ', undone' : ''}${isOwed ? ', with debt' : ''}`;
}
