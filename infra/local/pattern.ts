import { BlockList, isIP } from 'node:net';

/** A compiled event pattern: does this event match? */
export type Matches = (event: unknown) => boolean;

/** A pattern that EventBridge would refuse too; the message names the field. */
export class InvalidPattern extends Error {
  override name = 'InvalidPattern';
}

/**
 * Compiles an EventBridge event pattern; the filters of event source mappings are the same language.
 *
 * A pattern mirrors the event. A list holds alternatives for a leaf; a leaf that is a list matches
 * when one of its elements does; an object in a list matches when one element matches as a whole.
 *
 * @throws {InvalidPattern} on an operator that EventBridge does not have.
 */
export function compilePattern(pattern: unknown): Matches {
  return compileFields(pattern, 'pattern');
}

function compileFields(pattern: unknown, at: string): Matches {
  const checks = Object.entries(asObject(pattern, at)).map(([name, value]): Matches => {
    if (name === '$or') return compileEither(value, `${at}.$or`);
    const matches = Array.isArray(value)
      ? compileLeaf(value, `${at}.${name}`)
      : anyElement(compileFields(value, `${at}.${name}`));
    return (event) => matches(fieldOf(event, name));
  });
  return (event) => checks.every((check) => check(event));
}

function compileEither(patterns: unknown, at: string): Matches {
  if (!Array.isArray(patterns) || patterns.length === 0) {
    throw new InvalidPattern(`${at} must be a list of patterns`);
  }
  const either = patterns.map((pattern, index) => compileFields(pattern, `${at}[${index}]`));
  return (event) => either.some((matches) => matches(event));
}

function anyElement(matches: Matches): Matches {
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

function fieldOf(event: unknown, name: string): unknown {
  return isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

/** What a field of an event holds: a field that is absent, or an object, holds no leaf. */
type Leaf = string | number | boolean | null;

function leavesOf(value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (value === undefined || isObject(value)) return [];
  return [value as Leaf];
}

function compileLeaf(alternatives: readonly unknown[], at: string): Matches {
  if (alternatives.length === 0) throw new InvalidPattern(`${at} has no alternatives`);
  const tests = alternatives.map((alternative) => compileAlternative(alternative, at));
  return (value) => {
    const leaves = leavesOf(value);
    return tests.some((test) => test(leaves));
  };
}

type Test = (leaves: readonly Leaf[]) => boolean;

function compileAlternative(alternative: unknown, at: string): Test {
  if (!isObject(alternative)) return some(equals(alternative));
  const [name, operand] = onlyEntry(alternative, at);
  if (name === 'exists') {
    if (typeof operand !== 'boolean') throw new InvalidPattern(`${at}: exists takes a boolean`);
    return (leaves) => leaves.length > 0 === operand;
  }
  return some(compileOperator(name, operand, at));
}

type Operator = (operand: unknown, at: string) => (leaf: Leaf) => boolean;

const text =
  (test: (value: string, operand: string) => boolean): Operator =>
  (operand, at) => {
    const wanted = asText(operand, at);
    return (leaf) => typeof leaf === 'string' && test(leaf, wanted);
  };

/** `prefix` and `suffix` also take `{"equals-ignore-case": "..."}`. */
const affix =
  (test: (value: string, operand: string) => boolean): Operator =>
  (operand, at) => {
    if (!isObject(operand)) return text(test)(operand, at);
    const [name, inner] = onlyEntry(operand, at);
    if (name !== 'equals-ignore-case') throw unknownOperator(name, at);
    const wanted = asText(inner, at).toLowerCase();
    return (leaf) => typeof leaf === 'string' && test(leaf.toLowerCase(), wanted);
  };

const operators: Readonly<Record<string, Operator>> = {
  prefix: affix((value, start) => value.startsWith(start)),
  suffix: affix((value, end) => value.endsWith(end)),
  'equals-ignore-case': text((value, wanted) => value.toLowerCase() === wanted.toLowerCase()),
  wildcard: (operand, at) => {
    const expression = wildcard(asText(operand, at));
    return (leaf) => typeof leaf === 'string' && expression.test(leaf);
  },
  numeric,
  cidr,
  'anything-but': anythingBut,
};

function compileOperator(name: string, operand: unknown, at: string): (leaf: Leaf) => boolean {
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) throw unknownOperator(name, at);
  return operator(operand, at);
}

function wildcard(glob: string): RegExp {
  const parts = glob.match(/\\[*\\]|\*|[^*\\]+|\\/g) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '.*';
    return RegExp.escape(part === '\\*' || part === '\\\\' ? part.slice(1) : part);
  });
  return new RegExp(`^${source.join('')}$`, 's');
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numeric(operand: unknown, at: string): (leaf: Leaf) => boolean {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  if (parts.length !== 2 && parts.length !== 4) {
    throw new InvalidPattern(`${at}: numeric takes one or two comparisons`);
  }
  const tests = parts.flatMap((sign, index) => {
    if (index % 2 === 1) return [];
    const bound = parts[index + 1];
    const compare = typeof sign === 'string' ? comparisons[sign] : undefined;
    if (compare === undefined || typeof bound !== 'number') {
      throw new InvalidPattern(`${at}: numeric takes pairs like ">=", 5`);
    }
    return [(value: number) => compare(value, bound)];
  });
  return (leaf) => typeof leaf === 'number' && tests.every((test) => test(leaf));
}

function cidr(operand: unknown, at: string): (leaf: Leaf) => boolean {
  const [address = '', bits = ''] = asText(operand, at).split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const range = new BlockList();
  try {
    range.addSubnet(address, Number.parseInt(bits, 10), family);
  } catch {
    throw new InvalidPattern(`${at}: ${address}/${bits} is no range of addresses`);
  }
  return (leaf) => {
    if (typeof leaf !== 'string' || isIP(leaf) === 0) return false;
    return range.check(leaf, isIP(leaf) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** The negation of a value, of a list of them, or of a text operator with one operand or a list. */
function anythingBut(operand: unknown, at: string): (leaf: Leaf) => boolean {
  if (!isObject(operand)) {
    const excluded = [operand].flat().map(equals);
    return (leaf) => !excluded.some((test) => test(leaf));
  }
  const [name, inner] = onlyEntry(operand, at);
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name)) {
    throw unknownOperator(`anything-but ${name}`, at);
  }
  const excluded = [inner].flat().map((one) => compileOperator(name, one, at));
  return (leaf) => typeof leaf === 'string' && !excluded.some((test) => test(leaf));
}

const some =
  (test: (leaf: Leaf) => boolean): Test =>
  (leaves) =>
    leaves.some(test);

const equals =
  (wanted: unknown) =>
  (leaf: Leaf): boolean =>
    leaf === wanted;

function onlyEntry(operator: Record<string, unknown>, at: string): [string, unknown] {
  const [entry, ...others] = Object.entries(operator);
  if (entry === undefined || others.length > 0) {
    throw new InvalidPattern(`${at}: an operator is an object with one field`);
  }
  return entry;
}

const unknownOperator = (name: string, at: string) =>
  new InvalidPattern(`${at}: ${name} is no operator`);

function asText(operand: unknown, at: string): string {
  if (typeof operand !== 'string') throw new InvalidPattern(`${at}: the operator takes a string`);
  return operand;
}

function asObject(value: unknown, at: string): Record<string, unknown> {
  if (!isObject(value)) throw new InvalidPattern(`${at} must be an object or a list`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
