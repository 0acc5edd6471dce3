import type { ServingPerch } from './customer.ts';

/**
 * How many messages each queue that is not empty holds: visible, delayed or under way. Queues go by
 * their names in the template, without the hash that CDK puts behind them.
 */
export async function queued(perch: ServingPerch): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${perch.url}/_local/queues`);
  const queues = (await response.json()) as readonly {
    readonly name: string;
    readonly visible: number;
    readonly delayed: number;
    readonly inFlight: number;
  }[];
  return Object.fromEntries(
    queues
      .map(({ name, visible, delayed, inFlight }) => ({
        name: name.replace(/[0-9A-F]{8}$/, ''),
        held: visible + delayed + inFlight,
      }))
      .filter(({ held }) => held > 0)
      .map(({ name, held }) => [name, held]),
  );
}
