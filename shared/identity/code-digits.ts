/** Crockford's digits: none that is taken for another. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Five bits of each byte, as digits in groups of four: `7K2M-9QXD`. */
export function codeOf(bytes: Uint8Array): string {
  return grouped(Array.from(bytes, (byte) => DIGITS[byte % DIGITS.length]).join(''));
}

/**
 * A code of so many digits as it was given out, from what somebody typed: in any case, with or
 * without its hyphens, and with the letters that are taken for digits. Undefined for what is no
 * code.
 */
export function readCode(typed: string, length: number): string | undefined {
  const digits = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const isCode = digits.length === length && [...digits].every((digit) => DIGITS.includes(digit));
  return isCode ? grouped(digits) : undefined;
}

function grouped(digits: string): string {
  return digits.match(/.{4}/g)?.join('-') ?? digits;
}
