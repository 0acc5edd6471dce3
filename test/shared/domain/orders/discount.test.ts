import { describe, expect, test } from 'vitest';
import { presentAt } from '../../../../shared/domain/ledger/member.ts';
import { discountFor } from '../../../../shared/domain/orders/discount.ts';
import { checkoutOf } from '../../../../shared/domain/orders/sale.ts';
import type { Lent } from '../../../../shared/domain/tiers/lent.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { bareLadder } from '../../../support/bare-ladder.ts';
import { anOrder, memberLedger, occasionAt } from '../../../support/member-ledger.ts';

const off = (id: string, discountBps: number, more: object = {}) => ({
  id,
  name: { en: id, 'zh-CN': id },
  from: '2026-06-01',
  until: '2026-08-31',
  gives: { kind: 'discount' as const, discountBps, stacks: false },
  ...more,
});

const summer = off('summer', 1_000, { of: { products: ['sunscreen'] } });
const extra = off('extra', 300, { gives: { kind: 'discount', discountBps: 300, stacks: true } });
const program = loadProgram({
  ...bareLadder,
  campaigns: [summer, off('small', 400), extra],
});
const lines = ['sunscreen', 'hat'].map((productId) => ({ productId, quantity: 1, netMinor: 500 }));

/** What comes off an order of a member with so many purchases. */
function discountAfter(purchases: number, at = '2026-07-01T12:00:00Z', lent: Lent | null = null) {
  const ledger = memberLedger(program);
  for (let i = 1; i <= purchases; i++) ledger.order(anOrder(`${i}`, 1_000));
  const occasion = occasionAt(at);
  const present = presentAt({ ...ledger.state, lent }, occasion.receivedAt, program.timeZone);
  return discountFor(checkoutOf(present, anOrder('new', 1_000, { lines }), occasion, program));
}

describe('a discount', () => {
  test('is of tier and campaigns the larger, with those that stack on top', () => {
    expect(discountAfter(0)).toMatchObject({
      discountBps: 700,
      from: ['campaign:small', 'campaign:extra'],
    });
    expect(discountAfter(3)).toMatchObject({
      discountBps: 800,
      from: ['tier:regular', 'campaign:extra'],
    });
  });

  test('is another for products of a campaign of their own, if it is larger', () => {
    const from = ['campaign:summer', 'campaign:extra'];
    expect(discountAfter(3).products).toEqual([
      { productId: 'sunscreen', discountBps: 1_300, from },
    ]);
    expect(discountAfter(11)).toMatchObject({ discountBps: 1_800, products: [] });
  });

  test('is that of a lent tier as long as it is lent', () => {
    const lent = { tier: 'ambassador', until: Date.parse('2026-07-02T12:00:00Z') };
    expect(discountAfter(3, '2026-07-01T12:00:00Z', lent).from).toContain('tier:ambassador');
    expect(discountAfter(3, '2026-07-02T12:00:00Z', lent).from).toContain('tier:regular');
  });

  test('is the tier’s alone outside of their days, and nothing before the first tier', () => {
    const winter = '2026-12-01T12:00:00Z';
    expect(discountAfter(6, winter)).toEqual({
      discountBps: 1_000,
      from: ['tier:advocate'],
      products: [],
    });
    expect(discountAfter(0, winter)).toEqual({ discountBps: 0, from: [], products: [] });
  });
});
