// In: numbers (a choice each; 0 is the simplest). Out: a program of well-typed functions over all scalar types, records, unions, arrays, spans and strings, and a
// loop that reads commands: which function, on which arguments. Each command begins from the same state and prints its result, so that one image serves many.

const integers = {
  sbyte: 'y',
  byte: 'uy',
  int16: 's',
  uint16: 'us',
  int32: 'l',
  uint32: 'ul',
  int64: 'L',
  uint64: 'UL',
  int: '',
  uint: 'u',
} as const;
type Integer = keyof typeof integers;
type Float = 'float' | 'float32';
type Type = Integer | Float | 'bool' | 'char' | 'Pair' | 'Shape' | 'option<int>' | 'string';

const integerTypes = Object.keys(integers) as Integer[];
const signed: ReadonlySet<string> = new Set(['sbyte', 'int16', 'int32', 'int64', 'int']);
const wholes: readonly Type[] = [...integerTypes, 'char'];
const numbers: readonly Type[] = [...integerTypes, 'float', 'float32'];
const types: readonly Type[] = [...numbers, 'bool', 'char', 'Pair', 'Shape', 'option<int>', 'string'];
const isInteger = (type: Type): type is Integer => type in integers;
const isFloat = (type: Type): type is Float => type === 'float' || type === 'float32';

/** Arrays that every function sees, by the type of their elements. */
const arrays: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  int: { name: 'ints', length: 8 },
  byte: { name: 'bytes', length: 16 },
  int64: { name: 'longs', length: 4 },
  float: { name: 'floats', length: 4 },
  float32: { name: 'singles', length: 4 },
  uint16: { name: 'words', length: 8 },
  Pair: { name: 'pairs', length: 4 },
  Shape: { name: 'shapes', length: 4 },
};

export const poolLength = 16;

const prologue = `module Random
type Pair = { First: int; mutable Second: int16 }
type Shape =
    | Dot
    | Line of int
    | Box of width: byte * height: float32
let input : byte[] = Array.zeroCreate 3
let pool : int64[] = [| 0L; 1L; -1L; 2L; 7L; 127L; -128L; 255L; 32767L; 65536L; 2147483647L; -2147483648L; 4294967295L; 9223372036854775807L; -9223372036854775808L; 1000003L |]
let ints : int[] = Array.zeroCreate 8
let bytes : byte[] = Array.zeroCreate 16
let longs : int64[] = Array.zeroCreate 4
let floats : float[] = Array.zeroCreate 4
let singles : float32[] = Array.zeroCreate 4
let words : uint16[] = Array.zeroCreate 8
let pairs : Pair[] = Array.zeroCreate 4
let shapes : Shape[] = Array.zeroCreate 4
let table : int[] = [| 3; 1; 4; 1; 5; 9; 2; 6 |]
let mutable state = 0
let mutable small = 0y
let mutable total = 0.0
let reset () : unit =
    state <- 5
    small <- 100y
    total <- 0.5
    for i in 0 .. 7 do
        ints.[i] <- i * 3 - 4
        words.[i] <- uint16 (i * 9001)
    for i in 0 .. 15 do
        bytes.[i] <- byte (i * 37)
    for i in 0 .. 3 do
        longs.[i] <- int64 i * 4611686018427387905L
        floats.[i] <- float i * 0.375 - 0.5
        singles.[i] <- float32 i * 1.7f
        pairs.[i] <- { First = i; Second = int16 (i * 12345) }
        shapes.[i] <- (if i = 0 then Dot elif i = 1 then Line 7 else Box (byte i, 2.5f))
let showFloat (value: float) : unit =
    if value <> value then
        Console.write "nan"
    else
        let whole = int64 value
        Console.writeInt64 whole
        Console.write "+"
        Console.writeInt64 (int64 ((value - float whole) * 4503599627370496.0))
        Console.write "e"
        Console.writeInt64 (int64 (value / 1152921504606846976.0))
        Console.writeBool (1.0 / value < 0.0)
let showPair (pair: Pair) : unit =
    Console.writeInt pair.First
    Console.write ","
    Console.writeInt (int pair.Second)
let showShape (shape: Shape) : unit =
    match shape with
    | Dot -> Console.write "dot"
    | Line n -> Console.writeInt n
    | Box (w, h) ->
        Console.writeInt (int w)
        showFloat (float h)
let showOption (value: option<int>) : unit =
    match value with
    | None -> Console.write "none"
    | Some n -> Console.writeInt n
let showState () : unit =
    Console.write " "
    Console.writeInt state
    Console.write " "
    Console.writeInt (int small)
    Console.write " "
    showFloat total
    for i in 0 .. 7 do
        Console.write " "
        Console.writeInt ints.[i]
        Console.write " "
        Console.writeInt (int words.[i])
    for i in 0 .. 15 do
        Console.write " "
        Console.writeInt (int bytes.[i])
    for i in 0 .. 3 do
        Console.write " "
        Console.writeInt64 longs.[i]
        Console.write " "
        showFloat floats.[i]
        Console.write " "
        showFloat (float singles.[i])
        Console.write " "
        showPair pairs.[i]
        Console.write " "
        showShape shapes.[i]
    Console.newline ()
`;

