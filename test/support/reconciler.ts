import { type Figures, reconcile } from '../../functions/reconcile/handler.ts';
import type { ReconciliationRequest } from '../../functions/reconcile/request.ts';
import { memberId } from '../../shared/identity/member-id.ts';
import type { ShopApi } from '../../shared/shops/api/shop-api.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { readReconciliation } from '../../shared/table/orders/reconciliation.ts';
import { readHistory } from '../../shared/table/people/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';
import { deliver } from './invoke.ts';
import { ledgerBus, MEMBER_KEY } from './ledger-bus.ts';
import { scriptedShop } from './scripted-shop.ts';

/** The function that reconciles one shop, with the queue that it works on. */
export function reconciler(
  table: Table,
  shop: string,
  api: ShopApi | undefined,
  bus: ReturnType<typeof ledgerBus>,
) {
  const rest: ReconciliationRequest[] = [];
  const measured: Figures[] = [];
  const { memberKey, seal, publish } = bus;
  const handler = reconcile({
    shops: [{ id: shop, platform: 'woocommerce' }],
    apiOf: async () => api,
    table,
    memberKey,
    seal,
    publish,
    goOn: async (request) => {
      rest.push(request);
    },
    measure: (figures) => {
      measured.push(figures);
    },
  });

  const ticks = (...instants: readonly number[]) =>
    instants.map(
      (at): ReconciliationRequest => ({
        shop,
        scheduledFor: new Date(at).toISOString(),
      }),
    );

  return {
    handler,
    measured,
    rest,
    /** One batch of ticks as the schedule sends them; the numbers of those that failed. */
    ticks: (...instants: readonly number[]) => deliver(handler, ...ticks(...instants)),
    /** What the schedule of an instant sets off, up to its end. */
    async run(at: number): Promise<void> {
      rest.push(...ticks(at));
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
        const failed = await deliver(handler, next);
        if (failed.length > 0) throw new Error(`failed: ${JSON.stringify(next)}`);
      }
    },
  };
}

/** A shop of this name with a buyer, reconciled for the first time when it had sold nothing. */
export async function reconciledShop(
  table: Table,
  name: string,
  at: number,
  options: { readonly perPage?: number } = {},
) {
  const shop = scriptedShop(options);
  const bus = ledgerBus(table, name);
  const hourly = reconciler(table, name, shop.api, bus);
  await hourly.run(at);
  shop.asked.length = 0;
  hourly.measured.length = 0;
  const buyer = memberId(MEMBER_KEY, name, '42');
  return {
    table,
    shop,
    bus,
    ...hourly,
    mark: () => readReconciliation(table, name),
    member: () => readMember(table, buyer),
    history: async () =>
      (await readHistory(table, buyer, 100)).things.map(({ kind, balance }) => [
        kind,
        balance.after,
      ]),
  };
}
