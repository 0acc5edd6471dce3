import { describe, expect, it } from 'vitest';
import { readDefinition } from '../../../infra/local/machine-definition.ts';
import { careless, child, sweep } from './fixture-sweep.ts';

describe('a definition with a Distributed Map', () => {
  const pass = (Parameters: object) => ({
    StartAt: 'P',
    States: { P: { Type: 'Pass', Parameters, End: true } },
  });
  it.each<[string, object, string]>([
    [
      'express children',
      sweep({
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
          ...child,
        },
      }),
      'state Each runs its children as EXPRESS',
    ],
    [
      'a threshold between none and all',
      sweep({ ToleratedFailurePercentage: 5 }),
      'state Each tolerates some failures',
    ],
    [
      'the results of children that may fail',
      sweep({ ToleratedFailurePercentage: 100 }, careless),
      'state Each tolerates failures of children whose results it keeps',
    ],
    [
      'a child that reads the item of its parent',
      sweep({}, pass({ 'item.$': '$$.Map.Item.Value' })),
      'state Each has children that read $$.Map',
    ],
    [
      'a child that reads its own random name',
      sweep({}, pass({ 'name.$': '$$.Execution.Name' })),
      'state Each has children that read $$.Map or the name of their execution',
    ],
    [
      'items from a bucket',
      sweep({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject' } }),
      'state Each uses ItemReader',
    ],
    [
      'a wait in a child',
      sweep({}, { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 1, End: true } } }),
      'state Rest is of type Wait',
    ],
    [
      'a label where there are no children',
      sweep({ ItemProcessor: child }),
      'state Each uses Label',
    ],
    [
      'a result that would be passed over',
      { P: { Type: 'Pass', Result: 0, End: true } },
      'state P has a Result that would be passed over',
    ],
  ])('refuses %s, naming the state', (_, states, refusal) => {
    const definition = { StartAt: Object.keys(states)[0], States: states };
    expect(() => readDefinition(JSON.stringify(definition))).toThrow(refusal);
  });
});