interface Variable {
  readonly name: string;
  readonly type: Type;
  readonly isMutable: boolean;
}

interface Signature {
  readonly name: string;
  readonly parameters: readonly Type[];
  readonly result: Type;
}

/** Choices in turn; when they are used up, the simplest each time. */
class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(limit: number): number {
    return (this.#numbers[this.#at++] ?? 0) % limit;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  get isUsedUp(): boolean {
    return this.#at >= this.#numbers.length;
  }
}

class FunctionWriter {
  readonly #choices: Choices;
  /** None while a condition is written that must have no effect. */
  #callable: readonly Signature[];
  readonly #variables: Variable[];
  readonly #lines: string[] = [];
  #names = 0;
  #loops = 0;

  constructor(choices: Choices, callable: readonly Signature[], parameters: readonly Variable[]) {
    this.#choices = choices;
    this.#callable = callable;
    this.#variables = [
      ...parameters,
      { name: 'state', type: 'int', isMutable: true },
      { name: 'small', type: 'sbyte', isMutable: true },
      { name: 'total', type: 'float', isMutable: true },
    ];
  }

  body(result: Type): readonly string[] {
    const count = this.#choices.below(5);
    for (let i = 0; i < count; i++) this.#statement('    ', 2);
    this.#lines.push(`    ${this.#expression(result, 3)}`);
    return this.#lines;
  }

  #fresh(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  #inScope(run: () => void): void {
    const before = this.#variables.length;
    run();
    this.#variables.length = before;
  }

  #statement(pad: string, depth: number): void {
    const { below, pick } = this.#bound();
    const line = (text: string) => this.#lines.push(`${pad}${text}`);
    const nested = (run: () => void) =>
      this.#inScope(() => {
        run();
        const count = 1 + below(2);
        for (let i = 0; i < count; i++) this.#statement(`${pad}    `, depth - 1);
        this.#lines.push(`${pad}    ignore 0`);
      });
    const declare = (prefix: string, type: Type, isMutable: boolean) => {
      const name = this.#fresh(prefix);
      line(`let ${isMutable ? 'mutable ' : ''}${name} : ${type} = ${this.#expression(type, 3)}`);
      this.#variables.push({ name, type, isMutable });
    };
    switch (below(depth > 0 ? 13 : 7)) {
      case 0:
      case 1:
        declare('v', pick(types), false);
        return;
      case 2:
        declare('m', pick(types), true);
        return;
      case 3:
      case 4: {
        const { name, type } = pick(this.#variables.filter(({ isMutable }) => isMutable));
        line(`${name} <- ${this.#expression(type, 3)}`);
        return;
      }
      case 5: {
        const type = pick(Object.keys(arrays)) as Type;
        line(`${this.#element(type)} <- ${this.#expression(type, 2)}`);
        return;
      }
      case 6:
        if (below(4) === 0) line(`assert (${this.#condition()})`);
        else line(`pairs.[${this.#index(4)}].Second <- ${this.#expression('int16', 2)}`);
        return;
      case 7: {
        line(`if ${this.#expression('bool', 2)} then`);
        nested(() => {});
        if (below(2) === 0) return;
        line('else');
        nested(() => {});
        return;
      }
      case 8: {
        if (++this.#loops > 3) {
          declare('v', 'int', false);
          return;
        }
        const name = this.#fresh('i');
        const type = pick(integerTypes);
        const [low, high] = pick(rangesOf(type));
        line(below(2) === 0 ? `for ${name} in ${low} .. ${high} do` : `for ${name} = ${high} downto ${low} do`);
        nested(() => this.#variables.push({ name, type, isMutable: false }));
        return;
      }
      case 9: {
        if (++this.#loops > 3) {
          declare('v', 'int', false);
          return;
        }
        const name = this.#fresh('w');
        line(`let mutable ${name} = ${1 + below(6)}`);
        line(`while ${name} > 0 && ${this.#expression('bool', 1)} do`);
        nested(() => this.#variables.push({ name, type: 'int', isMutable: false }));
        this.#lines.push(`${pad}    ${name} <- ${name} - 1`);
        return;
      }
      case 10: {
        const name = this.#fresh('x');
        line(`match ${this.#expression('option<int>', 2)} with`);
        line(`| Some ${name} when ${this.#expression('bool', 1)} ->`);
        nested(() => this.#variables.push({ name, type: 'int', isMutable: false }));
        line('| None ->');
        nested(() => {});
        line('| Some _ ->');
        nested(() => {});
        return;
      }
      case 11: {
        const [w, h] = [this.#fresh('x'), this.#fresh('x')];
        line(`match ${this.#expression('Shape', 2)} with`);
        line('| Dot | Line 7 ->');
        nested(() => {});
        line(`| Box (${w}, ${h}) ->`);
        nested(() =>
          this.#variables.push(
            { name: w, type: 'byte', isMutable: false },
            { name: h, type: 'float32', isMutable: false },
          ),
        );
        if (below(4) > 0) {
          line(`| Line ${w} ->`);
          nested(() => this.#variables.push({ name: w, type: 'int', isMutable: false }));
        }
        return;
      }
      default: {
        const type = pick(['int', 'byte'] as const);
        const { name: array, length } = arrays[type] ?? { name: 'ints', length: 8 };
        const name = this.#fresh('s');
        line(`let ${name} = ${array}.[${this.#index(length)} .. ${this.#index(length)}]`);
        line(`if ${name}.Length > 0 then`);
        line(`    ${name}.[${this.#expression('int', 1)} &&& (${name}.Length - 1)] <- ${this.#expression(type, 2)}`);
        line(`state <- state + ${name}.Length`);
      }
    }
  }

  #condition(): string {
    const callable = this.#callable;
    this.#callable = [];
    const text = this.#expression('bool', 2);
    this.#callable = callable;
    return text;
  }

  #bound() {
    return {
      below: (limit: number) => this.#choices.below(limit),
      pick: <T>(items: readonly T[]) => this.#choices.pick(items),
    };
  }

  #index(length: number): string {
    const { below } = this.#bound();
    switch (below(6)) {
      case 0:
        return `${below(length)}`;
      case 1:
        return this.#expression('int', 1);
      case 2:
        return `(abs (${this.#expression('int', 2)} % ${length}))`;
      default:
        return `(${this.#expression('int', 2)} &&& ${length - 1})`;
    }
  }

  #element(type: Type): string {
    const { name, length } = arrays[type] ?? { name: 'ints', length: 8 };
    return `${name}.[${this.#index(length)}]`;
  }

  #leaf(type: Type): string {
    const { below, pick } = this.#bound();
    const own = this.#variables.filter((each) => each.type === type);
    if (own.length > 0 && below(4) > 0) return pick(own).name;
    if (isInteger(type)) return pick(literalsOf(type));
    switch (type) {
      case 'float':
        return pick(['0.0', '1.5', '(-0.25)', '3.0e10', '1.0e-300', '4.9e-324', '0.1', '(1.0 / 0.0)', '(0.0 / 0.0)']);
      case 'float32':
        return pick(['0.0f', '1.5f', '(-0.25f)', '3.0e10f', '1.0e-40f', '0.1f', '16777217.0f', '(-1.0f / 0.0f)']);
      case 'bool':
        return pick(['false', 'true']);
      case 'char':
        return pick(["'a'", "'é'", "'0'"]);
      case 'string':
        return pick(['""', '"abc"', '"né"', '"abcabd"']);
      case 'option<int>':
        return pick(['None', `(Some ${this.#leaf('int')})`]);
      case 'Pair':
        return `{ First = ${this.#leaf('int')}; Second = ${this.#leaf('int16')} }`;
      default:
        return pick(['Dot', `(Line ${this.#leaf('int')})`, `(Box (${this.#leaf('byte')}, ${this.#leaf('float32')}))`]);
    }
  }

  #expression(type: Type, size: number): string {
    const { below, pick } = this.#bound();
    if (size <= 0 || this.#choices.isUsedUp) return this.#leaf(type);
    const sub = (of: Type) => this.#expression(of, size - 1);
    switch (below(9)) {
      case 0:
        return this.#leaf(type);
      case 1:
        return `(if ${sub('bool')} then ${sub(type)} else ${sub(type)})`;
      case 2: {
        const callable = this.#callable.filter(({ result }) => result === type);
        if (callable.length === 0) return this.#leaf(type);
        const { name, parameters } = pick(callable);
        return `(${name}${parameters.map((each) => ` (${sub(each)})`).join('')})`;
      }
      case 3:
        if (type in arrays) return `(${this.#element(type)})`;
        return this.#leaf(type);
      default:
    }
    if (isInteger(type)) return this.#integer(type, sub);
    if (isFloat(type)) return this.#float(type, sub);
    switch (type) {
      case 'bool': {
        const of = pick(types);
        switch (below(5)) {
          case 0:
            return `(${sub('bool')} ${pick(['&&', '||'])} ${sub('bool')})`;
          case 1:
            return `(not ${sub('bool')})`;
          case 2:
            return `(${sub(of)} ${pick(['=', '<>'])} ${sub(of)})`;
          default: {
            const ordered = pick([...numbers, 'char', 'bool'] as const);
            return `(${sub(ordered)} ${pick(['<', '<=', '>', '>='])} ${sub(ordered)})`;
          }
        }
      }
      case 'char':
        return pick([`(char ${sub('byte')})`, this.#leaf('char')]);
      case 'string':
        return this.#leaf('string');
      case 'option<int>':
        return pick([
          `(Some ${sub('int')})`,
          `(Parse.tryInt ${sub('string')})`,
          `(if ${sub('bool')} then None else Some ${sub('int')})`,
        ]);
      case 'Pair':
        return pick([
          `{ First = ${sub('int')}; Second = ${sub('int16')} }`,
          `{ ${pick(['pairs.[0]', 'pairs.[3]'])} with First = ${sub('int')} }`,
        ]);
      default:
        return pick([`(Line ${sub('int')})`, `(Box (${sub('byte')}, ${sub('float32')}))`, 'Dot']);
    }
  }

  #integer(type: Integer, sub: (type: Type) => string): string {
    const { below, pick } = this.#bound();
    const suffix = integers[type];
    switch (below(14)) {
      case 0:
      case 1:
        return `(${sub(type)} ${pick(['+', '-', '*'])} ${sub(type)})`;
      case 2:
        return pick([
          `(${sub(type)} + ${sub(type)})`,
          `(${sub(type)} - ${sub(type)})`,
          `(Checked.(${pick(['+', '-', '*'])}) ${sub(type)} ${sub(type)})`,
        ]);
      case 3: {
        const divisor = pick([`(${sub(type)} ||| 1${suffix})`, `7${suffix}`, `2${suffix}`, `16${suffix}`, sub(type)]);
        return `(${sub(type)} ${pick(['/', '%'])} ${divisor})`;
      }
      case 4:
      case 5:
        return `(${sub(type)} ${pick(['&&&', '|||', '^^^'])} ${sub(type)})`;
      case 6:
      case 7:
        return `(${sub(type)} ${pick(['<<<', '>>>'])} ${pick(['1', '3', '31', '33', '64', sub('int')])})`;
      case 8:
        return signed.has(type) ? pick([`(abs ${sub(type)})`, `(-${sub(type)})`]) : `(~~~${sub(type)})`;
      case 9:
        return `(${pick(['min', 'max'])} ${sub(type)} ${sub(type)})`;
      case 10:
      case 11:
        return below(8) === 0 && type !== 'uint'
          ? `(Checked.${type} ${sub(pick(wholes))})`
          : `(${type} ${sub(pick([...numbers, 'char'] as const))})`;
      case 12:
        if (type === 'int')
          return pick([
            `${sub('string')}.Length`,
            `(String.indexOf ${sub('string')} ${sub('string')})`,
            `(${sub('Pair')}).First`,
            'bytes.[3 .. 9].Length',
            `table.[${this.#index(8)}]`,
            '(Array.sum ints)',
            `(Bits.popCount ${sub('uint32')})`,
          ]);
        if (type === 'int16') return `(${sub('Pair')}).Second`;
        if (type === 'uint32') return `(Bits.rotateLeft ${sub('uint32')} ${sub('int')})`;
        return this.#leaf(type);
      default:
        return `(~~~${sub(type)})`;
    }
  }

  #float(type: Float, sub: (type: Type) => string): string {
    const { below, pick } = this.#bound();
    switch (below(8)) {
      case 0:
      case 1:
      case 2:
        return `(${sub(type)} ${pick(['+', '-', '*', '/'])} ${sub(type)})`;
      case 3:
        return `(${sub(type)} % ${sub(type)})`;
      case 4:
        return `(${pick(['min', 'max'])} ${sub(type)} ${sub(type)})`;
      case 5:
        return `(${pick(['abs', 'sqrt', '-'])} ${sub(type)})`;
      default:
        return `(${type} ${sub(pick(numbers))})`;
    }
  }
}

