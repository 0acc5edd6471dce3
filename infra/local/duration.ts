const ISO_8601 =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const HOUR = 3_600_000;

/**
 * The instant that lies an ISO 8601 duration such as `P1M`, `P30D` or `PT15M` after another. Years
 * and months are those of the UTC calendar; a day that a month lacks becomes its last.
 *
 * @param from epoch milliseconds.
 * @returns epoch milliseconds, or `undefined` when the text is no duration.
 */
export function addDuration(from: number, duration: string): number | undefined {
  const parts = ISO_8601.exec(duration)?.slice(1);
  if (parts === undefined) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
    parts.map((part) => Number(part ?? 0));
  const moved = addMonths(from, years * 12 + months);
  const rest = (weeks * 7 + days) * 24 * HOUR + hours * HOUR + minutes * 60_000 + seconds * 1_000;
  return moved + rest;
}

function addMonths(from: number, months: number): number {
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}
