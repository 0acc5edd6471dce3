import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from 'vitest';
import { orderCancelled } from '../../../shared/events/order-events.ts';
import { type BusEntry, busEntry, publish } from '../../../shared/events/publish.ts';
import { type AwsAnswer, type AwsCall, withAwsEndpoint } from '../shops/aws-endpoint.ts';

const entries = Array.from({ length: 23 }, (_, i) =>
  busEntry(
    orderCancelled,
    { ...orderCancelled.example, orderId: `order-${i}` },
    Date.parse('2026-11-03T10:00:01Z'),
  ),
);

/** Publishes over the wire, to a bus that answers so. */
async function published(
  some: readonly BusEntry[],
  answer: (call: AwsCall, index: number) => AwsAnswer,
) {
  let left: readonly BusEntry[] = [];
  const calls = await withAwsEndpoint(answer, async (config) => {
    left = await publish(new EventBridgeClient(config), 'perch-test', some);
  });
  return { left, batches: calls.map(ordersOf) };
}

function ordersOf(call: AwsCall): string[] {
  const batch = call.input.Entries as { Detail: string }[];
  return batch.map(({ Detail }) => JSON.parse(Detail).orderId);
}

/** The bus's answer to one call, of which it did not take the orders named. */
function taken(call: AwsCall, ...refused: string[]): AwsAnswer {
  const Entries = ordersOf(call).map((order) =>
    refused.includes(order) ? { ErrorCode: 'ThrottlingException' } : { EventId: order },
  );
  return { output: { FailedEntryCount: refused.length, Entries } };
}

describe('publishing', () => {
  test('says of each event who speaks, what it is, when it was received and what it tells', async () => {
    const calls = await withAwsEndpoint(
      (call) => taken(call),
      async (config) => {
        await publish(new EventBridgeClient(config), 'perch-test', entries.slice(0, 1));
      },
    );
    expect(calls).toEqual([
      {
        operation: 'AWSEvents.PutEvents',
        input: {
          Entries: [
            {
              EventBusName: 'perch-test',
              Source: 'perch.shops',
              DetailType: 'order.cancelled',
              Detail: JSON.stringify({ ...orderCancelled.example, orderId: 'order-0' }),
              Time: Date.parse('2026-11-03T10:00:01Z') / 1000,
            },
          ],
        },
      },
    ]);
  });

  test('puts ten at a time, in order', async () => {
    const { left, batches } = await published(entries, (call) => taken(call));
    expect(left).toEqual([]);
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
    expect(batches.flat()).toEqual(entries.map((_, i) => `order-${i}`));
  });

  test('puts again only what the bus did not take', async () => {
    const { left, batches } = await published(entries.slice(0, 3), (call, index) =>
      index === 0 ? taken(call, 'order-1') : taken(call),
    );
    expect(left).toEqual([]);
    expect(batches).toEqual([['order-0', 'order-1', 'order-2'], ['order-1']]);
  });

  test('gives back what the bus would not take in three attempts', async () => {
    const some = entries.slice(0, 2);
    const { left, batches } = await published(some, (call) => taken(call, 'order-1'));
    expect(left).toHaveLength(1);
    expect(left[0]).toBe(some[1]);
    expect(batches).toHaveLength(3);
  });

  test('of nothing asks nothing', async () => {
    expect(await published([], (call) => taken(call))).toEqual({ left: [], batches: [] });
  });

  test('throws when the bus cannot be asked at all', async () => {
    const denied = published(entries, () => ({ error: 'AccessDeniedException' }));
    await expect(denied).rejects.toThrow();
  });
});
