import * as z from 'zod/mini';

/**
 * One kind of event on the bus: its name, who says it, what its detail must look like, and one
 * example. Rules take their pattern from it, producers their type, consumers their parser.
 */
export interface EventType<Name extends string, Detail> {
  readonly name: Name;
  readonly source: EventSource;
  readonly schema: z.ZodMiniType<Detail>;
  readonly example: Detail;
}

/** Who speaks on the bus. */
export type EventSource = 'perch.shops' | 'perch.ledger' | 'perch.promotions' | 'perch.time';

/** The detail that an event type carries. */
export type DetailOf<Type> = Type extends EventType<string, infer Detail> ? Detail : never;

/** An event as its consumer reads it; a union where several types are named. */
export type EventOf<Type> =
  Type extends EventType<infer Name, infer Detail>
    ? { readonly name: Name; readonly detail: Detail }
    : never;

export function eventType<const Name extends string, Detail>(
  type: EventType<Name, Detail>,
): EventType<Name, Detail> {
  return type;
}

/** What EventBridge hands to a target: the part of its envelope that Perch reads. */
const envelope = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
});

/**
 * Reads an EventBridge envelope as one of the given event types.
 *
 * @throws {UnreadableEvent} when it is no envelope, none of these types, or its detail is malformed;
 * the queue that delivered it then sets it aside.
 */
export function readEvent<const Type extends EventType<string, unknown>>(
  types: readonly Type[],
  body: unknown,
): EventOf<Type> {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) throw new UnreadableEvent('not an EventBridge envelope');
  const type = types.find((candidate) => candidate.name === parsed.data['detail-type']);
  if (type === undefined || type.source !== parsed.data.source) {
    throw new UnreadableEvent(
      `${parsed.data.source} ${parsed.data['detail-type']} is not expected here`,
    );
  }
  const detail = type.schema.safeParse(parsed.data.detail);
  if (!detail.success) {
    const where = detail.error.issues.map((issue) => issue.path.join('.') || 'detail').join(', ');
    throw new UnreadableEvent(`${type.name}: ${where} is malformed`);
  }
  return { name: type.name, detail: detail.data } as EventOf<Type>;
}

/** An event that its consumer can never read. Its message names fields, never their values. */
export class UnreadableEvent extends Error {
  override name = 'UnreadableEvent';
}
