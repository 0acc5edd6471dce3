import { consentItem, readConsentRecord } from '../table/people/consent-item.ts';
import type { Item, Put } from '../table/table.ts';

/** Stands for whoever recorded it. */
const ERASED = 'erased';

/**
 * Whether a record of a consent says where it was given, or who recorded it: either could lead to a
 * person.
 */
export function hasProof(item: Item): boolean {
  const { source, actor } = readConsentRecord(item);
  return source !== undefined || actor !== ERASED;
}

/**
 * The record without it. That a consent was given stays, to which words, when and how: whoever relied
 * on it has to be able to show that (GDPR, articles 7 and 17(3)).
 */
export function withoutProof(item: Item): Put {
  const { source: _, ...record } = readConsentRecord(item);
  return {
    item: consentItem({ ...record, actor: ERASED }),
    condition: { attribute: 'at', equals: record.at },
  };
}
