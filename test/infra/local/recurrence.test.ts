import { describe, expect, test } from 'vitest';
import { readRecurrence } from '../../../infra/local/recurrence.ts';

/** The first instants of an expression after one, to the minute. */
function instants(expression: string, zone: string, after: string, count = 3): readonly string[] {
  const recurrence = readRecurrence(expression, zone);
  const found: string[] = [];
  let instant = recurrence.after(Date.parse(after));
  while (instant !== undefined && found.length < count) {
    found.push(new Date(instant).toISOString().replace(':00.000', ''));
    instant = recurrence.after(instant);
  }
  return found;
}

describe('a cron expression', () => {
  test.each<[string, string, readonly string[]]>([
    ['each day', 'cron(15 3 * * ? *)', ['2026-11-22T03:15Z', '2026-11-23T03:15Z']],
    ['the first of each month', 'cron(0 3 1 * ? *)', ['2026-12-01T03:00Z', '2027-01-01T03:00Z']],
    ['the last of each month', 'cron(0 3 L * ? *)', ['2026-11-30T03:00Z', '2026-12-31T03:00Z']],
    [
      'Mondays, counted from Sunday',
      'cron(0 3 ? * 2 *)',
      ['2026-11-23T03:00Z', '2026-11-30T03:00Z'],
    ],
    ['working days', 'cron(0 3 ? * MON-FRI *)', ['2026-11-23T03:00Z', '2026-11-24T03:00Z']],
    ['the last Friday', 'cron(0 3 ? * 6L *)', ['2026-11-27T03:00Z', '2026-12-25T03:00Z']],
    ['the second Friday', 'cron(0 3 ? * FRI#2 *)', ['2026-12-11T03:00Z', '2027-01-08T03:00Z']],
    [
      'the weekday next to a date',
      'cron(0 3 3W 1 ? *)',
      ['2027-01-04T03:00Z', '2028-01-03T03:00Z'],
    ],
    ['steps from a start', 'cron(5/20 * * * ? *)', ['2026-11-22T00:45Z', '2026-11-22T01:05Z']],
    ['a year', 'cron(0 3 1 1,7 ? 2028)', ['2028-01-01T03:00Z', '2028-07-01T03:00Z']],
    ['a year that is past', 'cron(0 3 1 1 ? 2020)', []],
  ])('gives %s', (_, expression, expected) => {
    const after = '2026-11-22T00:30:00.500Z';
    expect(instants(expression, 'UTC', after, 2)).toEqual(expected);
  });

  test('is meant in its time zone, whose days have a date of their own', () => {
    expect(instants('cron(30 0 1 * ? *)', 'Asia/Kolkata', '2026-10-31T00:00:00Z')).toEqual([
      '2026-10-31T19:00Z',
      '2026-11-30T19:00Z',
      '2026-12-31T19:00Z',
    ]);
    expect(instants('cron(0 9 * * ? *)', 'America/New_York', '2026-10-31T00:00:00Z')).toEqual([
      '2026-10-31T13:00Z',
      '2026-11-01T14:00Z',
      '2026-11-02T14:00Z',
    ]);
  });

  test('leaves out what clocks are put forward over', () => {
    expect(instants('cron(30 2 * * ? *)', 'Europe/Berlin', '2027-03-27T00:00:00Z')).toEqual([
      '2027-03-27T01:30Z',
      '2027-03-29T00:30Z',
      '2027-03-30T00:30Z',
    ]);
  });

  test('counts once what clocks show twice', () => {
    expect(instants('cron(30 2 * * ? *)', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
    const between = '2026-10-25T00:45:00Z';
    expect(instants('cron(0/30 * * * ? *)', 'Europe/Berlin', between, 2)).toEqual([
      '2026-10-25T02:00Z',
      '2026-10-25T02:30Z',
    ]);
  });

  test.each([
    ['five fields', 'cron(0 3 * * ?)', 'six fields'],
    ['a day of both kinds', 'cron(0 3 * * * *)', 'six fields'],
    ['a day of neither', 'cron(0 3 ? * ? *)', 'six fields'],
    ['a sign that AWS does not have', 'cron(0 3 1 * ? +2027)', 'not of AWS'],
    ['an hour that there is not', 'cron(0 24 * * ? *)', 'cron(0 24 * * ? *)'],
  ])('with %s is refused', (_, expression, why) => {
    expect(() => readRecurrence(expression, 'UTC')).toThrow(why);
  });

  test('in a time zone that there is not is refused', () => {
    expect(() => readRecurrence('cron(0 3 * * ? *)', 'Europe/Atlantis')).toThrow('Europe/Atlantis');
  });
});

describe('a rate', () => {
  test('is counted from the epoch, whatever the time zone', () => {
    expect(instants('rate(1 day)', 'Asia/Kolkata', '2026-11-22T10:00:00Z', 2)).toEqual([
      '2026-11-23T00:00Z',
      '2026-11-24T00:00Z',
    ]);
  });

  test.each(['rate(0 days)', 'rate(1 month)', 'at(2026-11-22T00:00:00)'])('is not %s', (odd) => {
    expect(() => readRecurrence(odd, 'UTC')).toThrow('is not honoured');
  });
});
