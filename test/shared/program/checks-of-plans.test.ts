import { describe, expect, test } from 'vitest';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { type Change, faultsOf, named, rewards } from '../../support/faulty-program.ts';

const contents = [{ subject: named, body: named }];
const offers = { id: 'note', when: 'every-days', from: '2027-01-01', about: 'offer', contents };
const entry = (change: Change) => ({
  calendar: {
    entries: [{ id: 'note', when: 'once', on: '2027-01-01', about: 'value', contents, ...change }],
  },
});
const event = (change: Change) => ({
  events: [{ id: 'salon', name: named, on: '2027-01-01', at: '19:00', where: named, ...change }],
});
const place = (change: Change = {}) => ({
  rewards: [...rewards, { id: 'seat', kind: 'place', name: named, event: named, ...change }],
});
const coupon = { id: 'off', kind: 'coupon', name: named, worth: { amountMinor: { CNY: 900 } } };
const enrolment = (change: Change) => ({ enrolment: { joins: 'by-consent', ...change } });
const { contact } = fourTierLadder;

describe.each<[string, [string, Change, string][]]>([
  [
    'a yes',
    [
      [
        'to coupons in a currency of which nothing is said',
        { rewards: [...rewards, coupon], approval: { couponsAboveMinor: { EUR: 2_000 } } },
        `approval.couponsAboveMinor.CNY: rewards.${rewards.length} takes off CNY; say from what on it waits`,
      ],
      [
        'above an amount in a currency that is not listed',
        { approval: { couponsAboveMinor: { CHF: 2_000 } } },
        'approval.couponsAboveMinor.CHF: is not among the currencies',
      ],
    ],
  ],
  [
    'a calendar',
    [
      [
        'with offers more often than they may come',
        { calendar: { entries: [{ ...offers, days: 3 }] } },
        'calendar.entries.0.days: offers come at most 1 times in seven days; wait 7 days at least',
      ],
      [
        'for a segment that is not there',
        entry({ for: { segments: ['nobody'] } }),
        'calendar.entries.0.for.segments.0: "nobody" is not among the segments',
      ],
      [
        'with a text that is missing in a language',
        entry({ contents: [{ subject: named, body: { en: 'Text' } }] }),
        'calendar.entries.0.contents.0.body.zh-CN: the text is missing',
      ],
      [
        'with a misspelt key',
        entry({ content: [] }),
        'calendar.entries.0.content: there is no such key; did you mean "contents"?',
      ],
      [
        'with two entries of one id',
        { calendar: { entries: Array(2).fill(entry({}).calendar.entries[0]) } },
        'calendar.entries.1.id: "note" is used twice',
      ],
    ],
  ],
  [
    'an event',
    [
      [
        'at which a place is something else',
        event({ place: 'thank-you-tag' }),
        'events.0.place: "thank-you-tag" is a badge; name a place',
      ],
      [
        'that comes again, with a place for one day',
        { ...event({ on: { every: 'week', weekday: 'monday' }, place: 'seat' }), ...place() },
        'events.0.place: a place is for one day',
      ],
      [
        'on another day than its place',
        { ...event({ place: 'seat' }), ...place({ on: '2027-01-02' }) },
        'events.0.on: the place "seat" is for 2027-01-02; say the same day in both',
      ],
      ['at no time of the day', event({ at: '24:00' }), 'events.0.at: '],
    ],
  ],
  [
    'a status note',
    [
      [
        'by a channel twice',
        { statusNote: { day: 1, channels: ['email', 'email'] } },
        'statusNote.channels.1: "email" is there twice; keep one',
      ],
      [
        'by e-mail, of which none may be sent',
        { statusNote: { day: 1, channels: ['email'] }, contact: { ...contact, emailsADay: 0 } },
        'statusNote.channels.0: contact.emailsADay allows none',
      ],
      [
        'on a day that some months lack',
        { statusNote: { day: 31, channels: ['in-app'] } },
        'statusNote.day: ',
      ],
    ],
  ],
  [
    'joining',
    [
      [
        'by a consent of which there is no text',
        enrolment({ ordersWaitDays: 30 }),
        'enrolment.consent: ',
      ],
      [
        'by consent, without saying how long orders wait',
        enrolment({ consent: { version: '1', text: named } }),
        'enrolment.ordersWaitDays: ',
      ],
    ],
  ],
  [
    'a leaderboard',
    [
      [
        'of contribution that nothing brings',
        {
          leaderboard: { by: 'contribution', window: 'calendar-year', places: 10 },
          activities: [],
        },
        'leaderboard.by: no activity brings contribution points; count something else',
      ],
    ],
  ],
])('%s', (_, faults) => {
  test.each(faults)('%s', (_what, change, fault) => {
    expect(faultsOf(fourTierLadder, change)).toContainEqual(expect.stringContaining(fault));
  });
});

test.each<[string, Change]>([
  ['a calendar entry on one day', entry({})],
  ['an event with places', { ...event({ place: 'seat' }), ...place({ on: '2027-01-01' }) }],
  ['joining by consent', enrolment({ ordersWaitDays: 30, consent: { version: '1', text: named } })],
  ['a weekly list', { ownerList: { weekday: 'monday', bestBuyers: 10, quietAfterDays: 30 } }],
  ['a slider', { contact: { ...contact, personalisedUnlessChosen: 0 } }],
])('%s is taken', (_, change) => {
  expect(faultsOf(fourTierLadder, change)).toEqual([]);
});
