import type { Instant } from '../../shared/domain/time/time.ts';
import { type Erasing, eraseMember, toErase } from '../../shared/privacy/erasure.ts';
import { shopOf } from '../../shared/privacy/shop-of.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';

/** A pass over all members in which those are forgotten who are customers of a shop that has left. */
export function ofShop(erasing: Erasing, shop: string, at: Instant): Sweep {
  return {
    on:
      () =>
      ({ member, absorbed }) =>
      async () => {
        const done: string[] = [];
        // Of who is one member by several shops, what this one told goes.
        for (const id of [member, ...absorbed]) {
          done.push(...(await eraseOfShop(erasing, id, shop, at)));
        }
        return done;
      },
  };
}

/**
 * Forgets who a member is, by an id that is of this shop's customer.
 *
 * @returns a name for each thing that was there, and for the member; `no-shop` where nothing says
 * whose customer that is, and so nothing was done
 */
export async function eraseOfShop(
  erasing: Erasing,
  id: string,
  shop: string,
  at: Instant,
): Promise<readonly string[]> {
  const own = await shopOf(erasing.table, id);
  if (own === undefined) return ['no-shop'];
  if (own !== shop) return [];
  const found = await toErase(erasing, id);
  await eraseMember(erasing, id, at);
  const each = Object.entries(found).flatMap(([kind, times]) =>
    Array.from({ length: times }, () => kind),
  );
  return ['member', ...each];
}
