import type { ConsentRecord } from '../../contact/consent.ts';
import { attributesOf } from '../attributes.ts';
import { keys, ranges } from '../keys.ts';
import type { Item, TableReader } from '../table.ts';
import { consentAttributes, readConsent } from './profile-item.ts';

/** What of a record is there in some and not in others. */
const SOMETIMES = ['text', 'locale', 'source'] as const;

/** An item for each time that a member said something; none is ever written again. */
export function consentItem(record: ConsentRecord): Item {
  const { member, channel, purpose, at, method, actor } = record;
  return {
    ...keys.consent(member, channel, purpose, new Date(at).toISOString()),
    ...consentAttributes(record),
    // Not `member`: that is an attribute of entries, by which the index finds them.
    of: member,
    method,
    actor,
    ...Object.fromEntries(
      SOMETIMES.flatMap((name) => {
        const value = record[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

export function readConsentRecord(item: Item): ConsentRecord {
  const read = attributesOf(item);
  return {
    ...readConsent(item),
    member: read.text('of'),
    method: read.text('method'),
    actor: read.text('actor'),
    ...Object.fromEntries(
      SOMETIMES.filter((name) => read.has(name)).map((name) => [name, read.text(name)]),
    ),
  };
}

/** As many records as one read brings. */
const AT_ONCE = 250;

/** All that a member ever said, by channel, purpose and time. */
export async function readConsentRecords(
  table: TableReader,
  member: string,
): Promise<readonly ConsentRecord[]> {
  const all = ranges.consents(member);
  const records: ConsentRecord[] = [];
  let from = all.from;
  for (;;) {
    // A range includes where it begins: the last one of those before, but for the first.
    const page = await table.query({ ...all, from, limit: AT_ONCE });
    records.push(...page.slice(records.length === 0 ? 0 : 1).map(readConsentRecord));
    const last = page.at(-1);
    if (page.length < AT_ONCE || last === undefined) return records;
    from = last.SK;
  }
}
