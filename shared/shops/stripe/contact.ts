import * as z from 'zod/mini';
import type { ContactAsTold } from '../../contact/contact.ts';
import { firstSaid } from '../customer-told.ts';

/**
 * How to reach a customer: a Checkout session says it in `customer_details`, as they filled it in,
 * and an invoice in fields of its own. Whatever is odd in them is no reason to lose an order.
 */
export const reachedByStripe = {
  customer_details: z.catch(
    z.nullish(
      z.object({
        email: z.optional(z.unknown()),
        phone: z.optional(z.unknown()),
        name: z.optional(z.unknown()),
      }),
    ),
    undefined,
  ),
  customer_email: z.optional(z.unknown()),
  customer_phone: z.optional(z.unknown()),
  customer_name: z.optional(z.unknown()),
  locale: z.optional(z.unknown()),
};

const reached = z.object(reachedByStripe);

/** That the browser chose the language says nothing of which one it was. */
const BY_BROWSER = 'auto';

export function contactOfStripe(said: z.infer<typeof reached>): ContactAsTold {
  const { customer_details: details, customer_email, customer_phone, customer_name } = said;
  return {
    email: firstSaid(details?.email, customer_email),
    phone: firstSaid(details?.phone, customer_phone),
    name: firstSaid(details?.name, customer_name),
    language: said.locale === BY_BROWSER ? undefined : said.locale,
  };
}
