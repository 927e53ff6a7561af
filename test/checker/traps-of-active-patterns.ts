// Programs that would deceive a reader who takes what an active pattern answered for what is still so, or a rule for tried that was not. Data only; the marks are those of
// `traps-of-control.ts`.

export const trapsOfActivePatterns: Readonly<Record<string, string>> = {
  'an active pattern that changes the very element it is asked about': `
let (|Inside|_|) (i: int) =
    let before = items.[0]
    items.[0] <- 99
    if before = i && 0 <= i && i < 16 then Some i else None
[<EntryPoint>]
let main () =
    items.[0] <- input ()
    match items.[0] with
    | Inside i ->
        ignore items.[i] // open
        let again = items.[0]
        ignore items.[again] // fails
    | _ -> ()
    0
`,
  'an active pattern that moves the limit that the guard behind it tests': `
let (|Below|_|) (i: int) =
    state <- state + 8
    if 0 <= i && i < state then Some i else None
[<EntryPoint>]
let main () =
    state <- 16
    match input () with
    | Below i when i < state -> ignore items.[i] // fails
    | Below i when i < 16 -> ignore items.[i] // proved
    | _ -> ()
    0
`,
  'a guard that spoils what a partial active pattern found, which is asked again': `
let (|Stored|_|) (i: int) = if 0 <= state && state < 16 then Some i else None
let spoil () =
    state <- input ()
    state > 20
[<EntryPoint>]
let main () =
    state <- input ()
    match input () with
    | Stored _ when spoil () -> ignore items.[state] // fails
    | Stored _ -> ignore items.[state] // proved
    | _ -> ()
    0
`,
  'a guard that spoils what a complete active pattern found, which is not asked again': `
let (|Inside|Outside|) (i: int) = if 0 <= state && state < 16 then Inside i else Outside
let spoil () =
    state <- input ()
    state > 20
[<EntryPoint>]
let main () =
    state <- input ()
    match input () with
    | Inside _ when spoil () -> ignore items.[state] // fails
    | Inside _ -> ignore items.[state] // fails
    | Outside -> ()
    0
`,
  'an active pattern that reads an array at an index that is checked only later': `
let (|At|_|) (i: int) = if items.[i] >= 0 then Some i else None // fails
[<EntryPoint>]
let main () =
    match input () with
    | At i when 0 <= i && i < 16 -> ignore items.[i] // proved
    | At i -> ignore items.[i]
    | _ -> ()
    0
`,
  'a rule that fails behind its active pattern tells nothing about it': `
let (|Small|_|) (i: int) = if 0 <= i && i < 16 then Some i else None
[<EntryPoint>]
let main () =
    let a = input ()
    let b = input ()
    match a, b with
    | Small i, 0 -> ignore items.[i] // proved
    | 0, Small i -> ignore items.[i + a] // proved
    | _, Small i -> ignore items.[a] // fails
    | Small _, _ -> ignore items.[b] // fails
    | _ -> ()
    0
`,
  'an answer that was not asked for is none': `
let (|Low|High|) (i: int) = if 0 <= i && i < 16 then Low i else High (i - 16)
[<EntryPoint>]
let main () =
    let a = input ()
    let b = input ()
    match a, b with
    | 0, Low i -> ignore items.[i] // proved
    | 1, High i -> ignore items.[i] // fails
    | _, Low _ -> ignore items.[b] // proved
    | _, High i -> ignore items.[i &&& 15] // proved
    0
`,
  'complete cases whose answers change between two matches of one value': `
let (|Up|Down|) (i: int) =
    state <- state ^^^ 1
    if state = 1 then Up else Down
[<EntryPoint>]
let main () =
    state <- 0
    let i = input ()
    let first = match i with Up -> 15 | Down -> 16
    ignore items.[first] // open
    let second = match i with Up -> 15 | Down -> 16
    ignore items.[second] // fails
    0
`,
  'alternatives: the one that matched, not the one that was asked': `
let (|Near|_|) d (i: int) = if 0 <= i && i < 16 - d then Some (i + d) else None
[<EntryPoint>]
let main () =
    let a = input ()
    let b = input ()
    match a, b with
    | (Near 3 i, _) | (_, Near 1 i) ->
        ignore items.[i] // proved
        ignore items.[i - 1] // proved
        ignore items.[i - 3] // fails
        ignore items.[a] // fails
    | _ -> ()
    0
`,
  'no rule takes the value': `
let (|Inside|_|) (i: int) = if 0 <= i && i < 16 then Some i else None
let pick (i: int) =
    match i with // fails exhaustive
    | Inside i -> i
    | 16 -> 15
[<EntryPoint>]
let main () =
    let i = input ()
    if i <= 17 then
        ignore items.[pick i] // proved bounds
        ignore items.[i] // fails bounds
    0
`,
};
