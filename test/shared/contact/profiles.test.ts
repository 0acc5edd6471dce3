import { beforeEach, describe, expect, test } from 'vitest';
import type { Personal } from '../../../shared/contact/personal.ts';
import {
  type Change,
  eraseProfile,
  findProfile,
  openProfile,
  updateProfile,
} from '../../../shared/contact/profiles.ts';
import { keys } from '../../../shared/table/keys.ts';
import { TableBusy } from '../../../shared/table/table.ts';
import { useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);
const mail: Personal = { email: { value: 'mara@example.org', at: 1 } };

let members = 0;
let member = '';
beforeEach(() => {
  members += 1;
  member = `member ${members}`;
});

const update = (decide: (change: Change) => Change | undefined, of = member) =>
  updateProfile(local.table, kept.dataKeys, of, async ({ profile }) => decide({ profile }));
const keep = (personal: Personal, of = member) => update((so) => ({ ...so, personal }), of);
const open = async (of = member) =>
  openProfile(kept.dataKeys, await findProfile(local.table, of, { consistent: true }));
const erase = (at: number) => eraseProfile(local.table, kept.dataKeys, member, at);

describe('a profile', () => {
  test('gives back what was kept, and its item says nothing of it', async () => {
    await keep({ ...mail, birthday: '--11-05' });
    expect(await open()).toEqual({ ...mail, birthday: '--11-05' });
    const item = await local.table.get(keys.profile(member));
    const text = JSON.stringify(item, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(text).not.toMatch(/mara|example|11-05/);
  });

  test('of nobody is empty, and asking for it makes no key', async () => {
    expect(await open()).toEqual({});
    expect(await kept.dataKeys.find(member)).toBeUndefined();
    await update(({ profile }) => ({ profile: { ...profile, choices: { degree: 2 } } }));
    expect(await kept.dataKeys.find(member)).toBeUndefined();
  });

  test('is written by many at once with nothing of any of them lost', async () => {
    const zones = ['email', 'phone', 'name'] as const;
    await Promise.all(
      zones.map((field) =>
        updateProfile(local.table, kept.dataKeys, member, async ({ profile, open: known }) => ({
          profile,
          personal: { ...(await known()), [field]: { value: field, at: 1 } },
        })),
      ),
    );
    expect(Object.keys(await open()).sort()).toEqual([...zones].sort());
  });

  test('gives up when it stays contended, and says so', async () => {
    const table = { ...local.table, patience: { pause: async () => {}, pick: () => 0 } };
    const meddling = updateProfile(table, kept.dataKeys, member, async ({ profile }) => {
      await update((so) => so);
      return { profile };
    });
    await expect(meddling).rejects.toThrow(TableBusy);
  });

  test('moved under another member’s id opens for neither', async () => {
    await keep(mail);
    await keep(mail, 'nora');
    const [{ personal }, nora] = await Promise.all([
      findProfile(local.table, member),
      findProfile(local.table, 'nora'),
    ]);
    if (personal === undefined) return expect.fail('there is nothing to move');
    expect(await openProfile(kept.dataKeys, { ...nora, personal })).toEqual({});
    const key = (await kept.dataKeys.find('nora'))?.id ?? '';
    const forged = openProfile(kept.dataKeys, { ...nora, personal: { ...personal, key } });
    await expect(forged).rejects.toThrow();
  });
});

describe('after an erasure', () => {
  test('nothing is left but when it was, and no copy of before can be read', async () => {
    await keep(mail);
    const before = await findProfile(local.table, member);
    await update(({ profile }) => ({ profile: { ...profile, told: { print: 'p', at: 1 } } }));
    await erase(1_000);
    expect(await local.table.get(keys.profile(member))).toEqual({
      ...keys.profile(member),
      revision: 3,
      choices: {},
      consents: [],
      erasedAt: 1_000,
    });
    expect(await kept.dataKeys.find(member)).toBeUndefined();
    expect(await openProfile(kept.dataKeys, before)).toEqual({});
  });

  test('it can be done again, and the later one stands', async () => {
    await keep(mail);
    await erase(2_000);
    await erase(1_000);
    expect(await findProfile(local.table, member)).toMatchObject({ erasedAt: 2_000 });
  });

  test('what comes later has a new key, with which nothing of before is read', async () => {
    await keep(mail);
    const before = await findProfile(local.table, member);
    await erase(1_000);
    await keep({ email: { value: 'new@example.org', at: 2 } });
    expect(await open()).toEqual({ email: { value: 'new@example.org', at: 2 } });
    expect(await openProfile(kept.dataKeys, before)).toEqual({});
  });

  test('what came in before the key went is forgotten so that it is told again', async () => {
    await keep(mail);
    const late = {
      ...kept.dataKeys,
      destroy: async (of: string) => {
        await update(({ profile }) => ({
          profile: { ...profile, told: { print: 'p', at: 2_000 } },
          personal: mail,
        }));
        return kept.dataKeys.destroy(of);
      },
    };
    await eraseProfile(local.table, late, member, 1_000);
    const left = await findProfile(local.table, member);
    expect(left).toMatchObject({ erasedAt: 1_000 });
    expect(left).not.toHaveProperty('told');
    expect(left).not.toHaveProperty('personal');
  });
});

describe('a data key', () => {
  test('is the same for all who make it at once, and another for each member', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => kept.dataKeys.make(member)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made[0]?.bytes).toHaveLength(32);
    const other = await kept.dataKeys.make('somebody else');
    expect(other.id).not.toBe(made[0]?.id);
  });

  test('is gone once it was destroyed', async () => {
    await kept.dataKeys.make(member);
    expect(await kept.dataKeys.destroy(member)).toBe(true);
    expect(await kept.dataKeys.destroy(member)).toBe(false);
    expect(await kept.dataKeys.find(member)).toBeUndefined();
  });
});
