// In: operations in order, with their places in the source. Out: the text of one MLIR function. Knows MLIR's spelling of blocks and locations, no semantics.
import { type Span, startOf } from '../base/source.ts';
import type { Leaf } from './machine-type.ts';

/** The name of an SSA value, `%…`. */
export type Name = string;
/** A value of the source language: one name per leaf. */
export type Value = readonly Name[];
export type Block = string & { readonly block: unique symbol };

/** Lines of the finished function text, 0-based from its first line. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface Writer {
  /** Writes one operation that yields nothing. */
  readonly effect: (operation: string, span: Span) => void;
  /** Writes one operation that yields one value. */
  readonly value: (operation: string, span: Span) => Name;
  /** Writes one operation that yields several values. */
  readonly values: (operation: string, count: number, span: Span) => Value;
  /** A name for an operation that is written in a cold block. */
  readonly fresh: () => Name;
  /** A stack slot in the entry block. */
  readonly slot: (type: string, count: number, alignment: number, span: Span) => Name;
  readonly newBlock: () => Block;
  /** Ends the current block with a terminator and goes on in `block`, whose arguments get these leaves. */
  readonly startBlock: (block: Block, leaves: readonly Leaf[]) => Value;
  /** Writes a whole block at the function's end: for code that hardly ever runs. */
  readonly coldBlock: (block: Block, operations: readonly string[], span: Span) => void;
  /** A mark in the text, for `range`. */
  readonly mark: () => number;
  /** The lines from a mark to here; usable after `finish`. */
  readonly range: (mark: number) => { readonly from: number; readonly to: number };
  /** The text of the function: header line first; marks are shifted by `shift`. */
  readonly finish: (header: string, span: Span) => { readonly lines: readonly string[]; readonly shift: number };
}

export function locationOf(span: Span): string {
  const { line, column } = startOf(span);
  return `loc(${quote(span.file.path)}:${line}:${column})`;
}

/** An MLIR string: printable ASCII as it is, every other byte as `\XX`. */
export function quote(text: string | Uint8Array): string {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  let quoted = '';
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    quoted += plain ? String.fromCharCode(byte) : `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return `"${quoted}"`;
}

/** A symbol reference `@…`, quoted where its name is not a plain identifier. */
export function symbolName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_$.]*$/.test(name) ? `@${name}` : `@${quote(name)}`;
}

export function makeWriter(): Writer {
  const lines: string[] = [];
  const slots: string[] = [];
  const cold: string[] = [];
  let names = 0;
  let blocks = 0;
  const fresh = (): Name => `%v${names++}`;
  const effect = (operation: string, span: Span): void => {
    lines.push(`    ${operation} ${locationOf(span)}`);
  };
  return {
    effect,
    fresh,
    value(operation, span) {
      const name = fresh();
      effect(`${name} = ${operation}`, span);
      return name;
    },
    values(operation, count, span) {
      if (count === 0) {
        effect(operation, span);
        return [];
      }
      const name = fresh();
      effect(count === 1 ? `${name} = ${operation}` : `${name}:${count} = ${operation}`, span);
      return count === 1 ? [name] : Array.from({ length: count }, (_, index) => `${name}#${index}`);
    },
    slot(type, count, alignment, span) {
      const name = fresh();
      const size = fresh();
      slots.push(`    ${size} = llvm.mlir.constant(${count} : i32) : i32 ${locationOf(span)}`);
      slots.push(
        `    ${name} = llvm.alloca ${size} x ${type} {alignment = ${alignment} : i64} : (i32) -> !llvm.ptr ${locationOf(span)}`,
      );
      return name;
    },
    newBlock: () => `^b${blocks++}` as Block,
    startBlock(block, leaves) {
      const values = leaves.map(fresh);
      const list = values.map((value, index) => `${value}: ${leaves[index]}`).join(', ');
      lines.push(list === '' ? `  ${block}:` : `  ${block}(${list}):`);
      return values;
    },
    coldBlock(block, operations, span) {
      cold.push(`  ${block}:`);
      for (const operation of operations) cold.push(`    ${operation} ${locationOf(span)}`);
    },
    mark: () => lines.length,
    range: (mark) => ({ from: mark, to: Math.max(mark, lines.length - 1) }),
    finish(header, span) {
      return {
        lines: [`  ${header} {`, ...slots, ...lines, ...cold, `  } ${locationOf(span)}`],
        shift: 1 + slots.length,
      };
    },
  };
}
