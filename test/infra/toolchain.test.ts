import { expect, test } from 'vitest';

test('everything runs on the Node that comes with the project, whatever the machine has', () => {
  expect(process.version).toBe('v24.21.0');
});
