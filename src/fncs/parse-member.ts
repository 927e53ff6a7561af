// In: tokens below a record or a union. Out: its members and static members, and that of `System.IDisposable`. Other interfaces, constructors, `member val` and accessors are
// refused by name.
import { expect, nameOf, type Parser, parseName, parsePath } from './grammar.ts';
import { parseParameters } from './parse-control.ts';
import { beginsAtomicPattern } from './parse-pattern.ts';
import { parseTypeParameters } from './parse-type.ts';
import type { Binding, MemberDefinition, Name } from './syntax.ts';

const words: ReadonlySet<string> = new Set([
  'member',
  'static',
  'override',
  'interface',
  'abstract',
  'default',
  'with',
  'new',
  'val',
]);

/** The members that follow, in the block of the type's body or below it. */
export function parseMembers(p: Parser): readonly MemberDefinition[] {
  const { tokens } = p;
  if (!standsAtMember(p)) return [];
  if (tokens.peek().kind === 'separator') tokens.nextItem();
  tokens.take('with');
  if (!tokens.openBlock()) return [];
  const members: MemberDefinition[] = [];
  for (;;) {
    const member = parseMember(p);
    if (member) members.push(member);
    if (tokens.isPanicking) tokens.skipItem();
    const { kind } = tokens.peek();
    if (kind !== 'separator') break;
    // In a block of its own a line that is no member is for what is around it.
    if (!standsAtMember(p) && !isAttribute(p)) break;
    tokens.nextItem();
  }
  tokens.closeBlock();
  return members;
}

/** A member below the body: on a line of the same block, or further right than the block around the type. */
function standsAtMember(p: Parser): boolean {
  const { tokens } = p;
  const { raw } = tokens;
  const isThere = tokens.peek().kind === 'separator' || tokens.is(raw.text);
  return isThere && raw.kind === 'keyword' && words.has(raw.text);
}

function isAttribute(p: Parser): boolean {
  return p.tokens.raw.text === '[<';
}

function parseMember(p: Parser): MemberDefinition | undefined {
  const { tokens } = p;
  if (tokens.is('[<')) for (const attribute of p.attributes(p)) tokens.refuse('attribute', attribute.span);
  if (tokens.peek().kind === 'separator') tokens.nextItem();
  const start = tokens.raw;
  if (tokens.is('interface') && tokens.ahead(1).kind === 'identifier') return parseInterface(p);
  const isStatic = tokens.take('static') !== undefined;
  if (!tokens.is('member') || tokens.ahead(1).text === 'val') return refuseMember(p, start);
  tokens.next();
  const marks = new Set<string>();
  while (['inline', 'private', 'internal', 'public'].some((mark) => tokens.is(mark))) {
    const mark = tokens.next();
    if (mark.text === 'private') tokens.refuse('private', tokens.spanOf(mark));
    marks.add(mark.text);
  }
  const self = isStatic ? undefined : parseSelf(p);
  if (!isStatic && !self) return undefined;
  const operator = tokens.is('(') && tokens.ahead(1).kind === 'operator' && tokens.ahead(2).text === ')';
  const name = operator ? parseOperatorName(p) : parseName(p, 'the name of a member');
  if (!name) return undefined;
  const binding = parseRest(p, start, name, marks);
  return (
    binding && {
      kind: isStatic ? 'static' : 'instance',
      self: self === 'none' ? undefined : self,
      name,
      isOperator: operator,
      binding,
    }
  );
}

/** `interface System.IDisposable with member this.Dispose() = …`. */
function parseInterface(p: Parser): MemberDefinition | undefined {
  const { tokens } = p;
  const start = tokens.next();
  const path = parsePath(p)
    .map((name) => name.text)
    .join('.');
  const span = tokens.spanSince(start.start);
  const isKnown = path === 'System.IDisposable' || path === 'IDisposable';
  if (!isKnown || !tokens.is('with')) {
    if (isKnown)
      tokens.report('FS8202', span, 'The interface stands with its member.', {
        hint: 'Write `interface System.IDisposable with member this.Dispose() = …`.',
      });
    else tokens.refuse('interface', span);
    tokens.skipItem();
    return undefined;
  }
  const members = parseMembers(p);
  const dispose = members.find(({ kind, name }) => kind === 'instance' && name.text === 'Dispose');
  for (const other of members)
    if (other !== dispose)
      tokens.report('FS8202', other.name.span, `\`System.IDisposable\` has no member \`${other.name.text}\`.`, {
        hint: 'It has one, `member this.Dispose() = …`; others stand beside the interface.',
      });
  if (!dispose && members.length === 0 && !tokens.isPanicking)
    tokens.syntaxError('Expected `member this.Dispose() = …` below the interface.');
  return dispose && { ...dispose, kind: 'dispose', through: { text: path, span } };
}

function refuseMember(
  p: Parser,
  start: { readonly start: number; readonly end: number; readonly text: string },
): undefined {
  const { tokens } = p;
  const what = start.text === 'interface' || start.text === 'abstract' ? 'interface' : 'member';
  tokens.refuse(what, tokens.spanOf(start));
  tokens.skipItem();
}

/** `this.` or `_.`. */
function parseSelf(p: Parser): Name | 'none' | undefined {
  const { tokens } = p;
  const token = tokens.peek();
  const isName = token.kind === 'identifier' && tokens.ahead(1).text === '.';
  if (!isName && !(tokens.is('_') && tokens.ahead(1).text === '.')) {
    tokens.syntaxError(`Expected \`this.Name\` after \`member\`, but found ${tokens.describeNext()}.`, {
      hint: 'A member of the type itself, not of a value, is written `static member Name`.',
    });
    return undefined;
  }
  const self = isName ? nameOf(p, tokens.next()) : 'none';
  if (self === 'none') tokens.next();
  tokens.next();
  return self;
}

function parseOperatorName(p: Parser): Name {
  const { tokens } = p;
  tokens.next();
  const name = nameOf(p, tokens.next());
  tokens.next();
  return name;
}

function parseRest(
  p: Parser,
  start: { readonly start: number; readonly end: number; readonly text: string },
  name: Name,
  marks: ReadonlySet<string>,
): Binding | undefined {
  const { tokens } = p;
  const typeParameters = tokens.is('<') ? parseTypeParameters(p) : [];
  const { parameters, result } = tokens.awaiting(['='], () => {
    const taken = beginsAtomicPattern(p) ? parseParameters(p) : [];
    return { parameters: taken, result: tokens.take(':') ? p.type(p) : undefined };
  });
  if (tokens.is('with')) return refuseMember(p, start);
  if (!expect(p, '=', "after the member's name")) return undefined;
  const body = p.block(p, '`=`');
  return {
    attributes: [],
    pattern: { kind: 'name', name, span: name.span },
    typeParameters,
    parameters,
    result,
    body,
    isMutable: false,
    isInline: marks.has('inline'),
    isPrivate: false,
    span: tokens.spanSince(start.start),
  };
}
