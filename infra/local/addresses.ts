import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import type { Engine } from './engine.ts';
import type { HostedTemplate } from './template.ts';

/** Where commands find what a running host keeps: what they would reach at AWS by name and region. */
const addresses = z.object({
  /** Where the table's engine answers, and where the host answers all other AWS calls. */
  tableUrl: z.string(),
  awsUrl: z.string(),
  tableName: z.string(),
  busName: z.string(),
});

export type HostAddresses = z.infer<typeof addresses>;

/** Writes a host's addresses into its data folder. Returns what takes them away again. */
export function publishAddresses(
  folder: DataFolder,
  { template, engine, awsUrl }: { template: HostedTemplate; engine: Engine; awsUrl: string },
): () => void {
  // The ledger's: the one that says what happens to it.
  const table = template
    .ofType('AWS::DynamoDB::GlobalTable')
    .find(({ properties }) => properties.StreamSpecification !== undefined);
  const [bus] = template.ofType('AWS::Events::EventBus');
  const found: HostAddresses = {
    tableUrl: engine.url,
    awsUrl,
    tableName: table?.ref ?? '',
    busName: bus?.ref ?? '',
  };
  writeFileSync(folder.addresses, JSON.stringify(found));
  return () => rmSync(folder.addresses, { force: true });
}

/**
 * The addresses of the host that runs on a data folder.
 *
 * @throws with a sentence for people when none does.
 */
export function readAddresses(data: string): HostAddresses {
  const file = openDataFolder(data).addresses;
  if (!existsSync(file)) {
    throw new Error(`No host runs on the data in ${data}: run npm start in another window first.`);
  }
  return addresses.parse(JSON.parse(readFileSync(file, 'utf8')));
}
