import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byUrgency,
  isQuiet,
  type MessageKind,
  type Outgoing,
  permit,
  type Reachable,
  secondsUntilQuiet,
} from '../../../../shared/domain/time/contact.ts';
import type { Contact } from '../../../../shared/program/program.ts';
import { at, BERLIN } from '../../../support/reviewed.ts';

const rules: Contact = {
  quietFrom: '20:00',
  quietUntil: '08:00',
  promotionsADay: 3,
  emailsADay: 1,
  smsADay: 1,
  smsAWeek: 2,
  expiryWarningDays: [30, 7],
  renewalReminderDays: [14, 7, 1],
};

const none = { promotionsToday: 0, emailsToday: 0, smsToday: 0, smsThisWeek: 0 };

function member(more: Partial<Reachable> = {}): Reachable {
  return { timeZone: BERLIN, consent: { service: true, promotion: true }, sent: none, ...more };
}

const noon = at('2026-11-21T12:00:00Z');
const night = at('2026-11-21T21:30:00Z');
const offer: Outgoing = { kind: 'offer', channel: 'email' };
const birthday: Outgoing = { kind: 'occasion', channel: 'email' };
const tier: Outgoing = { kind: 'tier', channel: 'email' };

const hold = (until: string) => ({ verdict: 'hold', until: at(until) });
const drop = (why: string) => ({ verdict: 'drop', why });

describe('in quiet hours', () => {
  test('everything that a device announces waits for the morning', () => {
    for (const message of [offer, tier, { ...tier, channel: 'sms' as const }]) {
      expect(permit(message, member(), rules, night)).toEqual(hold('2026-11-22T07:00:00Z'));
    }
    expect(permit(tier, member(), rules, at('2026-11-22T06:59:59Z'))).toEqual(
      hold('2026-11-22T07:00:00Z'),
    );
    expect(permit(tier, member(), rules, at('2026-11-22T07:00:00Z'))).toEqual({ verdict: 'send' });
  });

  test('what only shows in the account goes', () => {
    expect(permit({ ...tier, channel: 'in-app' }, member(), rules, night).verdict).toBe('send');
  });

  test('it is the member’s night that counts', () => {
    const abroad = member({ timeZone: 'Asia/Shanghai' });
    expect(permit(tier, abroad, rules, noon)).toEqual(hold('2026-11-22T00:00:00Z'));
  });

  test('what would come too late by then does not come', () => {
    const message = { ...tier, notAfter: at('2026-11-22T06:00:00Z') };
    expect(permit(message, member(), rules, night)).toEqual(drop('too-late'));
    expect(permit({ ...tier, notAfter: noon - 1 }, member(), rules, noon)).toEqual(
      drop('too-late'),
    );
  });

  test('that begin and end on one day are quiet between, and of no length never', () => {
    const lunch = { ...rules, quietFrom: '12:00', quietUntil: '14:00' };
    expect(permit(tier, member(), lunch, noon)).toEqual(hold('2026-11-21T13:00:00Z'));
    expect(isQuiet(night, BERLIN, lunch)).toBe(false);
    const never = { ...rules, quietFrom: '08:00', quietUntil: '08:00' };
    expect(isQuiet(night, BERLIN, never)).toBe(false);
  });

  test('the morning comes an hour sooner or later where clocks change over night', () => {
    expect(permit(tier, member(), rules, at('2026-03-28T22:00:00Z'))).toEqual(
      hold('2026-03-29T06:00:00Z'),
    );
    expect(permit(tier, member(), rules, at('2026-10-24T22:00:00Z'))).toEqual(
      hold('2026-10-25T07:00:00Z'),
    );
  });
});

