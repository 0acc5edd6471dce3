import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../../shared/program/load.ts';
import { presets } from '../../../shared/program/presets.ts';
import { announce, POST_LENGTH, weightedLength } from '../../../shared/terms/announcement.ts';
import { termsLanguages, writeTerms } from '../../../shared/terms/terms.ts';

const DAY = '2026-11-21';
const terms = (preset: string, language: string, change: object = {}) =>
  writeTerms(loadProgram({ ...presets[preset], ...change }), language, DAY);
const each = Object.keys(presets).flatMap((preset) =>
  termsLanguages.map((language): [string, string] => [preset, language]),
);

describe('the terms of a program', () => {
  test('say how tiers are reached and what they bring', () => {
    const said = terms('service-tiers', 'en');
    expect(said).toContain(
      '- **Silver**: €300.00 of goods in this month and the 12 before it and 3 purchases in this month and the 12 before it; or 300 contribution points in this month and the 12 before it and 1 purchase in this month and the 12 before it. Points x1. 3% off at checkout. Brings',
    );
    expect(said).toContain('| Support | Answer within 24 hours | Answer within 4 hours |');
  });

  test('say what keeps a tier, and what loses it', () => {
    expect(terms('four-tier-ladder', 'en')).toContain('- No tier is lost by waiting.');
    expect(terms('service-tiers', 'en')).toContain('- Bronze is kept with 1 purchase ever.');
    const said = terms('rfm-membership', 'en');
    expect(said).toContain('is told 30 days before what would keep it');
    expect(said).toContain('- From Silver on, 3 months in a row with fewer orders');
  });

  test('say what points are worth, and when they end', () => {
    const said = terms('rfm-membership', 'zh-CN');
    expect(said).toContain('- 每消费 ¥10.00 商品金额获得 1 积分');
    expect(said).toContain('- 积分有效期为 24 个月');
    expect(said).toContain('- 结账时 1 积分抵 ¥0.10。');
  });

  test('say the rules, odds and free way into each draw', () => {
    const said = terms('points-club', 'en');
    for (const part of ['Every entry has the same chance', 'No purchase is needed', 'people of 18'])
      expect(said).toContain(part);
    expect(terms('rfm-membership', 'en')).toContain('- A small gift: 0.05% of entries win it');
  });

  test('leave out campaigns that are over, and those for chosen members', () => {
    const said = terms('rfm-membership', 'en');
    expect(said).not.toContain('Double 11 2026');
    expect(said).toContain('Double 11 2027: five times the points: 2027-11-01 to 2027-11-11 (from');
  });

  test('say that nothing on X is paid for, or by whose leave it is', () => {
    expect(terms('small-shop', 'en')).toContain('- Nothing that is done on X');
    const x = { readOn: '2026-08-31', approval: 'case 12345' };
    expect(terms('small-shop', 'en', { x })).toContain('as X has approved in writing: case 12345');
  });

  test('say how one joins, what one hears, and what waits for a yes', () => {
    const club = terms('points-club', 'en');
    expect(club).toContain(
      '- An order without an account can be claimed by its number for 30 days.',
    );
    expect(club).toContain('On day 1 of each month we also tell you in your inbox, by e-mail, and');
    expect(terms('service-tiers', 'en')).toContain('it stands at 1 until you move it');
    expect(terms('service-tiers', 'zh-CN')).toContain('内容日历中的优惠每周最多 1 条。');
    expect(terms('rfm-membership', 'en')).toContain(
      'the first 10 by points earned on orders in the calendar year: only those who agreed',
    );
    expect(terms('small-shop', 'en')).toContain(
      'A coupon that can take off more than €20.00 in all',
    );
    const consent = { version: '1', text: { en: 'Yes.', 'zh-CN': '同意。' } };
    const enrolment = { joins: 'by-consent', ordersWaitDays: 14, consent };
    expect(terms('small-shop', 'en', { enrolment })).toContain('Orders of the 14 days before it');
    expect(terms('small-shop', 'zh-CN', { enrolment })).toContain('（版本 1）：“同意。”');
  });

  test.each(each)('of %s are whole in %s', (preset, language) => {
    const said = terms(preset, language);
    expect(said).not.toMatch(/undefined|NaN|null|\[object|: {2}|\.\.|。\./);
    expect(said).toContain(loadProgram(presets[preset]).version);
  });
});

describe('an announcement', () => {
  test.each(each)('of %s in %s fits into posts', (preset, language) => {
    const link = `https://example.com/${'a'.repeat(200)}`;
    const texts = announce(loadProgram(presets[preset]), language, link);
    expect(weightedLength(texts?.pinned ?? '')).toBeLessThanOrEqual(POST_LENGTH);
    expect(weightedLength(texts?.launch ?? '')).toBeLessThanOrEqual(POST_LENGTH);
    for (const text of Object.values(texts ?? {})) expect(text).toContain(link);
  });

  test('weighs Chinese twice, and every address alike', () => {
    expect(weightedLength('points’ 1')).toBe(9);
    expect(weightedLength('积分')).toBe(4);
    expect(weightedLength(`see https://example.com/${'a'.repeat(50)} now`)).toBe(4 + 23 + 4);
  });

  test('is not made in a language without words', () => {
    const program = loadProgram(presets['small-shop']);
    expect(announce(program, 'de', 'https://example.com')).toBeUndefined();
  });
});
