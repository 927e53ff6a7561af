// Programs that would deceive a reader who takes the second read of an element for the first. Data only; the marks are those of `traps-of-control.ts`.

export const trapsOfReads: Readonly<Record<string, string>> = {
  'the second read of an element, and one after a store': `
let places : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let k = input () &&& 7
    places.[k] <- input ()
    if 0 <= places.[k] && places.[k] < 16 then
        let at1 = places.[k]
        items.[at1] <- 1 // proved bounds
        if input () > 3 then places.[input () &&& 7] <- 99
        let at2 = places.[k]
        items.[at2] <- 2 // fails bounds
    0
`,
  'a store through another view of the same array': `
let places : int[] = Array.zeroCreate 8
let lower (part: Span<int>) (k: int) : unit =
    if 0 <= k && k < part.Length then part.[k] <- part.[k] - 1
[<EntryPoint>]
let main () =
    let k = input () &&& 3
    let half = places.[4 .. 7]
    places.[k + 4] <- input () &&& 15
    if places.[k + 4] < 16 && places.[k + 4] >= 0 then
        let at3 = places.[k + 4]
        items.[at3] <- 1 // proved bounds
        half.[k] <- input ()
        let at4 = places.[k + 4]
        items.[at4] <- 2 // fails bounds
    places.[k] <- input () &&& 15
    if places.[k] >= 0 && places.[k] < 16 then
        lower places k
        let at5 = places.[k]
        items.[at5] <- 3 // fails bounds
    0
`,
  'a store on one of two ways': `
let places : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let k = input () &&& 7
    places.[k] <- input ()
    let place = places.[k]
    if 0 <= place && place < 16 then
        if input () > 3 then places.[7] <- 99
        else
            let there = places.[k]
            items.[there] <- 1 // proved bounds
        let at6 = places.[k]
        items.[at6] <- 2 // fails bounds
    0
`,
  'a read before a loop that stores, in it and behind it': `
let places : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let k = input () &&& 7
    places.[k] <- input ()
    if 0 <= places.[k] && places.[k] < 16 then
        let mutable turn = 0
        while turn < 2 do
            let at7 = places.[k]
            items.[at7] <- turn // fails bounds
            places.[k] <- places.[k] + 9
            turn <- turn + 1
        let at8 = places.[k]
        items.[at8] <- 3 // fails bounds
    0
`,
  'a read in a loop that stores elsewhere': `
let places : int[] = Array.zeroCreate 8
let others : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let k = input () &&& 7
    places.[k] <- input ()
    if 0 <= places.[k] && places.[k] < 16 then
        for turn in 0 .. 3 do
            others.[turn] <- input ()
            let at9 = places.[k]
            items.[at9] <- turn // proved bounds
    0
`,
  'what the platform writes between two reads': `
[<EntryPoint>]
let main () =
    let n = Platform.Bindings.readBytes 0 buffer 4
    if buffer.[1] < 16uy then
        let at14 = int buffer.[1]
        ignore items.[at14] // proved bounds
        let m = Platform.Bindings.readBytes 0 buffer 4
        let at15 = int buffer.[1]
        ignore items.[at15] // open bounds
    0
`,
  'an array variable that is another array at the second read': `
let ones : int[] = Array.create 8 20
let twos : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let mutable places = twos
    if places.[1] < 16 && places.[1] >= 0 then
        if input () > 0 then places <- ones
        let at11 = places.[1]
        items.[at11] <- 2 // fails bounds
    twos.[2] <- ones.[2]
    0
`,
  'a string that shows bytes which change': `
[<EntryPoint>]
let main () =
    let bytes : byte[] = Array.zeroCreate 4
    let text = String.ofBytes bytes.[0 .. 3]
    bytes.[0] <- byte (input () &&& 15)
    if text.Length = 4 && int text.[0] < 16 then
        let at16 = int text.[0]
        ignore items.[at16] // open bounds
        bytes.[0] <- byte (input ())
        let at17 = int text.[0]
        ignore items.[at17] // fails bounds
    0
`,
  'an element of a record in an array, and a field that is stored': `
type Slot = { place: int; weight: int }
let slots : Slot[] = Array.create 4 { place = 0; weight = 0 }
[<EntryPoint>]
let main () =
    let k = input () &&& 3
    slots.[k] <- { place = input (); weight = 1 }
    if 0 <= slots.[k].place && slots.[k].place < 16 then
        let at12 = slots.[k].place
        items.[at12] <- slots.[k].weight // proved bounds
        slots.[k] <- { slots.[k] with place = slots.[k].weight + input () }
        let at13 = slots.[k].place
        items.[at13] <- 2 // fails bounds
    0
`,
};
