import { attributesOf } from '../attributes.ts';
import { operatorKeys } from '../operator/keys.ts';
import type { Table } from '../table.ts';

/**
 * Settles who gets a title of a year: those who were settled first are the ones, so that whoever
 * goes on with giving it gives it to the same.
 *
 * @param members at most a thousand, the first one first
 */
export async function settleTitled(
  table: Table,
  year: string,
  reward: string,
  members: readonly string[],
): Promise<readonly string[]> {
  const key = operatorKeys.titled(year, reward);
  await table.put({ item: { ...key, members }, condition: 'absent' });
  const settled = await table.get(key, { consistent: true });
  if (settled === undefined) throw new Error(`who gets ${reward} of ${year} is gone`);
  return attributesOf(settled).texts('members');
}
