import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { MessageLog, QueueMessage } from './messages.ts';

/** Where a message goes that was received too often. */
export interface Redrive {
  readonly deadLetters: Queue;
  readonly maxReceiveCount: number;
}

/** An SQS standard queue. Every change is in the journal before it shows. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  /** Writes a message; it can be received after the delay, by the host's clock. */
  send(body: string, delaySeconds?: number): QueueMessage;
  /** Takes up to this many messages out, to be finished. */
  receive(atMost: number): QueueMessage[];
  /**
   * Ends a receipt: removes the messages, save those that failed, by message id. A failed one can be
   * received again after a short pause, or goes to the dead letters once it was received as often as
   * the queue allows.
   */
  finish(messages: readonly QueueMessage[], failed: ReadonlySet<string>): void;
  /** Sets where messages go that were received too often. */
  redriveTo(redrive: Redrive): void;
  /** Takes a message over from another queue, within the transaction under way. */
  adopt(message: QueueMessage): void;
  onVisible(listener: () => void): void;
  counts(): QueueCounts;
  /** When the next delayed message can be received, by the host's clock. */
  nextDue(): number | undefined;
  /** The oldest messages that wait, visible or not. */
  peek(atMost: number): readonly QueueMessage[];
  close(): void;
}

export interface QueueCounts {
  readonly visible: number;
  readonly delayed: number;
  /** Received and not yet deleted, or failed and pausing before the next attempt. */
  readonly inFlight: number;
}

/**
 * On AWS a failed message stays hidden for the queue's visibility timeout, minutes long. Here it
 * pauses this long, doubled each time, in wall time: order and count of attempts are those of AWS,
 * and nobody waits for them. Delays that a sender asked for follow the host's clock instead.
 */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** The longest that a timer of Node can be set to. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What a queue needs to know and to use. */
export interface QueueSpec {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  /** The delay of messages that are sent without one. */
  readonly delaySeconds: number;
}

/** Opens a queue with what the journal holds of it: what was in flight is visible again. */
export function openQueue(
  spec: QueueSpec,
  { journal, messages, clock }: { journal: Journal; messages: MessageLog; clock: Clock },
): Queue {
  let visible: QueueMessage[] = [];
  let delayed: QueueMessage[] = [];
  let inFlight = 0;
  let redrive: Redrive | undefined;
  let alarm: NodeJS.Timeout | undefined;
  const pauses = new Set<NodeJS.Timeout>();
  const listeners: (() => void)[] = [];

  function admit(message: QueueMessage): void {
    if (message.dueAt > clock.now()) {
      const after = delayed.findLastIndex((other) => other.dueAt <= message.dueAt);
      delayed.splice(after + 1, 0, message);
      setAlarm();
      return;
    }
    visible.push(message);
    for (const listener of listeners) listener();
  }

  /** Makes visible what has come due, in the order in which it did. */
  function release(): void {
    const due = delayed.filter((message) => message.dueAt <= clock.now());
    delayed = delayed.slice(due.length);
    for (const message of due) admit(message);
    setAlarm();
  }

  function setAlarm(): void {
    clearTimeout(alarm);
    const [next] = delayed;
    if (next === undefined) return;
    alarm = setTimeout(release, Math.min(next.dueAt - clock.now(), LONGEST_TIMER_MS));
    alarm.unref();
  }

  function giveBack(message: QueueMessage): void {
    if (redrive !== undefined && message.failures + 1 >= redrive.maxReceiveCount) {
      redrive.deadLetters.adopt(message);
      return;
    }
    const returned = messages.countFailure(message);
    journal.afterCommit(() => {
      inFlight += 1;
      const pause = setTimeout(
        () => {
          pauses.delete(pause);
          inFlight -= 1;
          admit(returned);
        },
        Math.min(FIRST_PAUSE_MS * 2 ** message.failures, LONGEST_PAUSE_MS),
      );
      pauses.add(pause);
    });
  }

  for (const message of messages.of(spec.name)) admit(message);
  clock.onMove(release);

  return {
    ...spec,
    send: (body, delaySeconds = spec.delaySeconds) =>
      journal.transaction(() => {
        const sentAt = clock.now();
        const dueAt = sentAt + delaySeconds * 1_000;
        const message = messages.insert(spec.name, {
          messageId: randomUUID(),
          body,
          sentAt,
          dueAt,
        });
        journal.afterCommit(() => admit(message));
        return message;
      }),
    receive: (atMost) => {
      const received = visible.slice(0, atMost);
      visible = visible.slice(atMost);
      inFlight += received.length;
      return received;
    },
    finish: (received, failed) =>
      journal.transaction(() => {
        for (const message of received) {
          if (failed.has(message.messageId)) giveBack(message);
          else messages.remove(message);
        }
        journal.afterCommit(() => {
          inFlight -= received.length;
        });
      }),
    redriveTo: (to) => {
      redrive = to;
    },
    adopt: (message) => {
      const adopted = messages.moveTo(spec.name, message);
      journal.afterCommit(() => admit(adopted));
    },
    onVisible: (listener) => {
      listeners.push(listener);
    },
    counts: () => ({ visible: visible.length, delayed: delayed.length, inFlight }),
    nextDue: () => delayed[0]?.dueAt,
    peek: (atMost) => [...visible, ...delayed].slice(0, atMost),
    close: () => {
      clearTimeout(alarm);
      for (const pause of pauses) clearTimeout(pause);
    },
  };
}
