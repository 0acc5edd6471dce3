import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApi } from '../../infra/openapi.ts';

test('the API’s document in the repository is the one that the schemas make', async () => {
  const document = `${JSON.stringify(openApi(), null, 2)}\n`;
  const kept = join(import.meta.dirname, '../../infra/openapi.json');
  await expect(document).toMatchFileSnapshot(kept);
});
