// In: tokens at a declaration. Out: the declarations of a file or a module. Recovers at the next one.
import { type Parser, parseName, parsePath } from './grammar.ts';
import type { Outside } from './outside-dialect.ts';
import { parseExtern } from './parse-extern.ts';
import { parseTypeDefinitions } from './parse-type-definition.ts';
import type { Attribute, Declaration, Name, SyntaxFile } from './syntax.ts';
import type { Token } from './token.ts';
import { isTooDeep } from './tree-depth.ts';

export function parseDeclarations(p: Parser): SyntaxFile {
  const { tokens } = p;
  const source = tokens.file;
  const empty = { source, path: [], attributes: [], declarations: [] };
  if (!tokens.openBlock()) return empty;
  const first = tokens.peek();
  const attributes = tokens.is('[<') ? parseLeadingAttributes(p) : [];
  const path = parseFileHead(p);
  if (path === undefined) {
    const declarations = parseItems(p, attributes);
    tokens.closeBlock();
    return { source, path: [], attributes: [], declarations };
  }
  const headless = first.start === tokens.raw.start;
  if (tokens.isPanicking) tokens.skipItem();
  if (!headless && tokens.peek().kind === 'separator') tokens.nextItem();
  const declarations = parseItems(p, []);
  tokens.closeBlock();
  return { source, path, attributes, declarations };
}

function parseLeadingAttributes(p: Parser): readonly Attribute[] {
  const attributes = p.attributes(p);
  if (p.tokens.peek().kind === 'separator') p.tokens.nextItem();
  return attributes;
}

/** `module A.B` or `namespace A.B`; undefined when the file begins with a declaration, `module A =` among them. */
function parseFileHead(p: Parser): readonly Name[] | undefined {
  const { tokens } = p;
  if (!tokens.is('module') && !tokens.is('namespace')) return undefined;
  let at = 1;
  while (['rec', 'private', 'internal', 'public'].includes(tokens.ahead(at).text)) at += 1;
  while (tokens.ahead(at).kind === 'identifier' && tokens.ahead(at + 1).text === '.') at += 2;
  if (tokens.is('module') && tokens.ahead(at + 1).text === '=') return undefined;
  const keyword = tokens.next();
  refuseModuleMarks(p);
  if (tokens.take('global')) return [];
  if (tokens.peek().kind !== 'identifier') {
    tokens.syntaxError(`Expected a name after \`${keyword.text}\`, but found ${tokens.describeNext()}.`);
    return [];
  }
  return parsePath(p);
}

function refuseModuleMarks(p: Parser): void {
  const { tokens } = p;
  while (tokens.is('rec') || tokens.is('private') || tokens.is('internal') || tokens.is('public')) {
    const token = tokens.next();
    if (token.text === 'rec') tokens.refuse('recursive', tokens.spanOf(token));
    else if (token.text === 'private') tokens.refuse('private', tokens.spanOf(token));
  }
}

/** The items of the open block. */
function parseItems(p: Parser, leading: readonly Attribute[]): readonly Declaration[] {
  const { tokens } = p;
  const declarations: Declaration[] = [];
  let attributes = leading;
  for (;;) {
    const { kind } = tokens.peek();
    if (kind === 'end') return declarations;
    if (kind === 'separator') tokens.nextItem();
    else if (kind === 'offside') {
      if (!tokens.isSlightlyOffside) return declarations;
      tokens.adoptColumn();
    }
    const before = tokens.position;
    if (tokens.is('[<')) attributes = [...attributes, ...parseLeadingAttributes(p)];
    const declaration = parseDeclaration(p, attributes);
    if (declaration && isWalkable(p, declaration)) declarations.push(declaration);
    attributes = [];
    endItem(p);
    if (tokens.position === before) tokens.skipOne();
  }
}

/** A declaration that is too deep for what walks it is reported and left out. */
function isWalkable(p: Parser, declaration: Declaration): boolean {
  if (!p.tokens.hasLongChains || !isTooDeep(declaration)) return true;
  p.tokens.report('FS8246', declaration.span, 'Long chains lie within each other in this declaration.', {
    hint: 'Name parts of it with `let`, or move them into functions.',
  });
  return false;
}

/** What follows a declaration in its line is a mistake. */
function endItem(p: Parser): void {
  const { tokens } = p;
  for (;;) {
    const { kind } = tokens.peek();
    if (kind === 'separator' || kind === 'offside' || kind === 'end') return;
    if (tokens.is(';') || tokens.is(';;')) {
      tokens.next();
      if (tokens.peek().kind !== 'separator') tokens.nextItem();
      return;
    }
    tokens.syntaxError(`Unexpected ${tokens.describeNext()} after a declaration.`);
    tokens.skipItem();
  }
}