function bitsOf(type: Integer): number {
  return { sbyte: 8, byte: 8, int16: 16, uint16: 16, int32: 32, uint32: 32, int64: 64, uint64: 64, int: 32, uint: 32 }[
    type
  ];
}

/** Around zero, and the ends of the type: a word's are those of 32 bits. */
function literalsOf(type: Integer): readonly string[] {
  const suffix = integers[type];
  const bits = BigInt(bitsOf(type));
  if (!signed.has(type))
    return [0n, 1n, 2n, 9n, 100n, (1n << bits) - 1n, 1n << (bits - 1n)].map((n) => `${n}${suffix}`);
  const values = [0n, 1n, -1n, 2n, 9n, -100n, (1n << (bits - 1n)) - 1n, -(1n << (bits - 1n))];
  return values.map((n) => (n < 0n ? `(${n}${suffix})` : `${n}${suffix}`));
}

/** Short ranges, at the ends of the type too, and an empty one. */
function rangesOf(type: Integer): readonly (readonly [string, string])[] {
  const suffix = integers[type];
  const bits = BigInt(bitsOf(type));
  const [least, greatest] = signed.has(type)
    ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]
    : [0n, (1n << bits) - 1n];
  const spell = (n: bigint) => `${n}${suffix}`;
  return [
    [spell(0n), spell(3n)],
    [spell(greatest - 2n), spell(greatest)],
    [spell(least), spell(least + 2n)],
    [spell(4n), spell(3n)],
  ];
}

