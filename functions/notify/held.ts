import * as z from 'zod/mini';
import { instant, memberId } from '../../shared/events/fields.ts';

/** Messages to one member that waited and are due, by their sort keys. */
export const heldMessages = z.object({
  held: z.object({
    member: memberId,
    /** When they are found due, by which the gate decides on them. */
    at: instant,
    keys: z.array(z.string()).check(z.minLength(1), z.maxLength(50)),
  }),
});

export type HeldMessages = z.infer<typeof heldMessages>;
