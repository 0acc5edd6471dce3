import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { readAddresses } from '../../infra/local/addresses.ts';
import { openDataFolder } from '../../infra/local/data-folder.ts';
import { streamApi } from '../../infra/local/stream-api.ts';
import { localClient } from '../../infra/local/table.ts';

/** Everything that stands somewhere, by where: as text, with bytes as base64 and as they are. */
export type Places = ReadonlyMap<string, readonly string[]>;

/** Where a text stands, in whatever form it can: as it is, escaped, or as base64 at any offset. */
export function placesOf(places: Places, text: string): readonly string[] {
  const forms = [text, JSON.stringify(text).slice(1, -1), ...base64Forms(text)];
  const lower = forms.map((form) => form.toLowerCase());
  const has = (held: string) => {
    const one = held.toLowerCase();
    return lower.some((form) => one.includes(form));
  };
  return [...places].filter(([, all]) => all.some(has)).map(([place]) => place);
}

/** What base64 makes of a text wherever in a longer one it begins; digits at its edges are others'. */
function base64Forms(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const coded = Buffer.from(' '.repeat(before) + text).toString('base64url');
    return coded.slice(before === 0 ? 0 : before + 1, -2);
  });
}

/** Every item of every table, and every image in their streams, of a host that runs on a folder. */
export async function readTables(data: string): Promise<Places> {
  const { tableUrl } = readAddresses(data);
  const client = new DynamoDBClient(localClient(tableUrl));
  const places = new Map<string, readonly string[]>();
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand());
    for (const TableName of TableNames) {
      const items: string[] = [];
      for await (const page of paginateScan({ client }, { TableName })) {
        items.push(...(page.Items ?? []).map(asText));
      }
      places.set(`table ${TableName}`, items);
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      const stream = Table?.LatestStreamArn;
      if (stream !== undefined) places.set('stream', await imagesOf(tableUrl, stream));
    }
  } finally {
    client.destroy();
  }
  return places;
}

async function imagesOf(tableUrl: string, stream: string): Promise<readonly string[]> {
  const api = streamApi(tableUrl);
  const images: string[] = [];
  for (const shard of await api.shards(stream)) {
    let iterator: string | undefined = await api.iterator(stream, shard, undefined);
    while (iterator !== undefined) {
      const { Records = [], NextShardIterator } = await api.records(iterator, 1_000);
      images.push(...Records.map((record) => JSON.stringify(record)));
      iterator = Records.length === 0 ? undefined : NextShardIterator;
    }
  }
  return images;
}

/**
 * What a host that has stopped leaves on disk: its journal table by table, and the files as they are.
 * What it plays besides Perch is left out: shops, that know their customers, and the mail that has
 * left.
 */
export function readFolder(data: string): Places {
  const { journal } = openDataFolder(data);
  const places = new Map<string, readonly string[]>();
  const database = new DatabaseSync(journal, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables) {
    if (name === 'shop_document') continue;
    const rows = database
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .map(asText);
    places.set(
      `journal ${String(name)}`,
      name === 'outbox' ? rows.filter((row) => !row.includes('"request\\"')) : rows,
    );
  }
  database.close();
  for (const file of readdirSync(data, { withFileTypes: true })) {
    const isJournal = file.name.startsWith('journal.db');
    if (!file.isFile() || isJournal) continue;
    const bytes = readFileSync(join(data, file.name));
    places.set(`file ${file.name}`, [bytes.toString('utf8'), bytes.toString('utf16le')]);
  }
  return places;
}

/** Anything as text, its bytes both as base64 and as the text that they may be. */
function asText(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    held instanceof Uint8Array
      ? [Buffer.from(held).toString('base64url'), Buffer.from(held).toString('utf8')]
      : held,
  );
}
