import { readContact } from '../../shared/contact/contact.ts';
import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { fieldsKept, keptOf } from '../../shared/contact/kept.ts';
import { findMember } from '../../shared/contact/one-member.ts';
import { newer, type Personal, withContact } from '../../shared/contact/personal.ts';
import { type Change, type Opening, updateProfile } from '../../shared/contact/profiles.ts';
import { type Unwrap, unseal } from '../../shared/contact/seal.ts';
import { customerTold } from '../../shared/events/customer-events.ts';
import { type DetailOf, readEvent } from '../../shared/events/event-type.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Table } from '../../shared/table/table.ts';

export interface ProfileDependencies {
  readonly table: Table;
  readonly keys: DataKeys;
  /** Decrypts the keys that the ingress sealed with. */
  readonly unwrap: Unwrap;
  readonly program: Program;
}

type Told = DetailOf<typeof customerTold>;

/**
 * Keeps what shops tell of how to reach a customer, as far as it may be kept. What is known already
 * is not opened: a known customer's order costs one read here, and no call of KMS.
 */
export function profile({ table, keys, unwrap, program }: ProfileDependencies) {
  const joins = program.enrolment?.joins ?? 'automatic';

  return queueFunction(async ({ body, log }) => {
    const { detail } = readEvent([customerTold], body);
    const { member } = detail;
    let outcome = 'contact is known';
    await updateProfile(table, keys, member, async (opening) => {
      const { told, erasedAt = Number.NEGATIVE_INFINITY } = opening.profile;
      if (told?.print === detail.print) return undefined;
      // What had been said before an erasure stays forgotten, however late or often it comes.
      if (Math.min(Date.parse(detail.occurredAt), Date.parse(detail.receivedAt)) <= erasedAt) {
        outcome = 'contact is of before an erasure';
        return undefined;
      }
      const change = await changed(opening, detail);
      outcome = change === undefined ? 'contact tells nothing new' : 'contact kept';
      return change;
    });
    log.info(outcome, { member });
  });

  async function changed({ profile, open }: Opening, detail: Told): Promise<Change | undefined> {
    const { shop, member, sealed, print } = detail;
    const at = Date.parse(detail.occurredAt);
    const consents = await consentsOf(profile);
    // Nothing may be kept of them yet: it is not opened, and told again with their next order.
    if (fieldsKept(joins, consents).size === 0) return undefined;
    const opened = await unseal(member, sealed, unwrap);
    const contact = keptOf(readContact(Object(opened)).contact, joins, consents);
    const known = await open();
    const personal = withContact(known, contact, at);
    const { language } = contact;
    const spoken = newer(
      profile.language,
      language === undefined ? undefined : { value: language, at },
    );
    const isNewest = at >= (profile.told?.at ?? at);
    if (!isNewest && isSame(personal, known) && spoken === profile.language) return undefined;
    return {
      profile: {
        ...profile,
        shop,
        ...(isNewest ? { told: { print, at } } : {}),
        ...(spoken === undefined ? {} : { language: spoken }),
      },
      ...(isSame(personal, known) ? {} : { personal }),
    };
  }

  /** What the member agreed to may stand with another of their ids. */
  async function consentsOf({ member, consents }: Opening['profile']) {
    return (await findMember(table, member))?.consents ?? consents;
  }
}

function isSame(one: Personal, other: Personal): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
