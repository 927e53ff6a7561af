module Library
[<EntryPoint>]
let main argv =
    let buffer: byte[] = Array.zeroCreate 64
    Console.writeInt 3
    Console.writeUint 3u
    Console.writeHex 3u
    Console.writeInt64 3L
    Console.writeUint64 3UL
    Console.writeBool true
    Console.writeChar 'x'
    let n = Console.readln buffer
    let m = Console.readBytes buffer
    match Parse.tryInt "3", Parse.tryUint "4", Parse.tryHex "ff", Parse.tryBool "true", Parse.tryUint64 "3" with
    | Some a, Some b, Some c, Some d, Some e -> Console.writeInt a
    | _ -> ()
    ignore (Bits.popCount64 3UL + Bits.leadingZeroCount64 3UL + Bits.trailingZeroCount64 4UL)
    ignore (Bits.rotateLeft 3ul 4 + Bits.rotateRight 3ul 4 + Bits.set 3ul 1 + Bits.clear 3ul 1 + Bits.reverseBytes 3ul)
    ignore (Math.clamp 0 3 n, Math.gcd 3u 4u, Math.squareRoot 4ul, Math.sign m)
    Array.fill buffer 0 3 1uy
    Array.blit buffer 0 buffer 3 4
    ignore (Array.sum [| 1; 2 |], Array.contains 3uy buffer, Span.equals buffer buffer, Span.copy buffer buffer, Span.indexOf 3uy buffer)
    Span.reverse buffer
    ignore (String.compare "a" "b" + String.indexOf "a" "b")
    ignore (String.contains "a" "b" || String.startsWith "a" "b" || String.endsWith "a" "b" || String.equals "a" "b")
    Platform.Bindings.sleep 3
    ignore (Platform.Bindings.now ())
    0
