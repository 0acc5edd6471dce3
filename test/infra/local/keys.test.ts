import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { keyCalls } from '../../../infra/local/aws-calls/keys.ts';
import { type AwsEndpoint, openAwsEndpoint } from '../../../infra/local/aws-endpoint.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import { openKeys } from '../../../infra/local/keys.ts';
import { localClient } from '../../../infra/local/table.ts';
import { type HostedTemplate, resolveTemplate } from '../../../infra/local/template.ts';
import { type FixtureAssembly, writeAssembly } from './fixture-assembly.ts';

const key = (Properties: object) => ({ Type: 'AWS::KMS::Key', Properties: { ...Properties } });
const resources = {
  Contacts: key({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT', KeyPolicy: {} }),
  Wrapping: key({ EnableKeyRotation: true }),
  Other: key({}),
  Named: {
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: 'alias/perch', TargetKeyId: { 'Fn::GetAtt': ['Wrapping', 'Arn'] } },
  },
};

let folder: string;
let assembly: FixtureAssembly;
let template: HostedTemplate;
let journal: Journal;
let endpoint: AwsEndpoint;
let kms: KMSClient;
const stops: (() => unknown)[] = [];

async function open() {
  journal = openJournal(join(folder, 'journal.db'));
  endpoint = await openAwsEndpoint();
  endpoint.serve(new Map(keyCalls({ keys: openKeys(template, journal) })));
  kms = new KMSClient({ ...localClient(endpoint.url), maxAttempts: 1 });
  stops.push(
    () => journal.close(),
    endpoint.close,
    () => kms.destroy(),
  );
}

async function close() {
  for (const stop of stops.splice(0).reverse()) await stop();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perch-keys-'));
  assembly = writeAssembly(resources);
  template = resolveTemplate(readAssembly(assembly.folder), 'http://127.0.0.1:1');
  await open();
});
afterAll(async () => {
  await close();
  assembly.discard();
  rmSync(folder, { recursive: true, force: true });
});

const idOf = (name: string) =>
  template.ofType('AWS::KMS::Key').find(({ logicalId }) => logicalId === name)?.ref ?? '';
const arnOf = (name: string) => `arn:aws:kms:local:000000000000:key/${idOf(name)}`;
const RSA = 'RSAES_OAEP_SHA_256';

async function sealedFor(text: string): Promise<Buffer> {
  const { PublicKey = new Uint8Array() } = await kms.send(
    new GetPublicKeyCommand({ KeyId: idOf('Contacts') }),
  );
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const publicKey = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  return publicEncrypt({ key: publicKey, ...padding }, Buffer.from(text));
}
const opened = (CiphertextBlob: Uint8Array, more: object = {}) =>
  kms.send(
    new DecryptCommand({
      KeyId: arnOf('Contacts'),
      CiphertextBlob,
      EncryptionAlgorithm: RSA,
      ...more,
    }),
  );
const dataKey = (KeyId: string, EncryptionContext?: Record<string, string>) =>
  kms.send(
    new GenerateDataKeyCommand({
      KeyId,
      KeySpec: 'AES_256',
      ...(EncryptionContext && { EncryptionContext }),
    }),
  );
const unwrapped = (CiphertextBlob: Uint8Array, more: object = {}) =>
  kms.send(new DecryptCommand({ CiphertextBlob, ...more }));

