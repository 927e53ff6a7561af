// Random programs in the dialect, from a seed: loops, tests, wrapping arithmetic, conversions, arrays, module-level state, calls, contracts.
// Every one is accepted by the checker; most of their claims fail for some inputs. On demand they call C, which writes to an array that they use.

export interface Random {
  readonly next: () => number;
  readonly below: (limit: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

interface Scope {
  /** Names of `int` values in scope. */
  readonly readable: string[];
  readonly mutable: string[];
  readonly arrays: string[];
  /** Functions that may be called, by number of integer parameters. */
  readonly functions: readonly { readonly name: string; readonly arity: number }[];
  depth: number;
}

const lines: (count: number) => string = (count) => '    '.repeat(count);

/** `kept` is never given to C to write to; `bytes` is. */
const foreign = `[<DllImport("c")>]
extern int32 number(int32 n)
[<FidelityExtern("c", "touch")>]
let touch (data: Span<byte>) : unit = Unchecked.defaultof<_>
[<FidelityExtern("c", "look")>]
let look (data: ReadOnlySpan<byte>) : int16 = Unchecked.defaultof<_>
[<DllImport("c")>]
extern void tick()
let bytes : byte[] = Array.create 8 3uy
let kept : byte[] = Array.create 8 5uy
`;

export function randomProgram(seed: number, callsC: 'no C' | 'calls C' = 'no C'): string {
  const random = randomFrom(seed);
  let names = 0;
  const fresh = (prefix: string) => `${prefix}${names++}`;

  const expression = (scope: Scope, size: number): string => {
    if (size <= 0) return leaf(scope);
    const sub = () => expression(scope, size - 1);
    if (callsC === 'calls C' && random.below(8) === 0)
      return scope.functions.length > 0 && random.below(3) === 0
        ? `(int (${random.pick(['number (int32 state)', 'look bytes', `number (int32 ${leaf(scope)})`])}))`
        : `(int bytes.[${index(scope, 'bytes')}])`;
    switch (random.below(18)) {
      case 0:
      case 1:
        return random.below(6) === 0
          ? `(Checked.(${random.pick(['+', '-', '*'])}) ${sub()} ${sub()})`
          : `(${sub()} + ${sub()})`;
      case 2:
      case 3:
        return `(${sub()} - ${sub()})`;
      case 4:
        return `(${sub()} * ${random.pick(['2', '3', '(-1)', '16', sub()])})`;
      case 5:
        return `(${sub()} / ${random.pick(['2', '3', '(-4)', '10', `(1 + abs (${sub()} % 9))`, random.below(3) === 0 ? sub() : '5'])})`;
      case 6:
        return `(${sub()} % ${random.pick(['2', '7', '8', '(-5)', `(1 + abs (${sub()} % 9))`, random.below(3) === 0 ? sub() : '3'])})`;
      case 7:
        return `(${sub()} &&& ${random.pick(['7', '15', '255', '6', '12', '(-8)', sub()])})`;
      case 8:
        return `(${sub()} ${random.pick(['|||', '^^^'])} ${sub()})`;
      case 9:
        return `(${sub()} ${random.pick(['<<<', '>>>'])} ${random.pick(['1', '2', '4', '33', sub()])})`;
      case 10:
        return `(${random.pick(['min', 'max'])} ${sub()} ${sub()})`;
      case 11:
        return `(abs ${sub()})`;
      case 12:
        return `(int (${random.pick(['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32'])} ${sub()}))`;
      case 13:
        return `(if ${condition(scope, 1)} then ${sub()} else ${sub()})`;
      case 14:
        return element(scope);
      case 15: {
        const callable = scope.functions;
        if (callable.length === 0) return leaf(scope);
        const { name, arity } = random.pick(callable);
        return `(${name} ${Array.from({ length: arity }, () => `(${expression(scope, 0)})`).join(' ')})`;
      }
      case 16:
        return `(0 - ${sub()})`;
      default:
        return leaf(scope);
    }
  };

  const element = (scope: Scope): string => {
    if (scope.arrays.length === 0) return leaf(scope);
    const array = random.pick(scope.arrays);
    return `${array}.[${index(scope, array)}]`;
  };

  const leaf = (scope: Scope): string => {
    switch (random.below(8)) {
      case 0:
        return `${random.below(20)}`;
      case 1:
        return random.pick(['0', '1', '(-1)', '127', '128', '255', '2147483647']);
      case 2:
        return scope.arrays.length > 0 ? `${random.pick(scope.arrays)}.Length` : '3';
      default:
        return scope.readable.length > 0 ? random.pick(scope.readable) : '5';
    }
  };

  /** Mostly in range: a run ends at the first claim that fails, and everything behind it would never be seen. */
  const index = (scope: Scope, array: string): string => {
    if (array.startsWith('s') && random.below(8) > 0) return `(abs (${leaf(scope)} % 1000)) % (max 1 ${array}.Length)`;
    switch (random.below(12)) {
      case 0:
        return expression(scope, 1);
      case 1:
      case 2:
      case 3:
        return `(${expression(scope, 1)}) &&& 7`;
      case 4:
        return `(abs ${leaf(scope)}) % 8`;
      case 5:
      case 6:
        return `(int (uint8 ${leaf(scope)})) / 32`;
      case 7:
      case 8:
        return `max 0 (min ${leaf(scope)} 7)`;
      case 9:
        return `(if 0 <= ${leaf(scope)} then ${random.below(8)} else ${random.below(8)})`;
      default:
        return leaf(scope);
    }
  };

  const condition = (scope: Scope, size: number): string => {
    const plain = () =>
      `${expression(scope, 1)} ${random.pick(['<', '<=', '>', '>=', '=', '<>'])} ${expression(scope, 1)}`;
    if (size <= 0) return plain();
    switch (random.below(6)) {
      case 0:
        return `(${condition(scope, size - 1)} && ${condition(scope, size - 1)})`;
      case 1:
        return `(${condition(scope, size - 1)} || ${condition(scope, size - 1)})`;
      case 2:
        return `not (${condition(scope, size - 1)})`;
      case 3: {
        const array = scope.arrays.length > 0 ? random.pick(scope.arrays) : undefined;
        const name = leaf(scope);
        return array ? `(0 <= ${name} && ${name} < ${array}.Length)` : plain();
      }
      default:
        return plain();
    }
  };

  const block = (scope: Scope, indent: number, count: number): string => {
    const inner: Scope = {
      ...scope,
      readable: [...scope.readable],
      mutable: [...scope.mutable],
      arrays: [...scope.arrays],
      depth: scope.depth + 1,
    };
    const text: string[] = [];
    for (let i = 0; i < count; i++) text.push(statement(inner, indent));
    text.push(`${lines(indent)}ignore 0\n`);
    return text.join('');
  };

  const foreignStatement = (scope: Scope, pad: string): string => {
    switch (random.below(5)) {
      case 0:
        return `${pad}touch ${random.pick(['bytes', 'bytes.[2 .. 5]', `bytes.[(${leaf(scope)} &&& 3) .. 7]`])}\n`;
      case 1:
        return `${pad}tick ()\n`;
      case 2: {
        const name = fresh('n');
        scope.readable.push(name);
        return `${pad}let ${name} = int (${random.pick(['number 3l', 'look bytes', 'look kept'])})\n`;
      }
      default:
        return `${pad}bytes.[${index(scope, 'bytes')}] <- byte (${random.pick(['3', '7', expression(scope, 1)])})\n`;
    }
  };

  const statement = (scope: Scope, indent: number): string => {
    const pad = lines(indent);
    const nested = scope.depth < 4;
    if (callsC === 'calls C' && random.below(4) === 0) return foreignStatement(scope, pad);
    switch (random.below(nested ? 15 : 7)) {
      case 0: {
        const name = fresh('v');
        const text = `${pad}let ${name} = ${expression(scope, 2)}\n`;
        scope.readable.push(name);
        return text;
      }
      case 1: {
        const name = fresh('m');
        const text = `${pad}let mutable ${name} = ${expression(scope, 1)}\n`;
        scope.readable.push(name);
        scope.mutable.push(name);
        return text;
      }
      case 2:
      case 3:
        return `${pad}${random.pick(scope.mutable)} <- ${expression(scope, 2)}\n`;
      case 4:
        if (scope.arrays.length === 0) return `${pad}ignore (${expression(scope, 1)})\n`;
        return `${pad}${element(scope)} <- ${expression(scope, 1)}\n`;
      case 5:
        return `${pad}ignore (${expression(scope, 2)})\n`;
      case 6: {
        if (random.below(4) === 0) return `${pad}assert (${condition({ ...scope, functions: [] }, 1)})\n`;
        if (scope.arrays.length === 0) return `${pad}ignore (${leaf(scope)})\n`;
        const name = fresh('s');
        const ends = random.pick([
          `${leaf(scope)} .. ${leaf(scope)}`,
          `${random.below(4)} .. ${3 + random.below(5)}`,
          `(${leaf(scope)} &&& 3) .. 4 + (${leaf(scope)} &&& 3)`,
        ]);
        const text = `${pad}let ${name} = ${random.pick(scope.arrays)}.[${ends}]\n`;
        scope.arrays.push(name);
        return `${text}${pad}ignore ${name}.Length\n`;
      }
      case 7:
      case 8: {
        const otherwise = random.below(2) === 0 ? '' : `${pad}else\n${block(scope, indent + 1, 1 + random.below(2))}`;
        return `${pad}if ${condition(scope, 2)} then\n${block(scope, indent + 1, 1 + random.below(2))}${otherwise}`;
      }
      case 9: {
        const name = fresh('i');
        const down = random.below(4) === 0;
        const [from, to] = [
          expression(scope, 0),
          random.pick([`${expression(scope, 0)} - 1`, '7', '3', expression(scope, 0)]),
        ];
        const head = down ? `for ${name} = ${to} downto ${from} do` : `for ${name} in ${from} .. ${to} do`;
        const inner: Scope = { ...scope, readable: [...scope.readable, name, name] };
        return `${pad}${head}\n${block(inner, indent + 1, 1 + random.below(3))}`;
      }
      case 10: {
        const name = fresh('x');
        const inner: Scope = { ...scope, readable: [...scope.readable, name, name] };
        const subject = random.pick([`find (${leaf(scope)})`, `choose (${leaf(scope)}) (${leaf(scope)})`]);
        return `${pad}match ${subject} with\n${pad}| Some ${name} ->\n${block(inner, indent + 1, 1 + random.below(2))}${pad}| None ->\n${block(scope, indent + 1, 1)}`;
      }
      case 11: {
        const name = fresh('r');
        scope.readable.push(`${name}.First`, `${name}.Second`);
        const text = `${pad}let mutable ${name} = { First = ${leaf(scope).replace(`${name}.`, 'state //')}; Second = ${expression({ ...scope, readable: ['state'] }, 1)} }\n`;
        return `${text.replace(/state \/\/\w+/, 'state')}${pad}if ${condition({ ...scope, readable: ['state', 'other'] }, 0)} then ${name} <- { ${name} with First = ${name}.Second }\n`;
      }
      case 12:
        return `${pad}match ${leaf(scope)} with\n${pad}| 0 -> ${random.pick(scope.mutable)} <- ${leaf(scope)}\n${pad}| 1 | 2 -> ignore (${expression(scope, 1)})\n${pad}| _ -> ${random.pick(scope.mutable)} <- ${expression(scope, 1)}\n`;
      default: {
        const name = fresh('w');
        const start = random.pick(['0', '1', expression(scope, 0)]);
        const invariant =
          random.below(6) === 0 ? `${pad}    invariant (${name} ${random.pick(['>=', '<='])} ${leaf(scope)})\n` : '';
        const step = random.pick([`${name} + 1`, `${name} + 2`, `${name} - 1`, `${name} * 2 + 1`, `${name} / 2`]);
        const inner: Scope = { ...scope, readable: [...scope.readable, name, name], mutable: [...scope.mutable, name] };
        const test = random.pick([
          `${name} < ${expression(inner, 0)}`,
          `${name} <= ${expression(inner, 0)} && ${name} >= 0`,
          `${name} > 0`,
          condition(inner, 1),
        ]);
        return `${pad}let mutable ${name} = ${start}\n${pad}while ${test} do\n${invariant}${block(inner, indent + 1, 1 + random.below(3))}${pad}    ${name} <- ${step}\n`;
      }
    }
  };

  const functions: { readonly name: string; readonly arity: number }[] = [];
  const text = [
    'module Random\n',
    'let buffer : byte[] = Array.zeroCreate 4\nlet items : int[] = Array.zeroCreate 8\nlet table : int[] = [| 3; 1; 4; 1; 5; 9; 2; 6 |]\n',
  ];
  if (callsC === 'calls C') text.push(foreign);
  text.push('let mutable state = 0\nlet mutable other = 5\n');
  text.push('let input () : int = Platform.Bindings.readBytes 0 buffer 0\n');
  text.push('type Pair = { First: int; Second: int }\n');
  text.push(
    'let find (key: int) : int option =\n    let mutable found = None\n    for i in 0 .. items.Length - 1 do\n        if items.[i] = key then found <- Some i\n    found\n',
  );
  text.push(
    'let choose (a: int) (b: int) : int option =\n    if a < 0 then None elif a < b then Some (a &&& 7) else Some b\n',
  );
  functions.push({ name: 'input', arity: 0 });
  for (let i = 0; i < 3; i++) {
    const name = `f${i}`;
    const arity = 1 + random.below(2);
    const parameters = Array.from({ length: arity }, () => fresh('p'));
    const scope: Scope = {
      readable: [...parameters, ...parameters, 'state'],
      mutable: ['state', 'other'],
      arrays: ['items', 'table'],
      functions: functions.filter((each) => each.arity > 0),
      depth: 1,
    };
    const first = fresh('m');
    const requires = random.below(8) === 0 ? `    requires (${condition({ ...scope, functions: [] }, 1)})\n` : '';
    const ensures =
      random.below(8) === 0
        ? `    ensures (fun r -> r ${random.pick(['>=', '<=', '<>'])} ${expression({ ...scope, functions: [] }, 0)})\n`
        : '';
    const body = block(
      { ...scope, readable: [...scope.readable, first], mutable: [...scope.mutable, first] },
      1,
      2 + random.below(3),
    );
    text.push(
      `let ${name} ${parameters.map((parameter) => `(${parameter}: int)`).join(' ')} : int =\n${requires}${ensures}    let mutable ${first} = ${random.pick(parameters)}\n${body}    ${expression(scope, 1)}\n`,
    );
    functions.push({ name, arity });
  }
  const scope: Scope = {
    readable: ['state', 'other', 'a', 'b', 'm'],
    mutable: ['state', 'other', 'm'],
    arrays: ['items', 'table'],
    functions: functions.filter(({ arity }) => arity > 0),
    depth: 1,
  };
  const calls = functions
    .filter(({ arity }) => arity > 0)
    .map(
      ({ name, arity }) =>
        `    m <- m + ${name} ${Array.from({ length: arity }, () => random.pick(['a', 'b', '3', 'state'])).join(' ')}\n`,
    )
    .join('');
  text.push(
    `[<EntryPoint>]\nlet main () =\n    let a = input ()\n    let b = input ()\n    let mutable m = input ()\n${random.below(2) === 0 ? calls : ''}${block(scope, 1, 4)}${calls}${block(scope, 1, 2)}    0\n`,
  );
  return text.join('\n');
}
