import { type ContactAsTold, readContact } from '../contact/contact.ts';
import type { CustomerTold } from './platform.ts';

/**
 * What a body says of how to reach its customer, beside what it says of their order: nothing of a
 * guest, and nothing where it says nothing.
 *
 * @param at epoch milliseconds: when the shop had it so, though it be years ago
 * @param latest the same as an instant of events, which is never after receipt
 */
export function customerTold(
  customer: string | null | undefined,
  told: ContactAsTold,
  at: number,
  latest: string,
): readonly CustomerTold[] {
  if (customer === null || customer === undefined) return [];
  const { contact, unfit } = readContact(told);
  if (Object.keys(contact).length === 0 && unfit.length === 0) return [];
  const occurredAt = new Date(Math.max(0, Math.min(at, Date.parse(latest)))).toISOString();
  return [{ name: 'customer.told', detail: { customer, contact, unfit, occurredAt } }];
}

/** The e-mail address that an order was placed with, where a body has one that can be read. */
export function emailIn(told: ContactAsTold): string | undefined {
  return readContact({ email: told.email }).contact.email;
}

/** The first of several places in which something is said. */
export function firstSaid(...places: readonly unknown[]): unknown {
  return places.find((said) => said !== undefined && said !== null && said !== '');
}

/** A name in two parts; one of them may be missing, and neither may be a text. */
export function fullName(...parts: readonly unknown[]): unknown {
  const said = parts.filter((part) => part !== undefined && part !== null && part !== '');
  return said.every((part) => typeof part === 'string') ? said.join(' ') : said[0];
}
