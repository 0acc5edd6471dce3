import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { groupFunction } from '../../../shared/lambda/queue.ts';
import { deliver } from '../../support/invoke.ts';

const message = z.object({ of: z.string(), n: z.int() });

/** A function that keeps what it is handed, and fails for all that is of `bad`. */
function grouping() {
  const handed: string[] = [];
  const handler = groupFunction(
    { read: (body) => message.parse(body), keyOf: ({ of }) => of },
    async (group) => {
      handed.push(group.map(({ of, n }) => `${of}${n}`).join(' '));
      if (group[0].of === 'bad') throw new Error('no');
    },
  );
  return { handed, handler };
}

test('what belongs together in a batch is handed over together', async () => {
  const { handed, handler } = grouping();
  const failed = await deliver(
    handler,
    { of: 'a', n: 1 },
    { of: 'b', n: 2 },
    { of: 'a', n: 3 },
    { of: 'a', n: 1 },
  );
  expect(failed).toEqual([]);
  expect(handed).toEqual(['a1 a3 a1', 'b2']);
});

test('it fails together, and nothing else with it', async () => {
  const { handed, handler } = grouping();
  const failed = await deliver(
    handler,
    { of: 'bad', n: 1 },
    'no json',
    { of: 'a', n: 2 },
    { of: 'bad', n: 3 },
    { of: 'a' },
  );
  expect(failed).toEqual([0, 1, 3, 4]);
  expect(handed).toEqual(['bad1 bad3', 'a2']);
});
