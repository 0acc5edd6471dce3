import { parseArgs } from 'node:util';
import { localApi } from './local-api.ts';
import { run, say } from './run.ts';
import { storefront } from './storefront.ts';

/*
 * npm run order -- --shop demo-shopify --customer 42 --total 49.90 --currency EUR
 *
 * Sends one signed order to a host on this machine and shows what became of its buyer.
 */
await run(async () => {
  const { values } = parseArgs({
    options: {
      shop: { type: 'string', default: 'demo-shopify' },
      customer: { type: 'string' },
      total: { type: 'string', default: '49.90' },
      currency: { type: 'string', default: 'EUR' },
      order: { type: 'string' },
      host: { type: 'string', default: `http://127.0.0.1:${process.env.PORT ?? 8787}` },
    },
  });
  const { shop, customer, total, currency } = values;
  const perch = await localApi(values.host);
  const now = await perch.now();
  const orderId = values.order ?? String(now);
  const order = { orderId, orderNumber: `#${orderId}`, customer, currency, total };
  const paidAt = new Date(now).toISOString();
  const answer = await storefront(perch.host, shop, () => now).sells({ ...order, paidAt });
  say(`${answer.status} ${JSON.stringify(answer.body)}`);
  if (answer.status >= 300 || customer === undefined) return;
  await perch.settle();
  const query = new URLSearchParams({ shop, customer });
  say(JSON.stringify(await perch.read(`/v1/members?${query}`), null, 2));
});
