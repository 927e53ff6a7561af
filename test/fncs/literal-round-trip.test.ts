// A literal that is written down and read again is the same value.
import fc from 'fast-check';
import { parseFile } from '../../src/fncs/parse.ts';
import type { LiteralValue } from '../../src/fncs/syntax.ts';
import { integerSuffixes } from '../../src/fncs/token.ts';

function literalOf(text: string): LiteralValue | undefined {
  const { value, problems } = parseFile({ path: 'literal.fs', text: `let a = ${text}\n` });
  expect(problems).toEqual([]);
  const [declaration] = value.declarations;
  const body = declaration?.kind === 'let' ? declaration.bindings[0]?.body : undefined;
  return body?.kind === 'literal' ? body.value : undefined;
}

const options = { numRuns: 500, seed: 7 };
const suffix = fc.constantFrom(...integerSuffixes);

test('integers in each radix with each suffix', () => {
  const radix = fc.constantFrom([2, '0b'] as const, [8, '0o'] as const, [10, ''] as const, [16, '0x'] as const);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), radix, suffix, (value, [base, prefix], end) => {
      expect(literalOf(`${prefix}${value.toString(base)}${end}`)).toEqual({
        kind: 'integer',
        value,
        suffix: end,
        radix: base,
      });
    }),
    options,
  );
});

test('underscores change nothing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1000n, max: 2n ** 64n }), (value) => {
      const text = value.toString().replace(/(?<=\d)(?=(\d{3})+$)/g, '_');
      expect(literalOf(text)).toEqual({ kind: 'integer', value, suffix: '', radix: 10 });
    }),
    options,
  );
});

test('negative decimals are one literal', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n }), suffix, (value, end) => {
      expect(literalOf(`-${value}${end}`)).toEqual({ kind: 'integer', value: -value, suffix: end, radix: 10 });
    }),
    options,
  );
});

test('doubles', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }), (value) => {
      const short = String(value);
      const text = /[.e]/.test(short) ? short : `${short}.0`;
      expect(literalOf(text)).toEqual({ kind: 'float', value, bits: 64 });
    }),
    options,
  );
});

test('single precision is rounded once', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: 0 }), (value) => {
      expect(literalOf(`${value}f`)).toEqual({ kind: 'float', value, bits: 32 });
    }),
    options,
  );
});

const escapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

test('strings, escaped, verbatim and between three quotes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (value) => {
      const escaped = value.replace(/["\\\n\r\t]/g, (sign) => escapes.get(sign) ?? sign);
      expect(literalOf(`"${escaped}"`)).toEqual({ kind: 'string', value });
      expect(literalOf(`@"${value.replaceAll('"', '""')}"`)).toEqual({ kind: 'string', value });
      if (!value.includes('"')) expect(literalOf(`"""${value}"""`)).toEqual({ kind: 'string', value });
    }),
    options,
  );
});

test('characters, plain and by code', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0x20, max: 0x10ffff }), (code) => {
      fc.pre(!(code >= 0xd800 && code <= 0xdfff));
      const value = { kind: 'character', value: code };
      expect(literalOf(`'\\U${code.toString(16).padStart(8, '0')}'`)).toEqual(value);
      if (code !== 0x27 && code !== 0x5c) expect(literalOf(`'${String.fromCodePoint(code)}'`)).toEqual(value);
      if (code < 0x10000) expect(literalOf(`'\\u${code.toString(16).padStart(4, '0')}'`)).toEqual(value);
      if (code < 256) expect(literalOf(`'\\x${code.toString(16).padStart(2, '0')}'`)).toEqual(value);
    }),
    options,
  );
});
