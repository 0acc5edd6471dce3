import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './identities.ts';
import type { Journal } from './journal.ts';
import { compilePattern, type Matches } from './pattern.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { type HostedTemplate, wire } from './template.ts';

/** An event as EventBridge hands it to a target. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339, to the second, as EventBridge gives it. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** What a publisher says of an event. */
export interface PutEntry {
  /** The bus by its name or ARN. */
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  /** Epoch milliseconds; the host's own time when the publisher gives none. */
  readonly time?: number;
}

/** The template's event buses. */
export interface Bus {
  /** Whether there is a bus of that name or ARN. */
  has(bus: string): boolean;
  /**
   * Publishes events: each is on the queue of every rule that matches it, on disk, when this
   * returns. Answers their ids.
   */
  put(entries: readonly PutEntry[]): readonly string[];
  /** The last events that crossed, the oldest first. */
  recent(atMost: number): readonly BusEvent[];
}

interface Rule {
  readonly bus: string;
  readonly matches: Matches;
  readonly targets: readonly Queue[];
}

/** How many events are kept to be looked at. */
const KEPT_EVENTS = 10_000;

export function openBus(
  template: HostedTemplate,
  { journal, clock, queues }: { journal: Journal; clock: Clock; queues: Queues },
): Bus {
  const rules = readRules(template, queues);
  const buses = template.ofType('AWS::Events::EventBus');
  const nameOf = (bus: string) =>
    buses.find(({ ref, attributes }) => ref === bus || attributes.Arn === bus)?.ref;
  journal.database.exec(
    'CREATE TABLE IF NOT EXISTS event (row INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL)',
  );
  const insert = journal.database.prepare('INSERT INTO event (body) VALUES (?)');
  const trim = journal.database.prepare('DELETE FROM event WHERE row <= ?');
  const newest = journal.database.prepare('SELECT body FROM event ORDER BY row DESC LIMIT ?');

  function publish(entry: PutEntry): string {
    const event: BusEvent = {
      version: '0',
      id: randomUUID(),
      'detail-type': entry.detailType,
      source: entry.source,
      account: LOCAL_ACCOUNT,
      time: new Date(entry.time ?? clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: LOCAL_REGION,
      resources: entry.resources ?? [],
      detail: entry.detail,
    };
    const body = JSON.stringify(event);
    const row = Number(insert.run(body).lastInsertRowid);
    if (row % 1_000 === 0) trim.run(row - KEPT_EVENTS);
    const bus = nameOf(entry.bus);
    for (const rule of rules) {
      if (rule.bus !== bus || !rule.matches(event)) continue;
      for (const queue of rule.targets) queue.send(body);
    }
    return event.id;
  }

  return {
    has: (bus) => nameOf(bus) !== undefined,
    put: (entries) => journal.transaction(() => entries.map(publish)),
    recent: (atMost) =>
      newest
        .all(atMost)
        .map((found) => JSON.parse(String(found.body)) as BusEvent)
        .reverse(),
  };
}

function readRules(template: HostedTemplate, queues: Queues): readonly Rule[] {
  return template
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .flatMap((rule) => {
      const bus = rule.properties.EventBusName;
      if (bus === undefined) return [];
      return wire(rule, ({ properties }) => ({
        bus,
        matches: compilePattern(properties.EventPattern),
        targets: properties.Targets.map((target) => {
          if (target.InputTransformer === undefined) return queues.byArn(target.Arn);
          throw new Error('InputTransformer is honoured on the default bus only, which is silent');
        }),
      }));
    });
}
