/** Something that must never be. */
export class Violation extends Error {
  override name = 'Violation';
  /** The member whose ledger is wrong, where it is one member's. */
  readonly member: string | undefined;

  constructor(message: string, member?: string) {
    super(message);
    this.member = member;
  }
}

/** @throws {Violation} where the two are not the same; lists and objects are compared throughout. */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (isSame(actual, expected)) return;
  const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)];
  throw new Violation(`${what}: is ${is}, should be ${shouldBe}`);
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, i) => isSame(value, b[i]));
  }
  const [these, those] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(these);
  return (
    names.length === Object.keys(those).length &&
    names.every((name) => isSame(these[name], those[name]))
  );
}

/** @throws {Violation} where it does not hold. */
export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Violation(what);
}
