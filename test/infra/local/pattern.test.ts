import { describe, expect, it } from 'vitest';
import { compilePattern, InvalidPattern } from '../../../infra/local/pattern.ts';

interface Operator {
  readonly name: string;
  readonly pattern: unknown;
  readonly holds: readonly unknown[];
  readonly fails: readonly unknown[];
}

/** What each alternative matches and does not, as the field `x` of an event. */
const operators: readonly Operator[] = [
  { name: 'a text', pattern: ['up'], holds: ['up'], fails: ['Up', 'upper', '', null] },
  { name: 'a number', pattern: [300], holds: [300, 3.0e2], fails: ['300', 301] },
  { name: 'true', pattern: [true], holds: [true], fails: [false, 'true', 1] },
  { name: 'null', pattern: [null], holds: [null], fails: ['', 0, false] },
  { name: 'alternatives', pattern: ['up', 'down'], holds: ['up', 'down'], fails: ['none'] },
  { name: 'prefix', pattern: [{ prefix: 'perch.' }], holds: ['perch.shops'], fails: ['Perch.', 1] },
  {
    name: 'prefix in any case',
    pattern: [{ prefix: { 'equals-ignore-case': 'PERCH.' } }],
    holds: ['perch.shops', 'Perch.'],
    fails: ['a perch.'],
  },
  { name: 'suffix', pattern: [{ suffix: '.paid' }], holds: ['order.paid'], fails: ['.paid '] },
  {
    name: 'suffix in any case',
    pattern: [{ suffix: { 'equals-ignore-case': '.PAID' } }],
    holds: ['order.Paid'],
    fails: ['.paid!'],
  },
  {
    name: 'equals-ignore-case',
    pattern: [{ 'equals-ignore-case': 'Gold' }],
    holds: ['gold', 'GOLD'],
    fails: ['golden'],
  },
  {
    name: 'wildcard',
    pattern: [{ wildcard: 'order.*/a.b*' }],
    holds: ['order./a.b', 'order.x/y/a.bc\n'],
    fails: ['order.x/aXb', ' order./a.b'],
  },
  {
    name: 'wildcard with an escaped star',
    pattern: [{ wildcard: '\\**' }],
    holds: ['*', '*x'],
    fails: ['x'],
  },
  {
    name: 'numeric range',
    pattern: [{ numeric: ['>', 0, '<=', 5] }],
    holds: [0.5, 5],
    fails: [0, 5.1, '3'],
  },
  { name: 'numeric =', pattern: [{ numeric: ['=', 5] }], holds: [5], fails: [4, '5'] },
  { name: 'numeric >=', pattern: [{ numeric: ['>=', 5] }], holds: [5, 6], fails: [4.9] },
  { name: 'numeric <', pattern: [{ numeric: ['<', 0] }], holds: [-1], fails: [0] },
  {
    name: 'cidr',
    pattern: [{ cidr: '10.0.0.0/24' }],
    holds: ['10.0.0.255'],
    fails: ['10.0.1.0', '::1', 'text', 10],
  },
  {
    name: 'cidr of version 6',
    pattern: [{ cidr: 'fe80::/10' }],
    holds: ['fe80::1'],
    fails: ['::1'],
  },
  {
    name: 'exists',
    pattern: [{ exists: true }],
    holds: ['', 0, null, ['a']],
    fails: [undefined, [], { deeper: 1 }],
  },
  {
    name: 'exists false',
    pattern: [{ exists: false }],
    holds: [undefined, []],
    fails: ['', 0, null],
  },
  {
    name: 'anything-but',
    pattern: [{ 'anything-but': 'up' }],
    holds: ['down', 1],
    fails: ['up', undefined],
  },
  {
    name: 'anything-but a list',
    pattern: [{ 'anything-but': ['up', 2] }],
    holds: ['down', 3],
    fails: ['up', 2],
  },
  {
    name: 'anything-but a prefix',
    pattern: [{ 'anything-but': { prefix: 'a' } }],
    holds: ['b'],
    fails: ['ab', undefined],
  },
  {
    name: 'anything-but prefixes',
    pattern: [{ 'anything-but': { prefix: ['a', 'b'] } }],
    holds: ['c'],
    fails: ['ab', 'ba'],
  },
  {
    name: 'anything-but suffixes',
    pattern: [{ 'anything-but': { suffix: ['.jpg', '.png'] } }],
    holds: ['a.gif'],
    fails: ['a.png'],
  },
  {
    name: 'anything-but in any case',
    pattern: [{ 'anything-but': { 'equals-ignore-case': ['up'] } }],
    holds: ['down'],
    fails: ['UP'],
  },
  {
    name: 'anything-but a wildcard',
    pattern: [{ 'anything-but': { wildcard: '*/lib/*' } }],
    holds: ['/bin/'],
    fails: ['/usr/lib/x'],
  },
  {
    name: 'operators side by side',
    pattern: [{ prefix: 'a' }, { exists: false }],
    holds: ['ab', undefined],
    fails: ['b'],
  },
];

