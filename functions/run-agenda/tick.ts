import * as z from 'zod/mini';

/** When the schedule fired. */
export const tick = z.object({ scheduledFor: z.iso.datetime() });

export type Tick = z.infer<typeof tick>;
