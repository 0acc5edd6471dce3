/** A child that works until there is no cursor, and sets aside what fails. */
export const child = {
  StartAt: 'Work',
  States: {
    Work: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'sweep', 'Payload.$': '$' },
      OutputPath: '$.Payload',
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Aside' }],
      Next: 'More',
    },
    More: {
      Type: 'Choice',
      Choices: [{ Variable: '$.cursor', IsPresent: true, Next: 'Work' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
    Aside: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'failed', 'MessageBody.$': '$' },
      ResultPath: null,
      End: true,
    },
  },
};

/** A child that catches nothing. */
export const careless = {
  StartAt: 'Work',
  States: {
    Work: { ...child.States.Work, Retry: [], Catch: [] },
    More: child.States.More,
    Done: child.States.Done,
  },
};

/** A sweep: a Distributed Map over shards, each a child that works until there is no cursor. */
export function sweep(changes: object = {}, processor: object = child) {
  return {
    Shards: { Type: 'Pass', Result: [0, 1, 2, 3], ResultPath: '$.shards', Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemsPath: '$.shards',
      ItemSelector: { 'shard.$': '$$.Map.Item.Value', 'at.$': '$.at', seen: 0 },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ...processor,
      },
      MaxConcurrency: 2,
      Label: 'Shards',
      ResultPath: '$.results',
      End: true,
      ...changes,
    },
  };
}
