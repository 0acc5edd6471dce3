import type { Contact, ContactField } from '../contact/contact.ts';
import type { customerTold } from '../events/customer-events.ts';
import type { DetailOf, EventType } from '../events/event-type.ts';
import type { orderPaid } from '../events/order-events.ts';
import type { shopEvents } from '../events/shop-events.ts';
import type { ShopSettings } from './shop-settings.ts';

/** One webhook request, as it came over the wire. */
export interface Delivery {
  /** The body's bytes, untouched: they are what was signed. */
  readonly body: Buffer;
  /** A header by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** Epoch milliseconds at which it was received. */
  readonly receivedAt: number;
}

/** Why a delivery is turned away: the answer's HTTP status and a sentence without any values. */
export interface Refusal {
  readonly ok: false;
  readonly status: 400 | 401;
  readonly detail: string;
}

/** The delivery is not what the shop said, or not by the shop. */
export function unauthorized(detail: string): Refusal {
  return { ok: false, status: 401, detail };
}

/** The shop said it, but it cannot be read as what that kind of shop sends. */
export function malformed(detail: string): Refusal {
  return { ok: false, status: 400, detail };
}

export type Verdict = { readonly ok: true } | Refusal;

/** What only the ingress knows, and stamps on every event that a delivery tells of. */
type Stamped = 'shop' | 'member' | 'placedWith' | 'receivedAt' | 'correlationId';

/** What a shop tells as an event of that type, with the customer where the event has the member. */
type Told<Type extends EventType<string, object>, Also = unknown> =
  Type extends EventType<infer Name, infer Detail>
    ? {
        readonly name: Name;
        readonly detail: Omit<Detail, Stamped> &
          ('member' extends keyof Detail ? { readonly customer?: string | undefined } : unknown) &
          Also;
      }
    : never;

/**
 * What a shop tells: an event of `shared/events/shop-events.ts` before its stamps, with the shop's
 * own id of the customer in place of the member's, which the ingress reckons from it, and with
 * contact data that it hashes or seals.
 */
export type ShopEvent =
  | Told<Exclude<(typeof shopEvents)[number], typeof orderPaid | typeof customerTold>>
  | Told<typeof orderPaid, { readonly email?: string | undefined }>
  | CustomerTold;

/** How a customer can be reached. */
export interface CustomerTold {
  readonly name: 'customer.told';
  readonly detail: {
    readonly customer: string;
    readonly contact: Contact;
    /** What the body says of them besides, but not so that it could be used. */
    readonly unfit: readonly ContactField[];
    readonly occurredAt: DetailOf<typeof orderPaid>['occurredAt'];
  };
}

/** What a delivery says; no events at all when it does not concern us. */
export type Reading = { readonly ok: true; readonly events: readonly ShopEvent[] } | Refusal;

export function told(...events: readonly ShopEvent[]): Reading {
  return { ok: true, events };
}

/** What is needed to make a delivery as a shop of this kind would. */
export interface Outgoing {
  readonly body: string;
  /** What the delivery tells of, in the platform's own words; some say it in the body alone. */
  readonly topic: string;
  /** Epoch milliseconds of the attempt. */
  readonly at: number;
  /** The delivery's id. */
  readonly id: string;
}

/** The one port behind which every kind of shop stands. All of it is pure. */
export interface Platform {
  /** What a delivery is answered that was taken, where shops of this kind do not take 202 for it. */
  readonly accepted?: 200;
  /** Whether this is the unsigned hello of a new webhook, answered 200 and nothing more. */
  readonly ping?: (delivery: Delivery) => boolean;
  /** Whether the shop itself sent this: by any of its secrets, in constant time. */
  readonly verify: (delivery: Delivery, shop: ShopSettings, secrets: readonly string[]) => Verdict;
  /** What a verified delivery says. It returns on any body whatsoever, and never throws. */
  readonly normalise: (delivery: Delivery, shop: ShopSettings) => Reading;
  /** The headers with which a shop of this kind would send a delivery. */
  readonly sign: (secret: string, delivery: Outgoing) => Readonly<Record<string, string>>;
}
