/** How a text message is written: in GSM 7-bit where all of it can be, else in UCS-2. */
export interface TextLength {
  readonly encoding: 'GSM' | 'UCS-2';
  /** In septets or in 16-bit units. */
  readonly units: number;
  /** What carriers charge for. */
  readonly segments: number;
}

/** The basic character set of 3GPP TS 23.038, and those that take two septets. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Units of one segment, and of each where there are more, which say which part they are. */
const ROOM = { GSM: { alone: 160, each: 153 }, 'UCS-2': { alone: 70, each: 67 } } as const;

export function textLength(text: string): TextLength {
  const signs = [...text];
  const isGsm = signs.every((sign) => BASIC.has(sign) || EXTENDED.has(sign));
  const encoding = isGsm ? 'GSM' : 'UCS-2';
  const units = isGsm
    ? signs.reduce((sum, sign) => sum + (EXTENDED.has(sign) ? 2 : 1), 0)
    : text.length;
  const { alone, each } = ROOM[encoding];
  return { encoding, units, segments: units <= alone ? 1 : Math.ceil(units / each) };
}

/** As much of a text as fits into so many segments together with what stands behind it. */
export function shortened(text: string, behind: string, segments: number): string {
  if (textLength(text + behind).segments <= segments) return text + behind;
  const signs = [...text];
  let [fits, tooLong] = [0, signs.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (textLength(cut(signs, middle) + behind).segments <= segments) fits = middle;
    else tooLong = middle;
  }
  return cut(signs, fits) + behind;
}

function cut(signs: readonly string[], length: number): string {
  return `${signs.slice(0, length).join('').trimEnd()}...`;
}