function parseDeclaration(p: Parser, attributes: readonly Attribute[]): Declaration | undefined {
  const { tokens } = p;
  const token = tokens.peek();
  if (token.kind === 'separator' || token.kind === 'offside' || token.kind === 'end') {
    if (attributes.length > 0)
      tokens.syntaxError(`Expected a declaration after the attributes, but found ${tokens.describeNext()}.`);
    return undefined;
  }
  switch (token.kind === 'keyword' ? token.text : '') {
    case 'let':
      return parseLet(p, attributes);
    case 'extern':
      return parseExtern(p, attributes);
    case 'type':
      return { kind: 'types', definitions: parseTypeDefinitions(p, attributes), span: tokens.spanSince(token.start) };
    case 'module':
      return tokens.deeper(
        () => parseModule(p, attributes),
        () => {
          tokens.skipItem();
          return undefined;
        },
      );
    case 'open':
      return parseOpen(p);
    case 'namespace':
      tokens.next();
      tokens.skipItem();
      tokens.refuse('namespaces', tokens.spanSince(token.start));
      return undefined;
    case 'exception':
      return refuseItem(p, token, 'exception-declaration');
    case 'use':
      return refuseItem(p, token, 'use');
    default:
      return parseDo(p, attributes);
  }
}

function refuseItem(p: Parser, token: Token, what: Outside): undefined {
  p.tokens.next();
  p.tokens.refuse(what, p.tokens.spanOf(token));
  p.tokens.skipItem();
  return undefined;
}

/** A `let` of the module; with `in` it is an expression. */
function parseLet(p: Parser, attributes: readonly Attribute[]): Declaration {
  const { tokens } = p;
  const start = tokens.peek().start;
  const group = p.bindings(p, attributes);
  if (group.isBang) tokens.report('FS0750', group.span, '`let!` stands at module level.', { hint: 'Write `let`.' });
  if (!tokens.take('in')) return { kind: 'let', ...group };
  const body = p.block(p, '`in`');
  const span = tokens.spanSince(start);
  const { isRecursive, bindings } = group;
  return { kind: 'do', expression: { kind: 'let', isRecursive, bindings, body, span }, span };
}

function parseOpen(p: Parser): Declaration | undefined {
  const { tokens } = p;
  const keyword = tokens.next();
  if (tokens.is('type')) {
    const type = tokens.next();
    tokens.refuse('member', tokens.spanOf(type));
    tokens.skipItem();
    return undefined;
  }
  if (tokens.peek().kind !== 'identifier') {
    tokens.syntaxError(`Expected the name of a module after \`open\`, but found ${tokens.describeNext()}.`);
    return undefined;
  }
  const path = parsePath(p);
  return { kind: 'open', path, span: tokens.spanSince(keyword.start) };
}

/** `module X =` with its declarations indented. */
function parseModule(p: Parser, attributes: readonly Attribute[]): Declaration | undefined {
  const { tokens } = p;
  const keyword = tokens.next();
  refuseModuleMarks(p);
  const name = parseName(p, 'the name of a module');
  if (!name) return undefined;
  if (!tokens.take('=')) {
    tokens.syntaxError(`Expected \`=\` after the name of a nested module, but found ${tokens.describeNext()}.`, {
      hint: '`module A.B` without `=` stands only at the top of a file.',
    });
    return undefined;
  }
  if (isAbbreviation(p)) {
    parsePath(p);
    tokens.refuse('module-abbreviation', tokens.spanSince(keyword.start));
    return undefined;
  }
  const { kind } = tokens.peek();
  if (kind === 'separator' || kind === 'end' || !tokens.openBlock()) {
    tokens.syntaxError(`Expected the declarations of \`${name.text}\`, but found ${tokens.describeNext()}.`, {
      hint: 'Indent them below `module`.',
    });
    return undefined;
  }
  const opener = tokens.raw;
  const isBegun = opener.kind === 'keyword' && opener.text === 'begin';
  if (isBegun) tokens.next();
  const declarations = tokens.awaiting(isBegun ? ['end'] : [], () => parseItems(p, []));
  tokens.closeBlock();
  return { kind: 'module', attributes, name, declarations, span: tokens.spanSince(keyword.start) };
}

/** `module X = A.B`: a capitalised path and nothing else in the item. */
function isAbbreviation(p: Parser): boolean {
  const { tokens } = p;
  let at = 0;
  while (tokens.ahead(at).kind === 'identifier' && tokens.ahead(at + 1).text === '.' && at < 40) at += 2;
  const after = tokens.ahead(at + 1);
  return (
    /^\p{Lu}/u.test(tokens.ahead(0).text) &&
    tokens.ahead(at).kind === 'identifier' &&
    (after.kind === 'end' || tokens.endsItem(after))
  );
}

/** `do e` or a bare expression. */
function parseDo(p: Parser, attributes: readonly Attribute[]): Declaration {
  const { tokens } = p;
  const start = tokens.peek().start;
  for (const attribute of attributes) tokens.refuse('attribute', attribute.span);
  const expression = tokens.take('do') ? p.block(p, '`do`') : p.expression(p);
  return { kind: 'do', expression, span: tokens.spanSince(start) };
}
