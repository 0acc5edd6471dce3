import { expect, test } from 'vitest';
import { readable } from '../../../shared/privacy/readable.ts';

test('what is kept is told in words: instants as texts, bytes as base64, nothing where nothing is', () => {
  const at = Date.parse('2026-11-01T12:00:00Z');
  const kept = { receivedAt: at, at, v: 3, points: at, none: undefined, bytes: Buffer.from('ab') };
  expect(readable({ ...kept, list: [{ until: at }], lastOrderAt: 0, flat: at })).toEqual({
    receivedAt: '2026-11-01T12:00:00.000Z',
    at: '2026-11-01T12:00:00.000Z',
    v: 3,
    points: at,
    bytes: 'YWI=',
    list: [{ until: '2026-11-01T12:00:00.000Z' }],
    lastOrderAt: 0,
    flat: at,
  });
});