describe('promotions', () => {
  test('need consent; what is the member’s own needs none in their account', () => {
    const mute = member({ consent: { service: false, promotion: false } });
    expect(permit(offer, mute, rules, noon)).toEqual(drop('no-consent'));
    expect(permit(tier, mute, rules, noon)).toEqual(drop('no-consent'));
    expect(permit({ ...tier, channel: 'in-app' }, mute, rules, noon).verdict).toBe('send');
  });

  test('can be switched off, by the member or by the program', () => {
    expect(permit(offer, member({ promotionsADay: 0 }), rules, noon)).toEqual(drop('switched-off'));
    expect(permit(offer, member(), { ...rules, emailsADay: 0 }, noon)).toEqual(
      drop('switched-off'),
    );
    expect(permit(tier, member({ promotionsADay: 0 }), rules, noon).verdict).toBe('send');
  });

  test('above a day’s number are dropped, or wait where they are as good tomorrow', () => {
    const full = member({ sent: { ...none, promotionsToday: 3 } });
    expect(permit(offer, full, rules, noon)).toEqual(drop('too-many'));
    expect(permit(birthday, full, rules, noon)).toEqual(hold('2026-11-22T07:00:00Z'));
    expect(permit(tier, full, rules, noon).verdict).toBe('send');
  });

  test('are as few as the member wants, and never more than the program allows', () => {
    const sent = { ...none, promotionsToday: 1 };
    expect(permit(offer, member({ sent, promotionsADay: 1 }), rules, noon)).toEqual(
      drop('too-many'),
    );
    const eager = member({ sent: { ...none, promotionsToday: 3 }, promotionsADay: 9 });
    expect(permit(offer, eager, rules, noon)).toEqual(drop('too-many'));
  });

  test('are counted for each channel, SMS by the week too', () => {
    const sms: Outgoing = { kind: 'win-back', channel: 'sms' };
    const mailed = member({ sent: { ...none, emailsToday: 1 } });
    expect(permit(birthday, mailed, rules, noon).verdict).toBe('hold');
    expect(permit(sms, mailed, rules, noon).verdict).toBe('send');
    const texted = member({ sent: { ...none, smsThisWeek: 2 } });
    // 21 November 2026 is a Saturday.
    expect(permit(sms, texted, rules, noon)).toEqual(hold('2026-11-23T07:00:00Z'));
  });
});

describe('whatever is sent', () => {
  const kinds: readonly MessageKind[] = ['transaction', 'tier', 'occasion', 'win-back', 'offer'];
  const time = fc.integer({ min: 0, max: 1_439 }).map(clock);

  test('goes in no quiet hours, and what is held may go at the time it is held for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo'),
        fc.constantFrom(...kinds),
        time,
        time,
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }),
        fc.boolean(),
        (timeZone, kind, quietFrom, quietUntil, now, isFull) => {
          const hours = { ...rules, quietFrom, quietUntil };
          const sent = isFull ? { ...none, promotionsToday: 3 } : none;
          const message: Outgoing = { kind, channel: 'email' };
          const answer = permit(message, member({ timeZone, sent }), hours, now);
          if (answer.verdict === 'send') expect(isQuiet(now, timeZone, hours)).toBe(false);
          if (answer.verdict !== 'hold') return;
          expect(answer.until).toBeGreaterThan(now);
          expect(answer.until - now).toBeLessThan(50 * 3_600_000);
          expect(permit(message, member({ timeZone }), hours, answer.until).verdict).toBe('send');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('goes out in the order of how urgent it is', () => {
    const messages: Outgoing[] = [
      { kind: 'content', channel: 'email' },
      { kind: 'renewal', channel: 'email', notAfter: 2 },
      { kind: 'renewal', channel: 'sms', notAfter: 1 },
      { kind: 'transaction', channel: 'email' },
    ];
    expect(messages.toSorted(byUrgency).map(({ kind, notAfter }) => [kind, notAfter])).toEqual([
      ['transaction', undefined],
      ['renewal', 1],
      ['renewal', 2],
      ['content', undefined],
    ]);
  });
});

function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

describe('the seconds until the night', () => {
  test.each([
    ['by day', '2026-11-21T12:00:00Z', 7 * 3_600],
    ['one second before it', '2026-11-21T18:59:59Z', 1],
    ['at night', '2026-11-21T21:30:00Z', 0],
    ['on the day on which clocks are put back', '2026-10-25T07:00:00Z', 12 * 3_600],
    ['on the day on which they are put forward', '2026-03-29T06:00:00Z', 12 * 3_600],
  ])('are what is left of the day %s', (_, now, seconds) => {
    expect(secondsUntilQuiet(at(now), BERLIN, rules)).toBe(seconds);
  });

  test('have no number where there is no night', () => {
    const open = { ...rules, quietFrom: '08:00' };
    expect(secondsUntilQuiet(noon, BERLIN, open)).toBeUndefined();
  });
});
