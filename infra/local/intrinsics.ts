/** What a reference to a resource stands for on this machine. */
export interface LocalIdentity {
  /** The value of `Ref`. */
  readonly ref: string;
  /** The values of `Fn::GetAtt`, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where references lead: parameters and pseudo parameters by name, resources by logical id. */
export interface References {
  readonly parameters: ReadonlyMap<string, string>;
  /** `undefined` for a resource that exists but stands for nothing here. */
  readonly resource: (logicalId: string) => LocalIdentity | undefined;
}

/** A reference or function in the template that this host cannot give a value. */
export class Unresolved extends Error {
  override name = 'Unresolved';
}

/**
 * Replaces CloudFormation's intrinsic functions in a template's value by what they stand for here.
 * A field whose value is `AWS::NoValue` disappears.
 *
 * @throws {Unresolved} naming the reference or function that has no value.
 */
export function resolve(value: unknown, references: References): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => resolve(each, references)).filter((each) => each !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isIntrinsic(only[0])) {
    return call(only[0], only[1], references);
  }
  const fields = entries.map(([name, field]) => [name, resolve(field, references)] as const);
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
}

type Intrinsic = (argument: unknown, references: References) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, references) => reference(asText(name, 'Ref'), references),
  'Fn::GetAtt': (argument, references) => {
    const path = Array.isArray(argument) ? argument : asText(argument, 'Fn::GetAtt').split('.');
    const [logicalId, ...attribute] = path.map((part) => asText(part, 'Fn::GetAtt'));
    return attributeOf(logicalId ?? '', attribute.join('.'), references);
  },
  'Fn::Join': (argument, references) => {
    const [separator, parts] = pair(argument, 'Fn::Join');
    const texts = asList(resolve(parts, references), 'Fn::Join');
    return texts.map((part) => asText(part, 'Fn::Join')).join(asText(separator, 'Fn::Join'));
  },
  'Fn::Split': (argument, references) => {
    const [separator, whole] = pair(argument, 'Fn::Split');
    return asText(resolve(whole, references), 'Fn::Split').split(asText(separator, 'Fn::Split'));
  },
  'Fn::Select': (argument, references) => {
    const [index, list] = pair(argument, 'Fn::Select');
    const chosen = asList(resolve(list, references), 'Fn::Select')[Number(index)];
    if (chosen === undefined) throw new Unresolved(`Fn::Select finds nothing at ${String(index)}`);
    return chosen;
  },
  'Fn::Sub': (argument, references) => {
    const [template, own] = Array.isArray(argument) ? pair(argument, 'Fn::Sub') : [argument, {}];
    const variables = resolve(own, references) as Record<string, unknown>;
    return asText(template, 'Fn::Sub').replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (Object.hasOwn(variables, name)) return asText(variables[name], 'Fn::Sub');
      const [logicalId = '', ...attribute] = name.split('.');
      if (attribute.length > 0) return attributeOf(logicalId, attribute.join('.'), references);
      return asText(reference(logicalId, references), 'Fn::Sub');
    });
  },
};

function call(name: string, argument: unknown, references: References): unknown {
  const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (intrinsic === undefined) throw new Unresolved(`${name} is not honoured here`);
  return intrinsic(argument, references);
}

function reference(name: string, references: References): string | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const value = references.parameters.get(name) ?? references.resource(name)?.ref;
  if (value === undefined) throw new Unresolved(`Ref ${name} stands for nothing here`);
  return value;
}

function attributeOf(logicalId: string, attribute: string, references: References): string {
  const value = references.resource(logicalId)?.attributes[attribute];
  if (value === undefined) {
    throw new Unresolved(`Fn::GetAtt ${logicalId}.${attribute} stands for nothing here`);
  }
  return value;
}

function pair(argument: unknown, name: string): [unknown, unknown] {
  const list = asList(argument, name);
  if (list.length !== 2) throw new Unresolved(`${name} takes two arguments`);
  return [list[0], list[1]];
}

function asList(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unresolved(`${name} takes a list`);
  return value;
}

function asText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unresolved(`${name} takes text`);
}
