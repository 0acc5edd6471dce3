import { expect, test } from 'vitest';
import { endOf, planOf } from '../../../functions/notify/plan.ts';
import { sayer } from '../../../functions/notify/saying.ts';
import { contentDue } from '../../../shared/events/time-events.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { pointsClub } from '../../../shared/program/presets/points-club.ts';
import { serviceTiers } from '../../../shared/program/presets/service-tiers.ts';

const service = loadProgram(serviceTiers);
const club = loadProgram(pointsClub);

const { of: _, content: __, ...bare } = contentDue.example;
const due = (detail: Partial<typeof contentDue.example> & object) =>
  ({ name: 'content.due', detail: contentDue.schema.parse({ ...bare, ...detail }) }) as const;

test('content is said in the brand’s own words, each time what its turn is', () => {
  const entry = service.calendar?.entries.find(({ contents }) => contents.length > 1);
  const second = entry?.contents[1];
  const event = due({ kind: 'content', of: entry?.id, content: 1 });
  expect(sayer(service)(event)).toMatchObject({ title: second?.subject, text: second?.body });
  expect(planOf(event)).toMatchObject({ inbox: 'content', outside: { kind: 'content' } });
});

test('an offer counts as one', () => {
  const offer = due({ kind: 'offer', of: 'offer-of-the-week', content: 0 });
  expect(planOf(offer)).toMatchObject({ inbox: 'offer', outside: { kind: 'offer' } });
});

test('an event says its day, its hour and where it is, and nothing once it is over', () => {
  const event = due({ kind: 'event', of: 'ask-us-anything', on: '2026-12-02', daysBefore: 7 });
  expect(sayer(service)(event)?.text).toMatchObject({
    en: 'Ask us anything: December 2, 2026, 19:00. Live on our site.',
    'zh-CN': expect.stringContaining('19:00'),
  });
  expect(endOf(event)).toBe(Date.parse('2026-12-03T12:00:00Z'));
});

test('the note of points and tier goes out where the program says so', () => {
  const note = due({ kind: 'status', points: 120, tier: 'member', channels: ['in-app', 'email'] });
  expect(sayer(club)(note)?.text).toMatchObject({ en: 'You have 120 points and are Member.' });
  expect(planOf(note)).toEqual({
    inbox: 'transaction',
    outside: { kind: 'transaction', by: ['email'] },
  });
  expect(planOf(due({ kind: 'status', points: 1, channels: ['in-app'] }))).toEqual({
    inbox: 'transaction',
  });
});

test('what the program has dropped since is not said', () => {
  expect(sayer(club)(due({ kind: 'offer', of: 'offer-of-the-week' }))).toBeUndefined();
  expect(
    sayer(club)(due({ kind: 'event', of: 'ask-us-anything', on: '2026-12-02' })),
  ).toBeUndefined();
});