const shows: Readonly<Record<string, (name: string) => string>> = {
  uint64: (name) => `Console.writeUint64 (${name})`,
  uint: (name) => `Console.writeUint (${name})`,
  float: (name) => `showFloat (${name})`,
  float32: (name) => `showFloat (float (${name}))`,
  bool: (name) => `Console.writeBool (${name})`,
  char: (name) => `Console.writeInt (int (${name}))`,
  Pair: (name) => `showPair (${name})`,
  Shape: (name) => `showShape (${name})`,
  'option<int>': (name) => `showOption (${name})`,
  string: (name) => `Console.write (${name})`,
};

/** A parameter's value from a number of the pool. */
function given(type: Type, at: string): string {
  const from = `pool.[int input.[${at}] &&& ${poolLength - 1}]`;
  if (isInteger(type)) return `(${type} ${from})`;
  if (isFloat(type)) return `(${type} ${from} / ${type === 'float' ? '8.0' : '8.0f'})`;
  switch (type) {
    case 'bool':
      return `((${from} &&& 1L) = 1L)`;
    case 'char':
      return `(char (byte ${from}))`;
    case 'string':
      return `(if ${from} > 0L then "abc" else "")`;
    case 'Pair':
      return `{ First = int ${from}; Second = int16 ${from} }`;
    case 'Shape':
      return `(if ${from} > 7L then Line (int ${from}) else Box (byte ${from}, float32 ${from}))`;
    default:
      return `(if ${from} = 0L then None else Some (int ${from}))`;
  }
}

