import { describe, expect, test } from 'vitest';
import { dueExpiryWarnings } from '../../../../shared/domain/time/expiry-warning.ts';
import {
  beginsPeriod,
  birthdaysOn,
  dueAnniversary,
  dueBirthday,
  dueOfTier,
  isBirthday,
} from '../../../../shared/domain/time/occasion-day.ts';
import type { Program } from '../../../../shared/program/program.ts';
import { BERLIN, monthOf, spendTiers } from '../../../support/reviewed.ts';

const program: Program = {
  ...spendTiers(),
  occasions: {
    birthday: ['birthday-pack'],
    anniversaries: [
      { years: 1, andLater: false, rewards: ['engraved-gift'] },
      { years: 3, andLater: true, rewards: ['new-product-trial'] },
    ],
  },
};

describe('a birthday', () => {
  test('is kept once a year', () => {
    expect(dueBirthday('05-17', '2026-05-17', program)).toEqual({
      occasion: 'birthday:2026',
      rewards: ['birthday-pack'],
    });
    expect(dueBirthday('05-17', '2026-05-18', program)).toBeUndefined();
  });

  test('of 29 February is kept on the 28th in years that have no 29th', () => {
    const days = ['2027-02-28', '2027-03-01', '2028-02-28', '2028-02-29'];
    expect(days.map((day) => isBirthday('02-29', day))).toEqual([true, false, false, true]);
    expect(days.map(birthdaysOn)).toEqual([['02-28', '02-29'], ['03-01'], ['02-28'], ['02-29']]);
  });

  test('brings nothing where it is not known, or the program gives nothing', () => {
    expect(dueBirthday(undefined, '2026-05-17', program)).toBeUndefined();
    expect(dueBirthday('05-17', '2026-05-17', spendTiers())).toBeUndefined();
  });
});

describe('an anniversary of joining', () => {
  const due = (day: string) => dueAnniversary('2024-02-29', day, program)?.rewards;

  test('brings what the program says of its year, or of that and all later ones', () => {
    expect(due('2025-02-28')).toEqual(['engraved-gift']);
    expect(due('2026-02-28')).toBeUndefined();
    expect(due('2027-02-28')).toEqual(['new-product-trial']);
    expect(due('2028-02-29')).toEqual(['new-product-trial']);
    expect(dueAnniversary('2024-02-29', '2028-02-29', program)?.occasion).toBe('anniversary:4');
  });

  test('is none on other days, nor on the day of joining', () => {
    expect(['2024-02-29', '2025-02-27', '2028-02-28'].map(due)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a tier', () => {
  const tiers = program.tiers.map((tier) =>
    tier.id === 'gold'
      ? { ...tier, monthlyRewards: ['event-place'], yearlyRewards: ['health-check'] }
      : tier,
  );
  const giving = { ...program, tiers };
  const due = (tier: string, since: string, day: string) =>
    dueOfTier({ tier, since }, day, giving).map(({ occasion }) => occasion);

  test('brings its month’s rewards on the first of each month', () => {
    expect(due('gold', '2026-03-10', '2026-12-01')).toEqual(['tier-month:gold:2026-12']);
    expect(due('gold', '2026-03-10', '2026-12-02')).toEqual([]);
    expect(due('gold', '2026-12-01', '2026-12-01')).toEqual([]);
  });

  test('brings its year’s rewards on the day after it is reached, and on that day of each year', () => {
    expect(due('gold', '2026-03-10', '2026-03-11')).toEqual(['tier-year:gold:2026']);
    expect(due('gold', '2026-03-10', '2027-03-11')).toEqual(['tier-year:gold:2027']);
    expect(due('gold', '2026-03-10', '2027-03-10')).toEqual([]);
    expect(due('gold', '2028-02-28', '2029-02-28')).toEqual(['tier-year:gold:2029']);
  });

  test('without any brings none', () => {
    expect(due('silver', '2026-03-10', '2026-12-01')).toEqual([]);
    expect(dueOfTier({ tier: null, since: '2026-03-10' }, '2026-12-01', giving)).toEqual([]);
  });
});

describe('points that are to expire', () => {
  const contact = {
    quietFrom: '20:00',
    quietUntil: '08:00',
    promotionsADay: 3,
    emailsADay: 1,
    smsADay: 1,
    smsAWeek: 2,
    expiryWarningDays: [30, 7],
    renewalReminderDays: [],
  };
  const lots = [
    { expires: monthOf('2026-12'), points: 40 },
    { expires: monthOf('2027-01'), points: 60 },
  ];
  const due = (day: string) => dueExpiryWarnings(lots, day, { contact, timeZone: BERLIN });

  test('are told of so many days before the first of their month', () => {
    expect(due('2026-11-01')).toEqual([
      { points: 40, expires: monthOf('2026-12'), daysBefore: 30 },
    ]);
    expect(due('2026-11-24')).toMatchObject([{ points: 40, daysBefore: 7 }]);
    expect(due('2026-12-02')).toMatchObject([{ points: 60, daysBefore: 30 }]);
    expect(due('2026-12-03')).toEqual([]);
  });

  test('are told of to nobody where the program says nothing of messages', () => {
    expect(dueExpiryWarnings(lots, '2026-11-01', { timeZone: BERLIN })).toEqual([]);
  });
});

describe('a period of months', () => {
  test('begins with the quarter, the half and the year', () => {
    const days = ['2026-01-01', '2026-04-01', '2026-07-01', '2026-05-01', '2026-04-02'];
    expect(days.map((day) => beginsPeriod(day, 3))).toEqual([true, true, true, false, false]);
    expect(days.map((day) => beginsPeriod(day, 6))).toEqual([true, false, true, false, false]);
  });
});
