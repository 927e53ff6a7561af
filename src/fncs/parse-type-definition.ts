// In: tokens at `type`. Out: its definitions: records, unions, enums, measures, abbreviations. Classes and the rest are refused by name.
import { expect, nameOf, type Parser, parseBracket, parseName } from './grammar.ts';
import type { Outside } from './outside-dialect.ts';
import { parseMembers } from './parse-member.ts';
import { parsePostfixType, parseTypeParameters } from './parse-type.ts';
import type { Attribute, MemberDefinition, Name, SyntaxType, TypeBody, TypeDefinition } from './syntax.ts';
import type { Token } from './token.ts';

export function parseTypeDefinitions(p: Parser, attributes: readonly Attribute[]): readonly TypeDefinition[] {
  const { tokens } = p;
  const definitions = [parseDefinition(p, attributes)];
  while (tokens.is('and')) {
    tokens.recover();
    definitions.push(parseDefinition(p, []));
  }
  return definitions.filter((definition) => definition !== undefined);
}

/** From `type` or `and` on; undefined when nothing of it can be kept. */
function parseDefinition(p: Parser, before: readonly Attribute[]): TypeDefinition | undefined {
  const { tokens } = p;
  const keyword = tokens.next();
  const attributes = tokens.is('[<') ? [...before, ...p.attributes(p)] : before;
  const isPrivate = parseAccess(p);
  const prefixed = parsePrefixParameters(p);
  const name = parseName(p, 'the name of a type');
  if (!name) {
    tokens.skipItem();
    return undefined;
  }
  const parameters = tokens.is('<') ? parseTypeParameters(p) : prefixed;
  const isMeasure = attributes.some((attribute) => /^Measure(Attribute)?$/.test(attribute.name));
  const body = isMeasure ? { body: parseMeasureBody(p), members: [] } : parseAfterName(p, name, parameters);
  if (!body) {
    tokens.skipItem();
    return undefined;
  }
  const members = [...body.members, ...parseMembers(p)];
  if (tokens.isPanicking) tokens.skipItem();
  return { attributes, name, parameters, body: body.body, members, isPrivate, span: tokens.spanSince(keyword.start) };
}

function parseAccess(p: Parser): boolean {
  const isPrivate = p.tokens.take('private') !== undefined;
  if (!isPrivate && !p.tokens.take('internal')) p.tokens.take('public');
  return isPrivate;
}

/** `type 'T Box`, `type ('K, 'V) Pair`. */
function parsePrefixParameters(p: Parser): readonly string[] {
  const { tokens } = p;
  if (tokens.peek().kind === 'type-variable') return [tokens.next().text];
  const opener = tokens.peek();
  if (!tokens.is('(')) return [];
  tokens.next();
  const list: string[] = [];
  parseBracket(p, opener, ')', () => {
    do if (tokens.peek().kind === 'type-variable') list.push(tokens.next().text);
    while (tokens.take(','));
  });
  return list;
}

function parseMeasureBody(p: Parser): TypeBody {
  if (!p.tokens.take('=')) return { kind: 'measure', abbreviates: undefined };
  return { kind: 'measure', abbreviates: p.measure(p) };
}

const refusedBodies: Readonly<Record<string, Outside>> = {
  class: 'class',
  interface: 'interface',
  struct: 'class',
  delegate: 'delegate',
  inherit: 'inherit',
  abstract: 'interface',
  member: 'member',
  static: 'member',
  override: 'member',
  default: 'member',
  new: 'class',
  val: 'signature',
  let: 'class',
  do: 'class',
  private: 'private',
  internal: 'private',
  '{|': 'anonymous-record',
  '(#': 'class',
};

interface Body {
  readonly body: TypeBody;
  readonly members: readonly MemberDefinition[];
}

function parseAfterName(p: Parser, name: Name, parameters: readonly string[]): Body | undefined {
  const { tokens } = p;
  if (tokens.is('(')) return parseClass(p, name, parameters);
  if (tokens.is('with')) return refuseRest(p, 'extension', name.span);
  if (tokens.is('when')) return refuseRest(p, 'constraint', name.span);
  if (!expect(p, '=', "after the type's name")) return undefined;
  const { kind } = tokens.peek();
  if (kind === 'separator' || kind === 'end' || !tokens.openBlock()) {
    // The cases of a union may stand at the column of `type`.
    if (tokens.is('|')) return { body: tokens.awaiting(['|'], () => parseCases(p)), members: [] };
    tokens.syntaxError(`Expected the definition of \`${name.text}\`, but found ${tokens.describeNext()}.`);
    return undefined;
  }
  const body = parseBody(p);
  tokens.closeBlock();
  return body;
}

/** `type Name() = member …`: parameters, generic or not, and state are refused. */
function parseClass(p: Parser, name: Name, parameters: readonly string[]): Body | undefined {
  const { tokens } = p;
  const isPlain = tokens.ahead(1).text === ')' && tokens.ahead(2).text === '=' && parameters.length === 0;
  if (!isPlain) return refuseRest(p, 'class', name.span);
  for (let count = 0; count < 3; count += 1) tokens.next();
  const { kind } = tokens.peek();
  if (kind === 'separator' || kind === 'end') {
    tokens.syntaxError(`Expected the members of \`${name.text}\`, but found ${tokens.describeNext()}.`);
    return undefined;
  }
  const members = beginsMember.has(tokens.raw.text) ? parseMembers(p) : undefined;
  const { raw } = tokens;
  if (!members || (raw.isFirstOnLine && tokens.peek().kind === 'keyword')) {
    tokens.refuse(raw.text === 'inherit' ? 'inherit' : 'class', tokens.spanOf(raw));
    tokens.skipItem();
  }
  return { body: { kind: 'object' }, members: members ?? [] };
}

