import * as z from 'zod/mini';

/** A field of a customer: what cannot be used is left out, and no reason to refuse an order. */
function field(description: string) {
  return z.optional(z.catch(z.string().check(z.describe(description)), ''));
}

/** How to reach a customer, in the words that a shop's developers read. */
export const customer = z.optional(
  z.catch(
    z
      .object({
        email: field('The e-mail address, of up to 254 characters.'),
        phone: field('The telephone number with its country: `+49 151 12345678`.'),
        name: field('The name as the customer writes it, of up to 200 characters.'),
        language: field('A BCP 47 tag such as `de` or `zh-CN`.'),
      })
      .check(
        z.describe(
          'How to reach the customer. It is kept only as far as it may be, encrypted, and a field that does not fit is left out.',
        ),
      ),
    {},
  ),
);

/** Defaults for what does not fit are no part of what is asked for. */
export function withoutDefault({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.default;
}
