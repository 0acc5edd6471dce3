import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import type { FakeShops, PlayedShop } from './fake-shops.ts';
import { shopFault } from './shop-faults.ts';

const documentShape = z.looseObject({ id: z.union([z.string().min(1), z.number()]) });

/** A document's place: the path of its collection, and its id. */
const PLACE = ':shop/:collection{.+}/:id';

/** Larger than any order. */
const MAX_BYTES = 1_048_576;

/**
 * The controls of fake shops, under `/_local/shops`, which lists them: `PUT <shop>/<collection>/<id>`
 * puts what the shop's API will show, `GET` tells it, `POST <shop>/faults` has the API fail.
 */
export function shopControls(shops: FakeShops): Hono {
  const app = new Hono();
  app.use('*', bodyLimit({ maxSize: MAX_BYTES }));
  app.get('/', (context) =>
    context.json(shops.all.map(({ shop }) => ({ shop: shop.id, url: `${shops.url}/${shop.id}` }))),
  );
  app.post('/:shop/faults', async (context) => {
    const played = shops.find(context.req.param('shop'));
    if (played === undefined) return refuse(context, 404, NO_SHOP);
    const fault = shopFault.safeParse(await readJson(context));
    if (!fault.success) return refuse(context, 400, z.prettifyError(fault.error));
    played.shop.faults.add(fault.data);
    return context.body(null, 204);
  });
  app.put(`/${PLACE}`, async (context) => {
    const place = placeOf(context, shops);
    if (place === undefined) return refuse(context, 404, NO_SHOP);
    const { shop, collection, id } = place;
    const document = documentShape.safeParse(await readJson(context));
    // Shopify's GraphQL ids are URLs that end with the number.
    if (!document.success || String(document.data.id).split('/').at(-1) !== id) {
      return refuse(context, 400, 'The body must be an object of the platform with this id.');
    }
    shop.documents.put(collection, id, document.data);
    return context.body(null, 204);
  });
  app.get(`/${PLACE}`, (context) => {
    const place = placeOf(context, shops);
    const document = place?.shop.documents.get(place.collection, place.id);
    return document === undefined ? refuse(context, 404, NO_SHOP) : context.json(document);
  });
  return app;
}

const NO_SHOP = 'No shop with an API has such a thing.';

function placeOf(context: Context, shops: FakeShops) {
  const { shop: name = '', collection = '', id = '' } = context.req.param();
  const played: PlayedShop | undefined = shops.find(name);
  if (played === undefined || !played.api.collections.test(collection)) return undefined;
  return { shop: played.shop, collection, id };
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    return undefined;
  }
}

function refuse(context: Context, status: 400 | 404, detail: string): Response {
  const title = status === 400 ? 'Bad Request' : 'Not Found';
  const body = { type: 'about:blank', title, status, detail };
  return context.json(body, status, { 'content-type': 'application/problem+json' });
}
