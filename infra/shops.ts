import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { demoShops } from '../shared/shops/demo-shops.ts';
import { parseShops, type ShopSettings } from '../shared/shops/shop-settings.ts';
import { LOCAL, type Stage } from './stages.ts';

/**
 * The shops of a deployment, from a JSON file. Without a file there are none yet, except on one
 * machine, which has the demo shops.
 *
 * @throws when the file cannot be read or lists something that is no shop; the message says where.
 */
export function shopsOf(stage: Stage, file: string | undefined): readonly ShopSettings[] {
  if (file === undefined) return stage.name === LOCAL ? demoShops : [];
  try {
    return parseShops(JSON.parse(readFileSync(file, 'utf8')));
  } catch (fault) {
    throw new Error(`The shops in ${file} cannot be used:\n${reasons(fault).join('\n')}`);
  }
}

function reasons(fault: unknown): readonly string[] {
  if (!(fault instanceof z.core.$ZodError)) return [`  - ${String(fault)}`];
  return fault.issues.map(
    ({ path, message }) => `  - ${path.length > 0 ? path.join('.') : 'the list'}: ${message}`,
  );
}
