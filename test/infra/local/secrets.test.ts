import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { openSecrets } from '../../../infra/local/secrets.ts';
import { resolveTemplate } from '../../../infra/local/template.ts';
import { demoShops } from '../../../shared/shops/demo-shops.ts';
import { type FixtureResource, writeAssembly } from './fixture-assembly.ts';

const secret = (name: string): FixtureResource => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: {
    Name: name,
    GenerateSecretString: { GenerateStringKey: 'current', SecretStringTemplate: '{}' },
  },
});

it('gives each shop what it signs with and the token for its API, and nothing else a token', () => {
  const resources = {
    Woo: secret('perch-local/shops/demo-woocommerce'),
    Other: secret('perch-local/other'),
  };
  const written = writeAssembly(resources, { Webhooks: 'exports.handler = () => {};' });
  onTestFinished(() => written.discard());
  const shops = join(written.folder, 'asset.Webhooks', 'shops.json');
  writeFileSync(shops, JSON.stringify(demoShops));
  const assembly = readAssembly(written.folder);
  const secrets = openSecrets(resolveTemplate(assembly, 'http://127.0.0.1:1'), assembly);
  const held = (name: string) => JSON.parse(secrets.find(name)?.value ?? 'null');
  expect(held('perch-local/shops/demo-woocommerce')).toEqual({
    current: 'perch-dev-secret-demo-woocommerce',
    api: 'ck_perch-dev-token-demo-woocommerce:cs_perch-dev-token-demo-woocommerce',
  });
  expect(held('perch-local/other')).toEqual({ current: 'perch-dev-member-key' });
});
