import { expect } from 'vitest';
import { notify } from '../../functions/notify/handler.ts';
import { type Gate, openGate } from '../../shared/channels/gate.ts';
import type { Carried, Carry, Letter, OutsideChannel } from '../../shared/channels/letter.ts';
import type { Consent } from '../../shared/contact/consent.ts';
import type { Contact } from '../../shared/contact/contact.ts';
import { withContact } from '../../shared/contact/personal.ts';
import { updateProfile } from '../../shared/contact/profiles.ts';
import { decide } from '../../shared/domain/ledger/ledger.ts';
import type { EventType } from '../../shared/events/event-type.ts';
import { rewardsGranted } from '../../shared/events/promotion-events.ts';
import { pointsExpiring } from '../../shared/events/time-events.ts';
import type { Program } from '../../shared/program/program.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import type { Dispatch, Fate } from '../../shared/table/people/dispatch-item.ts';
import { readDispatches } from '../../shared/table/people/dispatch-item.ts';
import type { Choices } from '../../shared/table/people/profile-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { deliver, envelope } from './invoke.ts';
import { type LocalKeys, MEMBER_KEY } from './local-keys.ts';
import { anOrder, ladder, occasionAt } from './member-ledger.ts';

/** A gate for what stays in the app: no channel is set up. */
export function inboxOnly(table: Table, program: Program = ladder) {
  const keys = { find: () => Promise.reject(new Error('a profile was opened')) };
  const memberKey = () => Promise.reject(new Error('the member key was read'));
  const gate = openGate({
    table,
    keys,
    program,
    memberKey,
    carriers: {},
    apiUrl: '',
    measure: () => {},
  });
  return notify({ table, program, gate, channels: new Set() });
}

/** Someone whom messages are for. */
export interface Addressee {
  readonly contact?: Contact;
  readonly consents?: readonly Consent[];
  readonly choices?: Choices;
}

export const agreed = (
  channel: Consent['channel'],
  purpose: Consent['purpose'],
  state: Consent['state'] = 'granted',
): Consent => ({ channel, purpose, state, at: 1 });

/** `notify` with channels that keep what they are given, and members to tell things. */
export function messenger(local: { readonly table: Table }, kept: LocalKeys, program = ladder) {
  const letters: (Letter & { readonly channel: OutsideChannel })[] = [];
  const fates: Fate['state'][] = [];
  /** What the channels say, the next first; that it went where nothing is left to say. */
  const answers: (() => Promise<Carried>)[] = [];
  let members = 0;

  const carrier =
    (channel: OutsideChannel): Carry =>
    async (letter) => {
      const answer = answers.shift();
      if (answer !== undefined) return answer();
      letters.push({ ...letter, channel });
      return { ok: true };
    };

  const over = (table: Table) => {
    const gate: Gate = openGate({
      table,
      keys: kept.dataKeys,
      program,
      memberKey: async () => MEMBER_KEY,
      carriers: { email: carrier('email'), sms: carrier('sms') },
      apiUrl: 'https://api.example.org',
      measure: (state) => fates.push(state),
    });
    const channels = new Set<OutsideChannel>(['email', 'sms']);
    return notify({ table, program, gate, channels });
  };

  const tell = <Detail>(type: EventType<string, Detail>, detail: Detail, table = local.table) =>
    deliver(over(table), envelope(type, detail));

  return {
    letters,
    answers,
    fates,
    over,
    tell,

    /** A member who has bought, and agreed to what is said here. */
    async member({ contact = {}, consents = [], choices = {} }: Addressee): Promise<string> {
      members += 1;
      const id = `reader-of-tests-${members}-${Math.floor(Math.random() * 1e6)}`
        .padEnd(22, '-')
        .slice(0, 22);
      const order = anOrder(`of ${id}`, 1_000);
      await append(local.table, id, (state) =>
        alone(
          decide(state, { type: 'enter-order', order }, occasionAt('2026-10-01T12:00:00Z'), ladder),
        ),
      );
      await updateProfile(local.table, kept.dataKeys, id, async ({ profile }) => ({
        profile: { ...profile, consents, choices },
        personal: withContact({}, contact, 1),
      }));
      return id;
    },

    /** A service message, and a promotion. */
    warn: (member: string, at: string, id = 'w-1', table = local.table) =>
      tell(
        pointsExpiring,
        { ...pointsExpiring.example, id, member, occurredAt: at, receivedAt: at },
        table,
      ),
    winBack: (member: string, at: string, fact = 'f-1', table = local.table) =>
      tell(
        rewardsGranted,
        {
          ...rewardsGranted.example,
          fact,
          member,
          rewards: ['advocate-badge'],
          cause: { kind: 'win-back', id: '0' },
          occurredAt: at,
          receivedAt: at,
        },
        table,
      ),
    occasion: (member: string, at: string, id: string, fact: string) =>
      tell(rewardsGranted, {
        ...rewardsGranted.example,
        fact,
        member,
        rewards: ['advocate-badge'],
        cause: { kind: 'occasion', id },
        occurredAt: at,
        receivedAt: at,
      }),

    /** What became of the messages to a member, the oldest first. */
    async dispatches(member: string): Promise<readonly Dispatch[]> {
      return (await readDispatches(local.table, [member], 50)).things.toReversed();
    },

    async only(member: string): Promise<Dispatch> {
      const { things } = await readDispatches(local.table, [member], 50);
      return things.length === 1 && things[0] ? things[0] : expect.fail(JSON.stringify(things));
    },
  };
}
