import { describe, expect, it } from 'vitest';
import { fixedWindow, leakyBucket } from '../../../../infra/local/shops/rate-limit.ts';

describe('a leaky bucket', () => {
  it('is full at its size, and has room for what has leaked since', () => {
    let now = 0;
    const spend = leakyBucket(3, 2, () => now);
    expect([spend(), spend(), spend()].map(({ used }) => used)).toEqual([1, 2, 3]);
    expect(spend()).toEqual({ allowed: false, used: 3, resetMs: 500 });
    now = 500;
    expect(spend().allowed).toBe(true);
    expect(spend().allowed).toBe(false);
  });
});

describe('a window', () => {
  it('allows its quota, and all of it anew once its time is over', () => {
    let now = 0;
    const spend = fixedWindow(2, 1_000, () => now);
    now = 400;
    expect([spend(), spend(), spend()].map(({ allowed }) => allowed)).toEqual([true, true, false]);
    expect(spend()).toEqual({ allowed: false, used: 2, resetMs: 600 });
    now = 1_000;
    expect(spend()).toEqual({ allowed: true, used: 1, resetMs: 1_000 });
  });
});
