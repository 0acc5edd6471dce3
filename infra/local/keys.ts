import {
  createPrivateKey,
  createSecretKey,
  generateKeyPair,
  generateKeySync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Journal } from './journal.ts';
import type { HostedResource, HostedTemplate } from './template.ts';

/** A key of the template that encrypts. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly spec: KeySpec;
  /** The secret or private key; made at first use, and on disk when this settles. */
  material(): Promise<KeyObject>;
}

export type KeySpec = 'SYMMETRIC_DEFAULT' | 'RSA_2048' | 'RSA_4096';

/**
 * The template's keys on one machine. They are development keys: made once for a data folder, and
 * kept in its journal beside what they encrypt.
 */
export interface Keys {
  /** A key by its id or ARN, or by the name or ARN of an alias. */
  find(name: string): Key | undefined;
  /** Makes what is not made yet, so that nobody waits for it. */
  prepare(): Promise<void>;
  close(): void;
}

export function openKeys(template: HostedTemplate, journal: Journal): Keys {
  const kept = openDevelopmentKeys(journal);
  let isClosed = false;

  async function make(id: string, spec: KeySpec): Promise<KeyObject> {
    const made = await generate(spec);
    if (!isClosed) kept.write(id, spec, made);
    return made;
  }

  function open({ ref, attributes, properties }: HostedResource<'AWS::KMS::Key'>): Key {
    const spec = properties.KeySpec ?? 'SYMMETRIC_DEFAULT';
    let material: Promise<KeyObject> | undefined;
    return {
      id: ref,
      arn: attributes.Arn ?? ref,
      spec,
      material: () => {
        const known = material === undefined ? kept.read(ref, spec) : undefined;
        material ??= known === undefined ? make(ref, spec) : Promise.resolve(known);
        return material;
      },
    };
  }

  const all = template.ofType('AWS::KMS::Key').map(open);
  const byIdOrArn = (name: string) => all.find((key) => key.id === name || key.arn === name);
  const aliases = new Map(
    template.ofType('AWS::KMS::Alias').flatMap(({ ref, attributes, properties }) => {
      const key = byIdOrArn(properties.TargetKeyId);
      if (key === undefined) throw new Error(`${ref} is an alias of no key of this template`);
      return [ref, attributes.Arn ?? ref].map((name) => [name, key] as const);
    }),
  );
  return {
    find: (name) => byIdOrArn(name) ?? aliases.get(name),
    prepare: async () => {
      for (const key of all) {
        if (!isClosed) await key.material();
      }
    },
    close: () => {
      isClosed = true;
    },
  };
}

async function generate(spec: KeySpec): Promise<KeyObject> {
  if (spec === 'SYMMETRIC_DEFAULT') return generateKeySync('aes', { length: 256 });
  const modulusLength = spec === 'RSA_2048' ? 2_048 : 4_096;
  return (await promisify(generateKeyPair)('rsa', { modulusLength })).privateKey;
}

/** Development keys on disk, in the clear: they keep nothing from whoever holds the data folder. */
function openDevelopmentKeys({ database }: Journal) {
  database.exec(`CREATE TABLE IF NOT EXISTS development_key (
    id TEXT NOT NULL, spec TEXT NOT NULL, material TEXT NOT NULL, PRIMARY KEY (id, spec)
  )`);
  const select = database.prepare('SELECT material FROM development_key WHERE id = ? AND spec = ?');
  const insert = database.prepare('INSERT INTO development_key VALUES (?, ?, ?)');
  return {
    read: (id: string, spec: KeySpec): KeyObject | undefined => {
      const found = select.get(id, spec)?.material;
      if (typeof found !== 'string') return undefined;
      return spec === 'SYMMETRIC_DEFAULT'
        ? createSecretKey(Buffer.from(found, 'base64'))
        : createPrivateKey(found);
    },
    write: (id: string, spec: KeySpec, made: KeyObject): void => {
      const text =
        spec === 'SYMMETRIC_DEFAULT'
          ? made.export().toString('base64')
          : made.export({ type: 'pkcs8', format: 'pem' });
      insert.run(id, spec, text.toString());
    },
  };
}
