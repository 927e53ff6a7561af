// Programs that would deceive a reader who takes a call for what its function's body says. Data only; the marks are those of `traps-of-control.ts`.

export const trapsOfCalls: Readonly<Record<string, string>> = {
  'what a body says of other arguments': `
let half (n: int) : int = n / 2
let shifted (n: int) (by: int) : int = half n - by
[<EntryPoint>]
let main () =
    let n = input ()
    let m = input ()
    if 0 <= n && half m < 16 then ignore items.[half n] // fails
    if 0 <= n && half n < 16 then ignore items.[half n] // proved
    if 2 <= n && half n < 16 then ignore items.[shifted n 1] // proved
    if 2 <= n && half n < 16 then ignore items.[shifted n 2] // fails
    0
`,
  'a body that reads what a call in between writes': `
let level () : int = state
let raise () : unit = state <- state + 1
[<EntryPoint>]
let main () =
    state <- input ()
    if 0 <= level () && level () < 16 then
        ignore items.[level ()] // proved
        raise ()
        ignore items.[level ()] // fails
    0
`,
  'a body that calls itself': `
let rec down (n: int) : int = if n <= 0 then n else 3 + down (n - 2)
let rec even (n: int) : bool = if n = 0 then true else odd (n - 1)
and odd (n: int) : bool = if n = 0 then false else even (n - 1)
[<EntryPoint>]
let main () =
    let n = input () &&& 15
    if n < 15 then ignore items.[down n] // fails
    if even n then ignore items.[n] // proved
    if odd n then ignore items.[n + 1] // fails
    0
`,
  'a check in a body that has been passed, and one that has not': `
let share (n: int) (by: int) : int = n / by
let guarded (n: int) (by: int) : int = if by > 0 then n / by else 0
[<EntryPoint>]
let main () =
    let n = input ()
    let by = input ()
    if 0 <= n && n < 16 then
        ignore items.[guarded n by] // proved
        if by >= 0 then ignore items.[share n by] // proved
        if by < 16 then ignore items.[by] // fails
    0
`,
  'a rule that a body leaves out': `
let place (o: int option) : int =
    match o with
    | Some n when n > 3 -> n
    | Some n -> n + 4
    | None -> 0
[<EntryPoint>]
let main () =
    let n = input () &&& 15
    let o = if n = 9 then None else Some n
    if place o > 0 then ignore items.[place o - 4] // proved
    ignore items.[place o - 4] // fails
    0
`,
  'a number of another width in a body': `
let next (b: byte) : byte = b + 1uy
let wide (b: byte) : int = int b + 1
[<EntryPoint>]
let main () =
    let b = byte (input ())
    if b < 16uy then ignore items.[wide b - 1] // proved
    if next b < 16uy then ignore items.[int (next b)] // proved
    if next b < 16uy then ignore items.[int b] // fails
    0
`,
  'a condition in a body': `
let isDigit (c: byte) : bool = c >= '0'B && c <= '9'B
let isSmall (c: byte) : bool = not (isDigit c) || c < '5'B
[<EntryPoint>]
let main () =
    let c = byte (input ())
    if isDigit c then ignore items.[int c - int '0'B] // proved
    if isDigit c && isSmall c then ignore items.[int c - int '0'B + 11] // proved
    if isSmall c then ignore items.[int c - int '0'B] // fails
    0
`,
  'a requirement about what another function gives': `
let room (n: int) : int = 16 - n
let take (n: int) : int =
    requires (0 <= n && room n > 0)
    items.[n] // proved bounds
[<EntryPoint>]
let main () =
    let n = input ()
    if 0 <= n && room n >= 1 then take n // proved requires
    elif n >= -1 && n <= 16 then items.[room n] // fails bounds
    else 0
`,
  'a failure excludes what comes after it': `
let place (n: int) : int = if n < 0 || n > 15 then failwith "no place" else n // fails failure
let least (n: int) : int =
    if n < 3 then invalidArg "n" "too small" // fails failure
    n
[<EntryPoint>]
let main () =
    let n = input ()
    let at = place n
    items.[at] <- 1 // proved bounds
    items.[n] <- 2 // proved bounds
    ignore items.[least n - 3] // proved bounds
    ignore items.[n + 1] // fails bounds
    0
`,
  'a failure on one way says nothing of the other': `
[<EntryPoint>]
let main () =
    let n = input ()
    if n > 100 then
        if n < 200 then failwith "between" // fails failure
        ignore items.[n - 200] // fails bounds
    if n >= 0 then
        if n < 16 then ignore items.[n] // proved bounds
        ignore items.[n] // fails bounds
    0
`,
  'a failure that is never reached': `
let kind (n: int) : int =
    match n &&& 3 with
    | 0 -> 1
    | 1 -> 5
    | 2 -> 9
    | 3 -> 15
    | _ -> failwith "no such kind"
[<EntryPoint>]
let main () = items.[kind (input ())] // proved bounds
`,
  'a failure in a condition that is proved': `
let isPlace (n: int) : bool = if n > 1000 then failwith "far away" else n < 16 || true
let at (n: int) : int =
    requires (isPlace n)
    if n > 1000 then items.[n] // open bounds
    else 0
[<EntryPoint>]
let main () = at (input ())
`,
};
