import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoSecret, demoToken } from '../../shared/shops/demo-shops.ts';
import { readShops, type ShopSettings } from '../../shared/shops/shop-settings.ts';
import type { Assembly } from './assembly.ts';
import type { HostedTemplate } from './template.ts';

/** A secret of the template with the value that it has on one machine. */
export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
}

/** The template's secrets: none is secret here, for each can be told from its name. */
export interface Secrets {
  /** A secret by its name or ARN. */
  find(nameOrArn: string): Secret | undefined;
}

/** The key under which one machine computes members' ids. */
const MEMBER_KEY = 'perch-dev-member-key';

/** Gives every secret of the template its value. */
export function openSecrets(template: HostedTemplate, assembly: Assembly): Secrets {
  const shops = new Map(
    [...assembly.assets.values()].flatMap(shopsBeside).map((shop) => [shop.id, shop] as const),
  );
  const all = template.ofType('AWS::SecretsManager::Secret').map(({ ref, properties }) => {
    const name = properties.Name ?? nameIn(ref);
    const shop = shops.get(name.split('/').at(-1) ?? '');
    const value = shop === undefined ? MEMBER_KEY : demoSecret(shop);
    const beside = shop === undefined ? {} : { api: demoToken(shop) };
    const field = properties.GenerateSecretString?.GenerateStringKey;
    return {
      arn: ref,
      name,
      value: field === undefined ? value : JSON.stringify({ [field]: value, ...beside }),
    };
  });
  return { find: (id) => all.find(({ arn, name }) => arn === id || name === id) };
}

/** The list of shops that lies beside a function's code, where one does. */
function shopsBeside(folder: string): readonly ShopSettings[] {
  const file = join(folder, 'shops.json');
  return existsSync(file) ? readShops(file) : [];
}

/** A secret's name within its ARN, without the suffix that AWS appends. */
function nameIn(arn: string): string {
  return arn.replace(/^.*:secret:/, '').replace(/-[^-]{6}$/, '');
}
