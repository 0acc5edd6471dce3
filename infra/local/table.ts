import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { LOCAL_REGION } from './identities.ts';
import type { HostedResource, HostedTemplate } from './template.ts';

type TableResource = HostedResource<'AWS::DynamoDB::GlobalTable'>;

/** What this machine's AWS clients are configured with; nothing checks the credentials. */
export function localClient(endpoint: string) {
  return {
    endpoint,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}

/** A table of the template in the engine. */
export interface HostedTable {
  readonly resource: TableResource;
  /** The ARN of its stream, as the engine knows it; `undefined` when it has none. */
  readonly engineArn: string | undefined;
}

/** Makes every table of a template that is not there, see `ensureTable`. */
export function ensureTables(
  template: HostedTemplate,
  endpoint: string,
): Promise<readonly HostedTable[]> {
  const tables = template.ofType('AWS::DynamoDB::GlobalTable').map(async (resource) => ({
    resource,
    engineArn: await ensureTable(resource, endpoint),
  }));
  return Promise.all(tables);
}

/**
 * Makes the table as the template describes it, if it is not there.
 *
 * @returns the ARN of its stream, as the engine knows it; `undefined` when it has none.
 * @throws when the table is there with other keys or indexes than the template's.
 */
export async function ensureTable(
  table: TableResource,
  endpoint: string,
): Promise<string | undefined> {
  const client = new DynamoDBClient(localClient(endpoint));
  try {
    const wanted = describe(table);
    const found = await findTable(client, table.ref);
    if (found === undefined) {
      const made = await client.send(new CreateTableCommand(wanted));
      return made.TableDescription?.LatestStreamArn;
    }
    if (shapeOf(found) !== shapeOf(wanted)) {
      throw new Error(
        `The table ${table.ref} was made with other keys or indexes than the program now has. ` +
          'Start with another PERCH_DATA folder, or remove this one.',
      );
    }
    return found.LatestStreamArn;
  } finally {
    client.destroy();
  }
}

async function findTable(
  client: DynamoDBClient,
  name: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (fault) {
    if (fault instanceof ResourceNotFoundException) return undefined;
    throw fault;
  }
}

function describe({ ref, properties }: TableResource): CreateTableCommandInput {
  const stream = properties.StreamSpecification;
  const indexes = properties.GlobalSecondaryIndexes?.map(({ Projection, ...index }) => ({
    IndexName: index.IndexName,
    KeySchema: index.KeySchema,
    Projection: {
      ProjectionType: Projection.ProjectionType,
      ...(Projection.NonKeyAttributes && { NonKeyAttributes: Projection.NonKeyAttributes }),
    },
  }));
  return {
    TableName: ref,
    BillingMode: properties.BillingMode,
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions,
    ...(indexes && { GlobalSecondaryIndexes: indexes }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
  };
}

/** A table's keys and indexes as one text to compare by. */
function shapeOf(table: Pick<TableDescription, 'KeySchema' | 'GlobalSecondaryIndexes'>): string {
  const keys = (schema: TableDescription['KeySchema']) =>
    (schema ?? []).map((key) => `${key.KeyType} ${key.AttributeName}`).sort();
  const indexes = (table.GlobalSecondaryIndexes ?? []).map((index) => [
    index.IndexName,
    index.Projection?.ProjectionType,
    ...keys(index.KeySchema),
  ]);
  return JSON.stringify([keys(table.KeySchema), indexes.map((index) => index.join(' ')).sort()]);
}
