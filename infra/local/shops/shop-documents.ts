import type { Journal } from '../journal.ts';

/** A thing that a shop's API shows, in the platform's own shape. */
export type ShopDocument = Readonly<Record<string, unknown>>;

/** What one fake shop holds: documents by their collection's path and their id. */
export interface ShopDocuments {
  /** Puts a document in the place of the one that had its id; that keeps the older one's rank. */
  put(collection: string, id: string, document: ShopDocument): void;
  get(collection: string, id: string): ShopDocument | undefined;
  /** Those of a collection, in the order in which they came. */
  all(collection: string): readonly ShopDocument[];
}

/** Opens what fake shops hold, which the journal remembers. */
export function openShopDocuments({ database }: Journal): (shop: string) => ShopDocuments {
  database.exec(`CREATE TABLE IF NOT EXISTS shop_document (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    shop TEXT NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (shop, collection, id)
  )`);
  const insert = database.prepare(
    `INSERT INTO shop_document (shop, collection, id, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (shop, collection, id) DO UPDATE SET document = excluded.document`,
  );
  const select = database.prepare(
    'SELECT collection, id, document FROM shop_document WHERE shop = ? ORDER BY row',
  );

  return (shop) => {
    const held = new Map<string, Map<string, ShopDocument>>();
    const hold = (collection: string, id: string, document: ShopDocument) => {
      const documents = held.get(collection) ?? new Map<string, ShopDocument>();
      held.set(collection, documents.set(id, document));
    };
    for (const found of select.all(shop)) {
      const document = JSON.parse(String(found.document)) as ShopDocument;
      hold(String(found.collection), String(found.id), document);
    }
    return {
      put: (collection, id, document) => {
        insert.run(shop, collection, id, JSON.stringify(document));
        hold(collection, id, document);
      },
      get: (collection, id) => held.get(collection)?.get(id),
      all: (collection) => [...(held.get(collection)?.values() ?? [])],
    };
  };
}
