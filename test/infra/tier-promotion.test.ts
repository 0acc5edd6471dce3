import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, test } from 'vitest';
import { rewardsGranted, tierReached } from '../../shared/events/promotion-events.ts';
import { Synthesized } from './synthesized.ts';

const stack = new Synthesized('production');

/** The definition as it is deployed, with the names of resources in the place of references. */
function definition(): StateMachineDefinition {
  const machines = stack.all<{
    DefinitionString: { 'Fn::Join': [string, (string | Record<string, unknown>)[]] };
  }>('AWS::StepFunctions::StateMachine');
  const found = machines.find(([id]) => id.startsWith('TierPromotion'));
  const [separator, parts] = found?.[1].DefinitionString['Fn::Join'] ?? expect.fail('no machine');
  const text = parts.map((part) =>
    typeof part === 'string' ? part : Object.values(part).flat()[0],
  );
  return JSON.parse(text.join(separator).replaceAll('AWS::Partition', 'aws'));
}

const input = { ...tierReached.example };
const { cause } = rewardsGranted.example;

/** Runs the machine with these tasks, without waiting between retries, and tells what was done. */
async function run(tasks: {
  readonly check?: () => { readonly proceed: boolean; readonly member: string };
  readonly grant?: (reward: string, attempt: number) => void;
  readonly tier?: null;
}) {
  const announced: unknown[] = [];
  const setAside: unknown[] = [];
  const granted: unknown[] = [];
  const attempts = new Map<string, number>();
  const attempt = (task: string) => {
    const next = (attempts.get(task) ?? 0) + 1;
    attempts.set(task, next);
    return next;
  };
  const announce = async (parameters: unknown) => {
    announced.push(...(parameters as { Entries: unknown[] }).Entries);
    return {};
  };
  const execution = new StateMachine(definition(), { validationOptions: { checkArn: false } }).run(
    { ...input, cause, ...('tier' in tasks ? { tier: null } : {}) },
    {
      overrides: {
        taskResourceLocalHandlers: {
          CheckMember: async (parameters: unknown) => {
            const { tier: _, ...same } = input;
            expect(parameters).toMatchObject({ Payload: same });
            const { proceed, member } = tasks.check?.() ?? { proceed: true, member: input.member };
            return { Payload: { proceed, member } };
          },
          GrantReward: async (parameters: unknown) => {
            const { Payload } = parameters as { Payload: { reward: string } };
            tasks.grant?.(Payload.reward, attempt(Payload.reward));
            granted.push(Payload);
            return { Payload: {} };
          },
          SetAside: async (parameters: unknown) => {
            setAside.push((parameters as { MessageBody: unknown }).MessageBody);
            return {};
          },
          AnnounceTier: announce,
          AnnounceRewards: announce,
        },
        retryIntervalOverrides: Object.fromEntries(
          ['CheckMember', 'GrantReward', 'SetAside', 'AnnounceTier', 'AnnounceRewards'].map(
            (state) => [state, 0],
          ),
        ),
      },
    },
  );
  await execution.result;
  return { announced, setAside, granted, attempts };
}

const { rewards, ...promotion } = input;

describe('a promotion', () => {
  test('grants each reward and announces the tier as the catalogue says', async () => {
    const { granted, announced, setAside } = await run({});
    expect(granted).toEqual(rewards.map((reward) => ({ ...promotion, reward })));
    expect(setAside).toEqual([]);
    expect(announced).toEqual([
      expect.objectContaining({
        Source: tierReached.source,
        DetailType: tierReached.name,
        Detail: input,
      }),
    ]);
    expect(tierReached.schema.safeParse(input).success).toBe(true);
  });

  test('that comes without a tier announces the rewards alone', async () => {
    const { granted, announced } = await run({ tier: null });
    expect(granted).toEqual(rewards.map((reward) => ({ ...promotion, tier: null, reward })));
    const { tier: _, ...told } = input;
    const detail = { ...told, cause };
    expect(announced).toEqual([
      expect.objectContaining({
        Source: rewardsGranted.source,
        DetailType: rewardsGranted.name,
        Detail: detail,
      }),
    ]);
    expect(rewardsGranted.schema.safeParse(detail).success).toBe(true);
  });

  test('goes to the member that the one named was merged into', async () => {
    const member = 'AAAAAAAAAAAAAAAAAAAAAA';
    const { granted, announced } = await run({ check: () => ({ proceed: true, member }) });
    expect(granted).toEqual(rewards.map((reward) => ({ ...promotion, member, reward })));
    expect(announced).toEqual([expect.objectContaining({ Detail: { ...input, member } })]);
  });

  test('ends well and does nothing where there is no member any more', async () => {
    const { granted, announced } = await run({
      check: () => ({ proceed: false, member: input.member }),
    });
    expect(granted).toEqual([]);
    expect(announced).toEqual([]);
  });

  test('tries a reward again that could not be granted at first', async () => {
    const { granted, setAside } = await run({
      grant: (_, attempt) => {
        if (attempt < 3) throw new Error('busy');
      },
    });
    expect(granted).toHaveLength(rewards.length);
    expect(setAside).toEqual([]);
  });

  test('sets a reward aside that cannot be granted, and goes on with the others', async () => {
    const [refused, ...others] = rewards;
    const { granted, setAside, announced, attempts } = await run({
      grant: (reward) => {
        if (reward === refused) throw new Error('the program knows no such reward');
      },
    });
    expect(attempts.get(String(refused))).toBe(6);
    expect(granted).toEqual(others.map((reward) => ({ ...promotion, reward })));
    expect(setAside).toEqual([
      expect.objectContaining({ ...promotion, reward: refused, error: expect.anything() }),
    ]);
    expect(announced).toHaveLength(1);
  });

  test('fails, for the operator to see, where the member cannot be looked up', async () => {
    const looking = run({
      check: () => {
        throw new Error('the table is away');
      },
    });
    await expect(looking).rejects.toThrow();
  });
});

test('the machine is one that Step Functions accepts, and reads no clock', () => {
  expect(
    () => new StateMachine(definition(), { validationOptions: { checkArn: false } }),
  ).not.toThrow();
  const contexts = JSON.stringify(definition()).match(/\$\$[.\w]+/g);
  expect(new Set(contexts)).toEqual(new Set(['$$.Map.Item.Value']));
});
