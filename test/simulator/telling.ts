import { type Deed, type Delivery, memberOf } from './deed.ts';

/** A history as one line for each arrival. */
export function tell(story: readonly Delivery[]): string[] {
  return story.map(({ at, deed, faults }) =>
    [new Date(at).toISOString(), deed.does.padEnd(7), lineOf(deed), faults ? '(with faults)' : '']
      .join('  ')
      .trimEnd(),
  );
}

function lineOf(deed: Deed): string {
  const { does, occurredAt, receivedAt, ...told } = deed;
  const late = receivedAt - occurredAt;
  const said = Object.entries(told).map(([name, value]) => {
    const isMember = name === 'member' || name === 'survivor' || name === 'absorbed';
    const text = isMember && typeof value === 'number' ? memberOf(value) : JSON.stringify(value);
    return `${name} ${text}`;
  });
  const heard = `heard of at ${new Date(receivedAt).toISOString()}`;
  return [...said, heard, ...(late === 0 ? [] : [`${late} ms late`])].join(', ');
}