describe('an RSA key on one machine', () => {
  it('opens what was sealed under its public key', async () => {
    const answer = await opened(await sealedFor('ann@example.com'));
    expect(Buffer.from(answer.Plaintext ?? []).toString()).toBe('ann@example.com');
    expect(answer).toMatchObject({ KeyId: arnOf('Contacts'), EncryptionAlgorithm: RSA });
  });

  it('says what it is, under the id and ARN that AWS would give it', async () => {
    const answer = await kms.send(new GetPublicKeyCommand({ KeyId: arnOf('Contacts') }));
    expect(answer).toMatchObject({
      KeyId: arnOf('Contacts'),
      KeySpec: 'RSA_2048',
      KeyUsage: 'ENCRYPT_DECRYPT',
      EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', RSA],
    });
    expect(idOf('Contacts')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('encrypts itself, too, as much as its padding leaves room for', async () => {
    const encrypt = (length: number) =>
      kms.send(
        new EncryptCommand({
          KeyId: idOf('Contacts'),
          Plaintext: Buffer.alloc(length, 7),
          EncryptionAlgorithm: RSA,
        }),
      );
    const { CiphertextBlob = new Uint8Array() } = await encrypt(190);
    expect((await opened(CiphertextBlob)).Plaintext).toHaveLength(190);
    await expect(encrypt(191)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('does not open what was changed, and is not taken for a symmetric one', async () => {
    const sealed = await sealedFor('secret');
    const changed = Buffer.from(sealed);
    changed[9] = (changed[9] ?? 0) ^ 1;
    await expect(opened(changed)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    await expect(
      opened(sealed, { EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }),
    ).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    });
    await expect(dataKey(idOf('Contacts'))).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    });
    await expect(opened(sealed, { EncryptionContext: { a: 'b' } })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('a symmetric key on one machine', () => {
  it('makes data keys that it unwraps in the same context, without being named', async () => {
    const context = { member: 'm-1', table: 'data-keys' };
    const {
      Plaintext,
      CiphertextBlob = new Uint8Array(),
      KeyId,
    } = await dataKey(idOf('Wrapping'), context);
    expect(KeyId).toBe(arnOf('Wrapping'));
    expect(Plaintext).toHaveLength(32);
    const EncryptionContext = { table: 'data-keys', member: 'm-1' };
    const answer = await unwrapped(CiphertextBlob, { EncryptionContext });
    expect(answer.Plaintext).toEqual(Plaintext);
    expect(answer).toMatchObject({ KeyId, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
  });

  it('unwraps nothing in another context, nor what was changed or is none of its own', async () => {
    const { CiphertextBlob = new Uint8Array() } = await dataKey(idOf('Wrapping'), {
      member: 'm-1',
    });
    const invalid = { name: 'InvalidCiphertextException' };
    const other = { EncryptionContext: { member: 'm-2' } };
    await expect(unwrapped(CiphertextBlob, other)).rejects.toMatchObject(invalid);
    await expect(unwrapped(CiphertextBlob)).rejects.toMatchObject(invalid);
    const context = { EncryptionContext: { member: 'm-1' } };
    const changed = Buffer.from(CiphertextBlob);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    await expect(unwrapped(changed, context)).rejects.toMatchObject(invalid);
    await expect(unwrapped(Buffer.from('none'), context)).rejects.toMatchObject(invalid);
    const named = { KeyId: idOf('Other'), ...context };
    await expect(unwrapped(CiphertextBlob, named)).rejects.toMatchObject({
      name: 'IncorrectKeyException',
    });
  });

  it('answers to its alias', async () => {
    expect((await dataKey('alias/perch')).KeyId).toBe(arnOf('Wrapping'));
  });

  it('has no public key', async () => {
    const command = new GetPublicKeyCommand({ KeyId: idOf('Wrapping') });
    await expect(kms.send(command)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
    });
  });
});

describe('the keys of one machine', () => {
  it('outlive the host that made them', async () => {
    const sealed = await sealedFor('kept');
    const { Plaintext, CiphertextBlob = new Uint8Array() } = await dataKey(idOf('Wrapping'));
    await close();
    await open();
    expect(Buffer.from((await opened(sealed)).Plaintext ?? []).toString()).toBe('kept');
    expect((await unwrapped(CiphertextBlob)).Plaintext).toEqual(Plaintext);
  });

  it('are those of the template', async () => {
    await expect(dataKey('alias/elsewhere')).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});
