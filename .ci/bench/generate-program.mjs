// In: a number of lines. Out: a firmware-like program of about that size, the same every time: filters, tables, ring buffers, parsers and state machines over arrays, all used.
// Variants differ in constants, so that no two proofs have the same query.

const shapes = [
  (n) => `
/// Clamps a reading into the table of stage ${n} and looks it up.
let lookUp${n} (reading: int) : int =
    let last = table${n}.Length - 1
    let place =
        if reading < 0 then 0
        elif reading > last then last
        else reading
    table${n}.[place]

/// Sum of the table's entries from \`first\` on.
let total${n} (first: int) : int =
    requires (0 <= first && first <= table${n}.Length)
    let mutable sum = ${n}
    for i in first .. table${n}.Length - 1 do
        sum <- sum + table${n}.[i]
    sum
`,
  (n) => `
let mutable head${n} = 0
let mutable pending${n} = 0

/// Queues an item of channel ${n}; positions wrap by a mask.
let push${n} (item: int) : bool =
    if pending${n} >= 16 then
        false
    else
        queue${n}.[(head${n} + pending${n}) &&& 15] <- item
        pending${n} <- pending${n} + 1
        true

/// Takes the oldest item of channel ${n}.
let pop${n} () : int option =
    if pending${n} <= 0 then
        None
    else
        let item = queue${n}.[head${n} &&& 15]
        head${n} <- (head${n} + 1) &&& 15
        pending${n} <- pending${n} - 1
        Some item
`,
  (n) => `
type Phase${n} =
    | Idle${n}
    | Running${n} of int
    | Failed${n}

/// One step of the state machine ${n}.
let step${n} (phase: Phase${n}) (signal: int) : Phase${n} =
    match phase, signal with
    | Idle${n}, 1 -> Running${n} 0
    | Running${n} turns, 2 when turns < ${20 + (n % 40)} -> Running${n} (turns + 1)
    | Running${n} _, 3 -> Idle${n}
    | Failed${n}, _ -> Failed${n}
    | _, _ -> Failed${n}
`,
  (n) => `
/// Smooths ${8 + (n % 8)} samples in a window on the stack.
let smooth${n} (samples: ReadOnlySpan<int>) : int =
    let window : int[] = Array.zeroCreate ${8 + (n % 8)}
    let mutable oldest = 0
    let mutable result = 0
    for i in 0 .. samples.Length - 1 do
        window.[oldest] <- samples.[i]
        oldest <- if oldest + 1 < window.Length then oldest + 1 else 0
        let mutable sum = 0
        for j in 0 .. window.Length - 1 do
            sum <- sum + window.[j]
        result <- sum / window.Length
    result
`,
  (n) => `
/// Position of a value in a sorted span, or -1.
let search${n} (values: ReadOnlySpan<int>) (wanted: int) : int =
    let mutable low = 0
    let mutable high = values.Length - 1
    let mutable found = -1
    while found < 0 && low <= high do
        let middle = low + (high - low) / 2
        let value = values.[middle]
        if value = wanted then found <- middle
        elif value < wanted then low <- middle + 1
        else high <- middle - 1
    found
`,
  (n) => `
/// A checksum of a message with seed ${n}.
let checksum${n} (message: ReadOnlySpan<byte>) : uint32 =
    let mutable state = ${(n * 2654435761) >>> 0}ul
    for i in 0 .. message.Length - 1 do
        state <- (state <<< 5) ^^^ (state >>> 27) ^^^ uint32 message.[i]
    state
`,
];

function uses(shape, n) {
  return [
    `    result <- result + lookUp${n} result + total${n} ${n % 9}`,
    `    ignore (push${n} result)\n    match pop${n} () with\n    | Some item -> result <- result + item\n    | None -> ()`,
    `    match step${n} (Running${n} 3) (result &&& 3) with\n    | Running${n} turns -> result <- result + turns\n    | _ -> ()`,
    `    result <- result + smooth${n} samples`,
    `    result <- result + search${n} samples result`,
    `    result <- result + int (checksum${n} message)`,
  ][shape];
}

/** Numbers that look like data. */
function tableOf(n) {
  return Array.from({ length: 8 + (n % 9) }, (_, i) => (n * 37 + i * i * 11) % 251).join('; ');
}

export function generateProgram(lines) {
  let text = `/// Generated: ${lines} lines of firmware-like code to measure the compiler with.
module Generated

let samples : int[] = [| 1; 4; 9; 16; 25; 36; 49; 64; 81; 100 |]
let message : byte[] = "generated"B
`;
  const groups = [];
  let written = 0;
  for (let n = 0; written < lines - 20; n += 1) {
    const shape = n % shapes.length;
    if (shape === 0) text += `\nlet table${n} : int[] = [| ${tableOf(n)} |]\n`;
    if (shape === 1) text += `\nlet queue${n} : int[] = Array.zeroCreate 16\n`;
    text += shapes[shape](n);
    groups.push(uses(shape, n));
    // Every sixth group a function that uses them, so that nothing is left out as unused.
    if (shape === shapes.length - 1) {
      text += `\nlet run${n} (start: int) : int =\n    let mutable result = start\n${groups.splice(0).join('\n')}\n    result\n`;
    }
    written = text.split('\n').length;
  }
  const runs = [...text.matchAll(/^let (run\d+) /gm)].map(([, name]) => name);
  // One call each, in tens, so that no function is long.
  const parts = Array.from({ length: Math.ceil(runs.length / 10) }, (_, part) => runs.slice(10 * part, 10 * part + 10));
  for (const [part, names] of parts.entries()) {
    text += `\nlet part${part} (start: int) : int =\n    let mutable result = start\n`;
    text += names.map((name) => `    result <- ${name} result\n`).join('');
    text += '    result\n';
  }
  text += '\n[<EntryPoint>]\nlet main () =\n    let mutable result = 1\n';
  text += parts.map((_, part) => `    result <- part${part} result\n`).join('');
  return `${text}    Console.writeInt result\n    Console.writeln ""\n    0\n`;
}
