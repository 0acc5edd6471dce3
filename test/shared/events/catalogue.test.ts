import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../shared/events/catalogue.ts';
import { readEvent, UnreadableEvent } from '../../../shared/events/event-type.ts';
import { orderPaid } from '../../../shared/events/order-events.ts';
import { shopEvents } from '../../../shared/events/shop-events.ts';
import { envelope } from '../../support/invoke.ts';

test('no two events of the catalogue have one name', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
});

describe.each(catalogue)('$name', (type) => {
  test('has an example that its own schema takes as it is', () => {
    expect(type.schema.parse(type.example)).toEqual(type.example);
  });

  test('carries no field for personal data', () => {
    expect(JSON.stringify(type.example)).not.toMatch(/mail|phone|name|address|"ip"/i);
  });
});

describe('an event from the bus', () => {
  test('is read as what it says it is', () => {
    const read = readEvent(shopEvents, envelope(orderPaid, orderPaid.example));
    expect(read).toEqual({ name: 'order.paid', detail: orderPaid.example });
  });

  test.each([
    ['no envelope', {}],
    ['nothing at all', null],
    [
      'an event that is not expected',
      { ...envelope(orderPaid, orderPaid.example), 'detail-type': 'x' },
    ],
    ['another speaker', { ...envelope(orderPaid, orderPaid.example), source: 'somebody' }],
    ['a malformed detail', envelope(orderPaid, { ...orderPaid.example, currency: 'euro' })],
  ])('that is %s is refused', (_, body) => {
    expect(() => readEvent(shopEvents, body)).toThrow(UnreadableEvent);
  });

  test('is refused without repeating what it carried', () => {
    const secret = 'somebody@example.com';
    const body = envelope(orderPaid, { ...orderPaid.example, member: secret });
    expect(() => readEvent(shopEvents, body)).toThrow(/^order\.paid: member is malformed$/);
  });
});
