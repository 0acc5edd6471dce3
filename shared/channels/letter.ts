/**
 * The channels that leave the app. Direct messages on X stand behind the same gate and have no
 * carrier yet: a channel without one is switched off, and nothing is planned for it.
 */
export type OutsideChannel = 'email' | 'sms' | 'x';

/** Who writes, as the program names them. */
export interface Brand {
  readonly name?: string;
  readonly replyTo?: string;
  readonly postalAddress?: string;
}

/** What a channel carries to one person, in their language. */
export interface Letter {
  /** An address or a number. */
  readonly to: string;
  /** By what it is known where it must not be read. */
  readonly toHash: string;
  readonly member: string;
  readonly topic: string;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly link?: string;
  readonly isPromotion: boolean;
  readonly brand: Brand;
  /** Ends what it is: promotions, or with what is no promotion the whole channel. */
  readonly endUrl: string;
  /** For how many more seconds it may arrive; undefined where it does not matter. */
  readonly seconds?: number;
}

/** What a channel's service said to a letter. */
export type Carried =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'refused' | 'opted-out' };

/** @throws {NotTaken} when it surely did not go; any other fault may have come after it went */
export type Carry = (letter: Letter) => Promise<Carried>;

/** A channel's service did not take a letter, and may take it later. */
export class NotTaken extends Error {
  override name = 'NotTaken';
}

/** A fault of a service as one of {@link Carry}: what the service itself refused did not go. */
export function asCarryFault(fault: unknown): unknown {
  const isRefusal = (fault as { $fault?: unknown } | null)?.$fault === 'client';
  const name = fault instanceof Error ? fault.name : 'an unknown fault';
  return isRefusal ? new NotTaken(name, { cause: fault }) : fault;
}