const beginsMember: ReadonlySet<string> = new Set(['member', 'static', 'interface', 'override', 'abstract', 'default']);

function refuseRest(p: Parser, what: Outside, span: Name['span']): undefined {
  p.tokens.refuse(what, span);
  p.tokens.skipItem();
  return undefined;
}

function parseBody(p: Parser): Body | undefined {
  const { tokens } = p;
  const token = tokens.peek();
  const what = token.kind === 'keyword' || token.kind === 'punctuation' ? refusedBodies[token.text] : undefined;
  if (what !== undefined) {
    refuseRest(p, what, tokens.spanOf(token));
    skipLines(p);
    return undefined;
  }
  const body = tokens.is('{') ? parseRecord(p) : parseUnionOrOther(p);
  return { body, members: parseMembers(p) };
}

/** Lines of the same block that belong to something refused. */
function skipLines(p: Parser): void {
  while (p.tokens.peek().kind === 'separator') {
    p.tokens.skipSeparator();
    p.tokens.skipItem();
  }
}

type RecordField = Extract<TypeBody, { kind: 'record' }>['fields'][number];

function parseRecord(p: Parser): TypeBody {
  const { tokens } = p;
  const opener = tokens.next();
  const fields: RecordField[] = [];
  tokens.awaiting([';'], () =>
    parseBracket(p, opener, '}', () => {
      for (;;) {
        const field = parseField(p);
        if (field) fields.push(field);
        if (tokens.isPanicking) tokens.skipItem();
        const isSeparated = tokens.take(';') !== undefined;
        if (isSeparated) tokens.recover();
        if (tokens.peek().kind === 'separator') tokens.nextItem();
        else if (tokens.isSlightlyOffside) tokens.adoptColumn();
        else if (!isSeparated) return;
        if (tokens.is('}')) return;
      }
    }),
  );
  return { kind: 'record', fields };
}

function parseField(p: Parser): RecordField | undefined {
  const { tokens } = p;
  const attributes = tokens.is('[<') ? p.attributes(p) : [];
  if (attributes.length > 0 && tokens.peek().kind === 'separator') tokens.nextItem();
  const isMutable = tokens.take('mutable') !== undefined;
  if (tokens.is('private') || tokens.is('internal')) {
    const access = tokens.next();
    tokens.refuse('private', tokens.spanOf(access));
  }
  const name = parseName(p, 'the name of a field');
  if (!name || !expect(p, ':', "after the field's name")) return undefined;
  return { attributes, name, type: p.type(p), isMutable };
}

/** A union when a `|` or `of` says so, an enum when `=` does, otherwise an abbreviation. */
function parseUnionOrOther(p: Parser): TypeBody {
  const { tokens } = p;
  const next = tokens.ahead(1);
  const isListed = tokens.is('|');
  const isCase =
    tokens.peek().kind === 'identifier' &&
    ((next.text === '|' && !tokens.endsItem(next)) || next.text === 'of' || next.text === '=');
  if (!isListed && !isCase) return { kind: 'abbreviation', type: p.type(p) };
  return tokens.awaiting(['|'], () => parseCases(p));
}

type Case = Extract<TypeBody, { kind: 'union' }>['cases'][number];
type Member = Extract<TypeBody, { kind: 'enum' }>['members'][number];

function parseCases(p: Parser): TypeBody {
  const { tokens } = p;
  const cases: Case[] = [];
  const members: Member[] = [];
  tokens.take('|');
  do {
    tokens.recover();
    const token = tokens.peek();
    if (tokens.is('[<')) {
      tokens.skipOne();
      tokens.refuse('attribute', tokens.spanSince(token.start));
    }
    const name = parseName(p, 'the name of a case');
    if (name && tokens.take('=')) members.push({ name, value: p.operation(p) });
    else if (name) cases.push({ name, fields: tokens.take('of') ? parseCaseFields(p) : [] });
    if (tokens.isPanicking) tokens.skipItem();
  } while (tokens.take('|'));
  const [case_] = cases;
  if (members.length > 0 && case_) {
    tokens.syntaxError('Either all cases have a value, or none.', { span: case_.name.span });
  }
  return members.length > 0 ? { kind: 'enum', members } : { kind: 'union', cases };
}

/** `of w: float * h: float`. */
function parseCaseFields(p: Parser): Case['fields'] {
  const { tokens } = p;
  const fields: { readonly name: Name | undefined; readonly type: SyntaxType }[] = [];
  do {
    const token: Token = tokens.peek();
    const isNamed = token.kind === 'identifier' && tokens.ahead(1).text === ':';
    const name = isNamed ? nameOf(p, tokens.next()) : undefined;
    if (isNamed) tokens.next();
    fields.push({ name, type: parsePostfixType(p) });
  } while (tokens.take('*'));
  return fields;
}
