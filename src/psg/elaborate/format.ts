// In: formatted text where it is written at once: the console, or a buffer of the caller. Out: its holes evaluated in order, then one library call for each piece.
// No piece outlives its call: numbers are written into one scratch array of the frame, large enough for the longest.
import { assertNever, never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { Format } from '../../fncs/format.ts';
import type { FormattedPart, TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { booleanType, type IntegerType, type Type, unitType, wordType } from '../type.ts';
import { callLibrary } from './call.ts';
import {
  add,
  bindValue,
  condition,
  elaborateExpression,
  type Frame,
  number,
  truth,
  typeOfNode,
  unit,
  wrapLet,
} from './frame.ts';
import { equal, type Read } from './pattern.ts';

type Formatted = Extract<TypedExpression, { kind: 'formatted' }>;
type Bound = ReturnType<typeof bindValue>;

/** A piece of text in the making, and how wide it is to be. */
interface Piece {
  readonly make: (scratch: Read) => NodeId;
  readonly width: number;
  /** Bytes of scratch storage that `make` needs. */
  readonly size: number;
  readonly span: Span;
}

/** `printf`: everything goes to the console. */
export function elaborateFormatted(frame: Frame, expression: Formatted): NodeId {
  if (expression.sink === 'none') return never('the checker refuses text without storage');
  return writeToConsole(frame, expression.parts, expression.span);
}

/** A call of one of the library's sinks with formatted text as its last argument. */
export function elaborateSink(
  frame: Frame,
  name: string,
  given: readonly TypedExpression[],
  text: Formatted,
  span: Span,
): NodeId {
  switch (name) {
    case 'Console.write':
      return writeToConsole(frame, text.parts, span);
    case 'Console.writeln':
      return writeToConsole(frame, [...text.parts, { kind: 'text', value: '\n' }], span);
    case 'Format.into':
      return writeToBuffer(frame, given, text.parts, 'Format.finish', span);
    case 'Format.truncated':
      return writeToBuffer(frame, given, text.parts, 'Format.cut', span);
    default:
      return never(`${name} is a sink of text`);
  }
}

function writeToConsole(frame: Frame, parts: readonly FormattedPart[], span: Span): NodeId {
  const holes = bindHoles(frame, parts);
  const pieces = piecesOf(frame, parts, holes, span);
  return withScratch(frame, holes, pieces, span, (scratch) => {
    const calls = pieces.map((piece) =>
      piece.width === 0
        ? callLibrary(frame, 'Console.write', [piece.make(scratch)], piece.span)
        : callLibrary(
            frame,
            'Console.writeAligned',
            [piece.make(scratch), number(frame, wordType, piece.width, piece.span)],
            piece.span,
          ),
    );
    return sequence(frame, [...calls, unit(frame, span)], span);
  });
}

/** The position moves over the buffer; `finish` makes the result of where it stands at the end. */
function writeToBuffer(
  frame: Frame,
  given: readonly TypedExpression[],
  parts: readonly FormattedPart[],
  finish: string,
  span: Span,
): NodeId {
  const [target] = given;
  if (!target) return never(`${finish} has a buffer`);
  const buffer = bindValue(frame, 'buffer', elaborateExpression(frame, target), target.span);
  const holes = bindHoles(frame, parts);
  const pieces = piecesOf(frame, parts, holes, span);
  const position = add(
    frame,
    { kind: 'binding', name: 'position', type: wordType, mutability: 'mutable', role: 'local' },
    span,
  );
  const at = (): NodeId => add(frame, { kind: 'local', type: wordType, binding: position }, span);
  const body = withScratch(frame, holes, pieces, span, (scratch) => {
    const moves = pieces.map((piece) => {
      const before = [buffer.read(), at(), piece.make(scratch)];
      const next =
        piece.width === 0
          ? callLibrary(frame, 'Format.append', before, piece.span)
          : callLibrary(
              frame,
              'Format.appendAligned',
              [...before, number(frame, wordType, piece.width, piece.span)],
              piece.span,
            );
      return add(frame, { kind: 'assign', type: unitType, binding: position, operand: next }, piece.span);
    });
    return sequence(frame, [...moves, callLibrary(frame, finish, [buffer.read(), at()], span)], span);
  });
  const start = number(frame, wordType, 0, span);
  return wrapLet(frame, buffer, wrapLet(frame, { binding: position, operand: start }, body, span), span);
}

function sequence(frame: Frame, items: readonly NodeId[], span: Span): NodeId {
  const last = items.at(-1);
  if (last === undefined) return unit(frame, span);
  return items.length === 1 ? last : add(frame, { kind: 'sequence', type: typeOfNode(frame, last), items }, span);
}

function bindHoles(frame: Frame, parts: readonly FormattedPart[]): readonly Bound[] {
  return parts.flatMap((part) =>
    part.kind === 'hole' ? [bindValue(frame, 'hole', elaborateExpression(frame, part.value), part.value.span)] : [],
  );
}

function withScratch(
  frame: Frame,
  holes: readonly Bound[],
  pieces: readonly Piece[],
  span: Span,
  make: (scratch: Read) => NodeId,
): NodeId {
  const wrapHoles = (body: NodeId): NodeId =>
    holes.reduceRight((inner, each) => wrapLet(frame, each, inner, span), body);
  const size = Math.max(0, ...pieces.map((piece) => piece.size));
  if (size === 0) return wrapHoles(make(() => never('no piece needs scratch storage')));
  const byte: IntegerType = { kind: 'integer', bits: 8, signed: false };
  const storage = add(
    frame,
    {
      kind: 'array-fill',
      type: { kind: 'array', element: byte },
      length: size,
      initial: number(frame, byte, 0, span),
      region: 'stack',
    },
    span,
  );
  const scratch = bindValue(frame, 'scratch', storage, span);
  const view: Read = () =>
    add(
      frame,
      { kind: 'weaken', type: { kind: 'span', element: byte, access: 'readWrite' }, operand: scratch.read() },
      span,
    );
  return wrapHoles(wrapLet(frame, scratch, make(view), span));
}

function piecesOf(
  frame: Frame,
  parts: readonly FormattedPart[],
  holes: readonly Bound[],
  span: Span,
): readonly Piece[] {
  const values = holes.values();
  return parts.map((part): Piece => {
    if (part.kind === 'text') {
      const make = (): NodeId => add(frame, { kind: 'text', type: { kind: 'string' }, text: part.value }, span);
      return { make, width: 0, size: 0, span };
    }
    const hole: Bound = values.next().value ?? never('every hole is bound');
    const type = typeOfNode(frame, hole.operand);
    const inner = pieceOf(frame, type, hole.read, part.format, part.value.span);
    return { ...inner, width: part.format.fill === 'zeros' ? 0 : part.format.width, span: part.value.span };
  });
}

type Made = Pick<Piece, 'make' | 'size'>;

function pieceOf(frame: Frame, type: Type, read: Read, format: Format, span: Span): Made {
  switch (type.kind) {
    case 'string':
      return { make: read, size: 0 };
    case 'boolean':
      return boolean(frame, read, format, span);
    case 'character':
      return { make: (scratch) => callLibrary(frame, 'Format.char', [read(), scratch()], span), size: 4 };
    case 'enum':
      return enumeration(frame, type, read, span);
    case 'union': {
      const tag: Read = () => add(frame, { kind: 'tag', type: wordType, operand: read() }, span);
      const names = type.cases.map((each, at) => ({ name: each.name, value: BigInt(at) }));
      const [last, ...others] = names.toReversed();
      const make = (): NodeId =>
        choose(frame, wordType, tag, others.toReversed(), () => text(frame, last?.name ?? '', span), span);
      return { make, size: 0 };
    }
    case 'integer':
      return decorated(frame, integer(frame, type, read, format, span), format, span);
    case 'float':
      return decorated(frame, float(frame, type.bits, read, format, span), format, span);
    default:
      return never('the checker asks for a type that can be printed');
  }
}

function text(frame: Frame, value: string, span: Span): NodeId {
  return add(frame, { kind: 'text', type: { kind: 'string' }, text: value }, span);
}

function boolean(frame: Frame, read: Read, { style }: Format, span: Span): Made {
  const [yes, no] = style.kind === 'lower-boolean' ? ['true', 'false'] : ['True', 'False'];
  return { make: () => condition(frame, read(), text(frame, yes, span), text(frame, no, span), span), size: 0 };
}

/** The name whose value is met, tried in order. */
function choose(
  frame: Frame,
  type: Type,
  read: Read,
  names: readonly { readonly name: string; readonly value: bigint }[],
  otherwise: () => NodeId,
  span: Span,
): NodeId {
  return names.reduceRight(
    (rest, { name, value }) =>
      condition(
        frame,
        equal(frame, read(), number(frame, type, value, span), span),
        text(frame, name, span),
        rest,
        span,
      ),
    otherwise(),
  );
}

/** A value that no member names prints as its number. */
function enumeration(frame: Frame, type: Extract<Type, { kind: 'enum' }>, read: Read, span: Span): Made {
  const underlying: Read = () => add(frame, { kind: 'convert', type: type.underlying, operand: read() }, span);
  const other = plainInteger(frame, type.underlying, underlying, span);
  return {
    make: (scratch) => choose(frame, type, read, type.members, () => other.make(scratch), span),
    size: other.size,
  };
}

const longestInteger = 24;

function plainInteger(frame: Frame, type: IntegerType, read: Read, span: Span): Made {
  const to: IntegerType = type.bits === 64 ? type : { ...wordType, signed: type.signed };
  const name =
    type.bits === 64 ? (type.signed ? 'Format.int64' : 'Format.uint64') : type.signed ? 'Format.int' : 'Format.uint';
  return {
    make: (scratch) => callLibrary(frame, name, [convert(frame, type, to, read, span), scratch()], span),
    size: longestInteger,
  };
}

function convert(frame: Frame, from: IntegerType, to: IntegerType, read: Read, span: Span): NodeId {
  return from.bits === to.bits && from.signed === to.signed
    ? read()
    : add(frame, { kind: 'convert', type: to, operand: read() }, span);
}

function integer(frame: Frame, type: IntegerType, read: Read, { style }: Format, span: Span): Made {
  switch (style.kind) {
    case 'plain':
    case 'decimal':
      return plainInteger(frame, type, read, span);
    case 'bits': {
      const bits: IntegerType = { ...type, signed: false };
      const unsigned: Read = () => convert(frame, type, bits, read, span);
      if (style.radix === 10) return plainInteger(frame, bits, unsigned, span);
      const wide: IntegerType = { kind: 'integer', bits: 64, signed: false };
      const shift = { 2: 1, 8: 3, 16: 4 }[style.radix];
      return {
        make: (scratch) =>
          callLibrary(
            frame,
            'Format.inBits',
            [
              convert(frame, bits, wide, unsigned, span),
              number(frame, wordType, shift, span),
              truth(frame, style.letters === 'upper' ? 'true' : 'false', span),
              scratch(),
            ],
            span,
          ),
        size: 64,
      };
    }
    case 'lower-boolean':
    case 'fixed':
    case 'exponent':
    case 'general':
      return never(`an integer has no format of kind ${style.kind}`);
    default:
      return assertNever(style);
  }
}

/** Digits before the point of the largest number, with its sign. */
const longestWhole = { 32: 40, 64: 310 } as const;
/** Sign, point, exponent with its sign, and the zeros of a small number without exponent. */
const besideDigits = 16;
const mostSignificant = 17;

function float(frame: Frame, bits: 32 | 64, read: Read, { style }: Format, span: Span): Made {
  const wide: Read =
    bits === 64 ? read : () => add(frame, { kind: 'convert', type: doubleType, operand: read() }, span);
  const word = (value: number): NodeId => number(frame, wordType, value, span);
  const call = (name: string, operands: () => readonly NodeId[], size: number): Made => ({
    make: (scratch) => callLibrary(frame, name, [...operands(), scratch()], span),
    size,
  });
  switch (style.kind) {
    case 'plain':
      return bits === 64
        ? call('Format.float', () => [read()], mostSignificant + besideDigits)
        : call('Format.float32', () => [read()], mostSignificant + besideDigits);
    case 'fixed':
      return call('Format.fixedPoint', () => [wide(), word(style.places)], longestWhole[bits] + 2 + style.places);
    case 'exponent':
      return call(
        'Format.scientific',
        () => [wide(), word(style.places), word(style.exponent), upper(frame, style.letters, span)],
        style.places + besideDigits,
      );
    case 'general':
      return style.digits === 0 && style.letters === 'upper'
        ? float(frame, bits, read, { ...noDecoration, style: { kind: 'plain' } }, span)
        : call(
            'Format.general',
            () => [
              wide(),
              word(style.digits),
              add(frame, { kind: 'literal', type: booleanType, value: bits === 32 }, span),
              upper(frame, style.letters, span),
            ],
            Math.max(style.digits, mostSignificant) + besideDigits,
          );
    case 'lower-boolean':
    case 'decimal':
    case 'bits':
      return never(`a float has no format of kind ${style.kind}`);
    default:
      return assertNever(style);
  }
}

const doubleType: Type = { kind: 'float', bits: 64 };
const noDecoration = { width: 0, fill: 'spaces', sign: 'none' } as const;

function upper(frame: Frame, letters: 'upper' | 'lower', span: Span): NodeId {
  return truth(frame, letters === 'upper' ? 'true' : 'false', span);
}

const signBytes = { none: 0, plus: 43, space: 32 } as const;

/** Zeros before the digits, and the sign of a number that is not negative. */
function decorated(frame: Frame, plain: Made, format: Format, span: Span): Made {
  const { style } = format;
  const digits = style.kind === 'decimal' || style.kind === 'bits' ? style.digits : 1;
  const width = format.fill === 'zeros' ? format.width : 0;
  if (digits <= 1 && width === 0 && format.sign === 'none') return plain;
  const word = (value: number): NodeId => number(frame, wordType, value, span);
  return {
    make: (scratch) => {
      const made = bindValue(frame, 'digits', plain.make(scratch), span);
      const length = add(frame, { kind: 'length', type: wordType, collection: made.read() }, span);
      const byte: IntegerType = { kind: 'integer', bits: 8, signed: false };
      const call = callLibrary(
        frame,
        'Format.decorated',
        [scratch(), length, word(digits), word(width), number(frame, byte, signBytes[format.sign], span)],
        span,
      );
      return wrapLet(frame, made, call, span);
    },
    size: Math.max(plain.size, digits, width) + 2,
  };
}
