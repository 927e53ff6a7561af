/// One place for each verdict and treatment, on purpose. Read it beside its report: every function says what the compiler should find.
/// The one missing here is `rejected`: see the project in rejected/, which is refused.
module BoundsZoo

/// Two bytes of input decide what cannot be known when the program is compiled.
let input : byte[] = Array.zeroCreate 2
let squares : int[] = [| 0; 1; 4; 9; 16; 25; 36; 49 |]

// ── proved, elided ──

/// By type: a read through a pointer that may be read, from the region that its type names.
let byType () : int =
    let cell = NativePtr.stackalloc<int> 1
    NativePtr.write cell 7
    NativePtr.read cell

/// By interval: the mask alone keeps the index inside.
let byInterval (octet: byte) : int = squares.[int octet &&& 7]

/// By Z3: the product bounds the index, because the other factor is at least 1.
let byTests (left: byte) (right: byte) : int =
    let index = int left
    if index * int right < 8 && right >= 1uy then squares.[index] else -1

/// By Z3 with an invariant: what the loop keeps true is what makes the second access safe.
let byInvariant (values: ReadOnlySpan<int>) : int =
    let mutable low = 0
    let mutable high = values.Length - 1
    let mutable sum = 0
    while low < high do
        invariant (low + high = values.Length - 1)
        sum <- sum + values.[low] * values.[values.Length - 1 - low]
        low <- low + 1
        high <- high - 1
    sum

// ── unknown, guarded ──

/// The index is whatever came in. The guard stays, and the report shows an input that needs it.
let guardedIndex (octet: byte) : int = squares.[int octet]

/// The divisor likewise.
let guardedDivision (octet: byte) : int = 1000 / int octet

/// And both ends of a slice.
let guardedSlice (first: byte) (last: byte) : int =
    let part = squares.[int first .. int last]
    part.Length

// ── unreachable, absent ──

/// No length is negative: the access can never run, so nothing is emitted for it.
let unreachable (values: ReadOnlySpan<int>) : int =
    if values.Length < 0 then values.[0] else 5

// ── assumed ──

/// A device that the board's memory map does not know. That it is there, and is what this says, rests on the declaration.
[<PeripheralDescriptor("EXTENSION", 0x90000000UL)>]
type Extension =
    { [<Register("STATUS", 0x00u, "r")>]
      STATUS: NativePtr<uint32, peripheral, readOnly> }

let assumed () : uint32 = NativePtr.read EXTENSION.STATUS

// ── a run ──

let show (label: string) (value: int) : unit =
    Console.write label
    Console.writeInt value
    Console.writeln ""

[<EntryPoint>]
let main () =
    let received = Platform.Bindings.readBytes 0 input 2
    if received = 2 then
        let first = input.[0] - '0'B
        let second = input.[1] - '0'B
        show "type: " (byType ())
        show "interval: " (byInterval first)
        show "tests: " (byTests first (second - 2uy))
        show "invariant: " (byInvariant squares.[0 .. int (second &&& 7uy)])
        show "index: " (guardedIndex first)
        show "division: " (guardedDivision second)
        show "slice: " (guardedSlice first second)
        show "unreachable: " (unreachable squares)
        // Only a board with the extension answers with 'x'.
        if input.[0] = 'x'B then
            show "extension: " (int (assumed ()))
        0
    else
        Console.writeln "needs two digits on standard input"
        1
