import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import { openMessageLog } from './messages.ts';
import { openQueue, type Queue } from './queue.ts';
import type { HostedTemplate } from './template.ts';

/** All queues of the template. */
export interface Queues {
  readonly all: readonly Queue[];
  /** @throws when the template has no such queue. */
  byArn(arn: string): Queue;
  byUrl(url: string): Queue | undefined;
  byName(name: string): Queue | undefined;
}

/** Opens the template's queues and leads each to its dead letters. */
export function openQueues(template: HostedTemplate, journal: Journal, clock: Clock): Queues {
  const messages = openMessageLog(journal);
  const resources = template.ofType('AWS::SQS::Queue');
  const all = resources.map(({ ref, attributes, properties }) =>
    openQueue(
      {
        name: attributes.QueueName ?? ref,
        arn: attributes.Arn ?? ref,
        url: ref,
        delaySeconds: properties.DelaySeconds ?? 0,
      },
      { journal, messages, clock },
    ),
  );
  const find = (arn: string) => all.find((queue) => queue.arn === arn);
  const byArn = (arn: string) => {
    const queue = find(arn);
    if (queue === undefined) throw new Error(`${arn} is no queue of this template`);
    return queue;
  };
  for (const { attributes, properties } of resources) {
    if (properties.RedrivePolicy === undefined) continue;
    const { deadLetterTargetArn, maxReceiveCount } = properties.RedrivePolicy;
    byArn(attributes.Arn ?? '').redriveTo({
      deadLetters: byArn(deadLetterTargetArn),
      maxReceiveCount,
    });
  }
  return {
    all,
    byArn,
    byUrl: (url) => all.find((queue) => queue.url === url),
    byName: (name) => all.find((queue) => queue.name === name),
  };
}
