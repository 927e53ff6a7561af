// In: attributes as written and where they stand. Out: reports for those that mean nothing there. Nothing is silently ignored.
import { type Context, report } from './check-context.ts';
import { didYouMean } from './check-report.ts';
import type { Attribute } from './syntax.ts';

export type AttributePlace = 'type' | 'field' | 'value' | 'function' | 'module';

/** Where each attribute means something, and how many arguments it takes. */
const attributes: Readonly<
  Record<string, { readonly places: readonly AttributePlace[]; readonly counts: readonly number[] }>
> = {
  EntryPoint: { places: ['function'], counts: [0] },
  Literal: { places: ['value'], counts: [0] },
  Measure: { places: ['type'], counts: [0] },
  Struct: { places: ['type'], counts: [0] },
  Flags: { places: ['type'], counts: [0] },
  RequireQualifiedAccess: { places: ['type', 'module'], counts: [0] },
  AutoOpen: { places: ['module'], counts: [0] },
  PeripheralDescriptor: { places: ['type'], counts: [2] },
  Register: { places: ['field'], counts: [3, 4] },
  Interrupt: { places: ['function'], counts: [1] },
  FidelityExtern: { places: ['function'], counts: [2] },
  DllImport: { places: ['function'], counts: [1, 2] },
  /** Of an active pattern that gives a `voption`; all values are unboxed anyway. */
  'return: Struct': { places: ['function'], counts: [0] },
};

const later: Readonly<Record<string, string>> = {
  GuardHandler: 'The handler of failed guards is fixed in this version.',
};

function plainName(attribute: Attribute): string {
  return attribute.name.replace(/^System\.(?=Flags)/, '').replace(/Attribute$/, '');
}

export function attributeNamed(given: readonly Attribute[], name: string): Attribute | undefined {
  return given.find((attribute) => plainName(attribute) === name);
}

export function attributesNamed(given: readonly Attribute[], name: string): readonly Attribute[] {
  return given.filter((attribute) => plainName(attribute) === name);
}

export function checkAttributes(context: Context, given: readonly Attribute[], place: AttributePlace): void {
  const seen = new Set<string>();
  for (const attribute of given) {
    const name = plainName(attribute);
    const known = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (!known) {
      report(context, 'FS8267', attribute.span, {
        detail: `\`${name}\` is not an attribute of this dialect.`,
        hint: (Object.hasOwn(later, name) ? later[name] : undefined) ?? didYouMean(name, Object.keys(attributes)),
      });
      continue;
    }
    if (!known.places.includes(place))
      report(context, 'FS0842', attribute.span, {
        detail: `\`${name}\` belongs to a ${known.places.join(' or a ')}, not to a ${place}.`,
      });
    else if (!known.counts.includes(argumentsOf(attribute).length))
      report(context, 'FS0647', attribute.span, {
        detail: `\`${name}\` takes ${known.counts.join(' or ')} arguments.`,
      });
    if (seen.has(name) && name !== 'PeripheralDescriptor')
      report(context, 'FS0842', attribute.span, { detail: `\`${name}\` is given twice.` });
    seen.add(name);
  }
}

/** The arguments, whether the parser kept them as a list or as one tuple. */
export function argumentsOf(attribute: Attribute): Attribute['arguments'] {
  const [only, ...more] = attribute.arguments;
  if (!only || more.length > 0) return attribute.arguments;
  const inner = only.kind === 'parenthesized' ? only.inner : only;
  if (inner.kind === 'literal' && inner.value.kind === 'unit') return [];
  return inner.kind === 'tuple' ? inner.items : [inner];
}
