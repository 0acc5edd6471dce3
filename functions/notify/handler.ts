import type { Gate } from '../../shared/channels/gate.ts';
import type { OutsideChannel } from '../../shared/channels/letter.ts';
import { byUrgency, isPromotion } from '../../shared/domain/time/contact.ts';
import { readEvent } from '../../shared/events/event-type.ts';
import type { Log } from '../../shared/lambda/log.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import type { Program } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import {
  type Fate,
  type NotSent,
  type Outbound,
  readDispatch,
} from '../../shared/table/people/dispatch-item.ts';
import { messageItem } from '../../shared/table/people/message-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { type HeldMessages, heldMessages } from './held.ts';
import { endOf, planOf } from './plan.ts';
import { sayer } from './saying.ts';
import { told } from './told.ts';

export interface NotifyDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly gate: Gate;
  /** The channels that are set up besides the inbox. */
  readonly channels: ReadonlySet<OutsideChannel>;
}

/** Why a message may still go by another channel. */
const ELSEWHERE: ReadonlySet<NotSent> = new Set([
  'no-consent',
  'switched-off',
  'no-address',
  'suppressed',
  'opted-out',
  'refused',
]);

/**
 * Tells members what happened: in their inbox, and where it is worth it by the first channel that
 * may carry it; once for each fact, topic and channel. What waited comes here again when it is due.
 */
export function notify({ table, program, gate, channels }: NotifyDependencies) {
  const say = sayer(program);

  return queueFunction(async ({ body, log }) => {
    const due = heldMessages.safeParse(body);
    if (due.success) return release(due.data, log);
    const event = readEvent(told, body);
    const { member, receivedAt } = event.detail;
    const fact = 'fact' in event.detail ? event.detail.fact : event.detail.id;
    const said = say(event);
    if (said === undefined) {
      log.info('nothing to tell before a person says yes', { fact });
      return;
    }
    const { inbox, outside } = planOf(event);
    const notAfter = endOf(event);
    const message = {
      ...said,
      member,
      fact,
      topic: event.name,
      receivedAt,
      ...(notAfter === undefined ? {} : { notAfter }),
    };
    await putInInbox({ ...message, channel: 'in-app', kind: inbox }, log);
    for (const channel of outside?.by ?? []) {
      if (outside === undefined || !channels.has(channel)) continue;
      const { kind } = outside;
      const fate = await gate.pass({ ...message, channel, kind }, Date.parse(receivedAt), log);
      if (!isForAnother(fate)) break;
    }
  });

  /** What is a member's own needs no leave; what promotes asks the gate for it. */
  async function putInInbox(message: Outbound, log: Log): Promise<void> {
    const { fact, topic, receivedAt } = message;
    if (isPromotion(message.kind)) {
      await gate.pass(message, Date.parse(receivedAt), log);
      return;
    }
    const isNew = await table.put({ item: messageItem(message), condition: 'absent' });
    log.info(isNew ? 'message put in the inbox' : 'message sent before', { fact, topic });
  }

  /** The most urgent first, so that it is the others that the limits leave out. */
  async function release({ held }: HeldMessages, log: Log): Promise<void> {
    const at = Date.parse(held.at);
    const items = await Promise.all(
      held.keys.map((sort) => table.get(keys.own(held.member, sort), { consistent: true })),
    );
    const waiting = items
      .flatMap((item) => (item === undefined ? [] : [readDispatch(item)]))
      .filter(({ fate }) => fate.state === 'sending' || (fate.state === 'held' && fate.until <= at))
      .sort(byUrgency);
    for (const dispatch of waiting) await gate.again(dispatch, at, log);
  }
}

function isForAnother(fate: Fate): boolean {
  return fate.state === 'dropped' && ELSEWHERE.has(fate.why);
}