describe('an event pattern', () => {
  for (const { name, pattern, holds, fails } of operators) {
    it(`matches by ${name}`, () => {
      const matches = compilePattern({ x: pattern });
      for (const x of holds) expect(matches({ x }), `holds for ${JSON.stringify(x)}`).toBe(true);
      for (const x of fails) expect(matches({ x }), `fails for ${JSON.stringify(x)}`).toBe(false);
    });
  }

  it('wants every field that it names, at any depth, and heeds no other', () => {
    const matches = compilePattern({ source: ['s'], detail: { tierChange: ['up'] } });
    expect(matches({ source: 's', detail: { tierChange: 'up', points: 5 }, more: 1 })).toBe(true);
    expect(matches({ source: 's', detail: { points: 5 } })).toBe(false);
    expect(matches({ detail: { tierChange: 'up' } })).toBe(false);
    expect(matches({ source: 's', detail: 'up' })).toBe(false);
  });

  it('matches a list by any of its elements', () => {
    const matches = compilePattern({ rewards: ['badge'] });
    expect(matches({ rewards: ['support', 'badge'] })).toBe(true);
    expect(matches({ rewards: ['support'] })).toBe(false);
  });

  it('matches objects in a list one at a time', () => {
    const matches = compilePattern({ lines: { id: [1], gift: [true] } });
    expect(matches({ lines: [{ id: 2 }, { id: 1, gift: true }] })).toBe(true);
    expect(matches({ lines: [{ id: 1 }, { gift: true }] })).toBe(false);
  });

  it('takes $or as alternatives beside its other fields', () => {
    const matches = compilePattern({ kind: ['k'], $or: [{ a: [1] }, { b: { c: [2] } }] });
    expect(matches({ kind: 'k', a: 1 })).toBe(true);
    expect(matches({ kind: 'k', b: { c: 2 } })).toBe(true);
    expect(matches({ kind: 'k', a: 2 })).toBe(false);
    expect(matches({ a: 1 })).toBe(false);
  });

  it('does not find what an event only inherits', () => {
    expect(compilePattern({ constructor: { name: [{ exists: true }] } })({})).toBe(false);
  });

  it.each([
    ['an unknown operator', { x: [{ sounds: 'like' }] }, 'sounds'],
    ['an operator of the prototype', { x: [{ toString: 'x' }] }, 'toString'],
    ['no alternatives', { x: [] }, 'pattern.x'],
    ['a bare value', { detail: { x: 'up' } }, 'pattern.detail.x'],
    ['half a comparison', { x: [{ numeric: ['>'] }] }, 'numeric'],
    ['a comparison with text', { x: [{ numeric: ['>', '1'] }] }, 'numeric'],
    ['no range of addresses', { x: [{ cidr: 'here/8' }] }, 'here'],
    ['two operators in one', { x: [{ prefix: 'a', suffix: 'b' }] }, 'pattern.x'],
    ['an empty $or', { $or: [] }, '$or'],
  ])('is refused for %s, by name', (_, pattern, named) => {
    expect(() => compilePattern(pattern)).toThrow(InvalidPattern);
    expect(() => compilePattern(pattern)).toThrow(named);
  });
});