/** One function for each list of choices. A command is three bytes: the function, and where its arguments lie in the pool. */
export function randomFunctions(lists: readonly (readonly number[])[]): string {
  const signatures: Signature[] = [];
  const texts: string[] = [];
  for (const [at, list] of lists.entries()) {
    const choices = new Choices(list);
    const parameters = Array.from({ length: 1 + choices.below(2) }, (_, i) => ({
      name: `p${i}`,
      type: choices.pick(types),
      isMutable: false,
    }));
    const result = choices.pick(types);
    const writer = new FunctionWriter(choices, signatures.slice(-6), parameters);
    const contract =
      choices.below(8) === 0 && isInteger(parameters[0]?.type ?? 'bool')
        ? [`    requires (p0 <> ${parameters[0]?.type ?? 'int'} 2)`]
        : [];
    const head = `let f${at} ${parameters.map(({ name, type }) => `(${name}: ${type})`).join(' ')} : ${result} =`;
    texts.push([head, ...contract, ...writer.body(result), ''].join('\n'));
    signatures.push({ name: `f${at}`, parameters: parameters.map(({ type }) => type), result });
  }
  const rules = signatures.map(({ name, parameters, result }, at) => {
    const operands = parameters.map((type, i) => given(type, `${i + 1}`)).join(' ');
    const show = shows[result] ?? ((value: string) => `Console.writeInt64 (int64 (${value}))`);
    return `    | ${at} -> ${show(`${name} ${operands}`)}`;
  });
  const main = [
    'let dispatch () : unit =',
    '    match int input.[0] with',
    ...rules,
    '    | _ -> Console.write "none"',
    '[<EntryPoint>]',
    'let main () =',
    '    while Console.readBytes input = 3 do',
    '        reset ()',
    '        dispatch ()',
    '        showState ()',
    '    0',
    '',
  ];
  return [prologue, ...texts, ...main].join('\n');
}
