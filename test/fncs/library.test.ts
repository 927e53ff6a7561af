// The library computes what it says: each claim is compiled with the library and evaluated, for both word widths.
import { runProgram } from '../../src/interpreter/run.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

/** Each is true; `a` and `b` are arrays made afresh for it. */
const claims: Readonly<Record<string, readonly string[]>> = {
  Option: [
    'Option.isSome (Some 1) && Option.isNone None = (Option.isNone (Some 1) = false)',
    'Option.defaultValue 3 None = 3 && Option.defaultValue 3 (Some 4) = 4',
    'Option.get (Some 4) = 4 && ValueOption.get (ValueSome 4) = 4 && (Some 4).IsSome && (Some 4).Value = 4 && not (Some 4).IsNone && (ValueSome 3).IsSome && (Some 1 |> Option.map (fun x -> x + 1)).Value = 2',
    'Option.contains 4 (Some 4) && not (Option.contains 4 (Some 5))',
    'ValueOption.defaultValue 3 (ValueSome 4) = 4',
    'Some 1 = Some 1 && Some 1 <> Some 2 && Some 1 <> None',
    '(Some 2 |> Option.map (fun x -> x * 3)) = Some 6 && Option.map (fun x -> x + 1) None = None && Option.map2 (+) (Some 1) (Some 2) = Some 3 && Option.map2 (+) (Some 1) None = None',
    'Option.bind (fun x -> if x > 1 then Some (x - 1) else None) (Some 2) = Some 1 && Option.bind (fun x -> if x > 1 then Some x else None) (Some 1) = None',
    'Option.filter (fun x -> x > 1) (Some 2) = Some 2 && Option.filter (fun x -> x > 1) (Some 1) = None && Option.exists (fun x -> x > 1) (Some 2) && not (Option.exists (fun x -> x > 1) None)',
    'Option.forall (fun x -> x > 1) None && not (Option.forall (fun x -> x > 1) (Some 1)) && Option.fold (-) 10 (Some 3) = 7 && Option.fold (-) 10 None = 10 && Option.count (Some 1) = 1 && Option.count None = 0',
    'Option.defaultWith (fun () -> 5) None = 5 && Option.orElse (Some 2) None = Some 2 && Option.orElse (Some 2) (Some 1) = Some 1 && Option.orElseWith (fun () -> Some 3) None = Some 3 && Option.flatten (Some (Some 1)) = Some 1',
    'isAfter (Some 7 |> Option.iter (fun x -> a.[0] <- x)) (a.[0] = 7)',
    'ValueOption.map (fun x -> x + 1) (ValueSome 1) = ValueSome 2 && ValueOption.bind (fun x -> ValueSome (x + 1)) ValueNone = ValueNone && ValueOption.filter (fun x -> x > 1) (ValueSome 1) = ValueNone',
    'ValueOption.exists (fun x -> x > 1) (ValueSome 2) && ValueOption.forall (fun x -> x > 1) ValueNone && ValueOption.defaultWith (fun () -> 5) ValueNone = 5 && ValueOption.orElse (ValueSome 2) ValueNone = ValueSome 2 && ValueOption.contains 2 (ValueSome 2)',
    'isAfter (ValueSome 7 |> ValueOption.iter (fun x -> a.[0] <- x)) (a.[0] = 7)',
  ],
  Result: [
    'Result.isOk (divided 4 2) && Result.isError (divided 4 0)',
    '(divided 4 2 |> Result.map (fun x -> x + 1) |> Result.defaultValue 0) = 3 && Result.isError (divided 4 0 |> Result.map (fun x -> x + 1))',
    '(divided 8 2 |> Result.bind (divided 8) |> Result.defaultValue 0) = 2 && (divided 8 0 |> Result.bind (divided 8) |> Result.defaultValue 0) = 0',
    '(divided 8 0 |> Result.mapError String.length |> Result.defaultWith (fun e -> e)) = 4 && Result.exists (fun x -> x = 2) (divided 4 2) && Result.forall (fun x -> x = 3) (divided 4 0)',
    'isAfter (divided 4 2 |> Result.iter (fun x -> a.[0] <- x + 40)) (a.[0] = 42)',
    'Result.defaultValue 9 (divided 4 0) = 9 && Result.toOption (divided 4 2) = Some 2',
  ],
  Bits: [
    'Bits.popCount 0xF0F0F0F1ul = 17 && Bits.popCount 0ul = 0 && Bits.popCount 0xFFFFFFFFul = 32',
    'Bits.popCount64 0xF0000000F0000001UL = 9',
    'Bits.leadingZeroCount 1ul = 31 && Bits.leadingZeroCount 0ul = 32 && Bits.leadingZeroCount 0x80000000ul = 0',
    'Bits.leadingZeroCount64 1UL = 63 && Bits.leadingZeroCount64 0x100000000UL = 31',
    'Bits.trailingZeroCount 8ul = 3 && Bits.trailingZeroCount 0ul = 32 && Bits.trailingZeroCount64 0x100000000UL = 32',
    'Bits.rotateLeft 0x80000001ul 4 = 0x18ul && Bits.rotateRight 0x18ul 4 = 0x80000001ul',
    'Bits.rotateLeft 5ul 0 = 5ul && Bits.rotateLeft 5ul 32 = 5ul && Bits.rotateRight 5ul 0 = 5ul',
    'Bits.reverseBytes 0x01020304ul = 0x04030201ul',
    'Bits.isSet (Bits.set 0ul 31) 31 && not (Bits.isSet (Bits.clear 0xFFFFFFFFul 31) 31)',
  ],
  Math: [
    'Math.clamp 0 10 55 = 10 && Math.clamp 0 10 -5 = 0',
    'Math.sign -7 = -1 && Math.sign 0 = 0 && Math.sign 7 = 1',
    'Math.gcd 12u 18u = 6u && Math.gcd 0u 5u = 5u && Math.gcd 5u 0u = 5u',
    'Math.squareRoot 99ul = 9ul && Math.squareRoot 100ul = 10ul && Math.squareRoot 0ul = 0ul',
    'Math.squareRoot 0xFFFFFFFFul = 65535ul && Math.squareRoot 1ul = 1ul && Math.squareRoot 3ul = 1ul',
  ],
  Span: [
    'Span.indexOf 3 a = 2 && Span.indexOf 77 a = -1 && Span.indexOf 1 a.[0 .. -1] = -1',
    'Span.contains 3 a && not (Span.contains 77 a)',
    'Span.equals a a && not (Span.equals a b) && not (Span.equals a a.[0 .. 4]) && Span.equals a.[1 .. 0] b.[2 .. 1]',
    'Span.copy a b = 6 && Span.equals a b && Span.copy a b.[0 .. 1] = 2',
    'isAfter (Span.reverse a) (a.[0] = 6 && a.[2] = 4 && a.[3] = 3 && a.[5] = 1)',
    'isAfter (Span.fill a.[1 .. 2] 9) (a.[0] = 1 && a.[1] = 9 && a.[2] = 9 && a.[3] = 4)',
    'isAfter (Span.copy a.[0 .. 3] a.[2 .. 5] |> ignore) (Span.equals a [| 1; 2; 1; 2; 3; 4 |]) && isAfter (Span.copy a.[2 .. 5] a.[0 .. 3] |> ignore) (Span.equals a [| 1; 2; 3; 4; 3; 4 |])',
    'isAfter ((view a.[0 .. 3]).CopyTo a.[2 .. 5]) (Span.equals a [| 1; 2; 1; 2; 3; 4 |]) && (view a.[0 .. 2]).TryCopyTo b && b.[2] = 1 && not ((view a.[0 .. 2]).TryCopyTo b.[0 .. 1])',
    '(view a).Slice(2).Length = 4 && (view a).Slice(1, 3).[2] = 4 && (view a).Slice(6).IsEmpty && (view a).Slice(6, 0).IsEmpty && not (view a).IsEmpty && (view a |> Span.length) = 6',
    'isAfter ((view a).Slice(1, 2).Fill 9) (Span.equals a [| 1; 9; 9; 4; 5; 6 |]) && isAfter ((view a).Clear()) (Array.sum a = 0)',
    'Span.isEmpty a.[0 .. -1] && not (Span.isEmpty a)',
    'Span.fold (-) 100 a = 79 && Span.exists (fun x -> x = 4) a && not (Span.exists (fun x -> x = 7) a) && Span.forall (fun x -> x < 7) a && Span.forall (fun x -> x < 0) a.[0 .. -1]',
    'isAfter (Span.mapInPlace (fun x -> x * x) a) (a.[5] = 36) && isAfter (Span.iteri (fun i x -> b.[i] <- x + i) a) (b.[2] = 11) && isAfter (Span.iter (fun x -> b.[0] <- x) a) (b.[0] = 36)',
  ],
  Array: [
    'isAfter (Array.blit a 0 a 2 4) (a.[0] = 1 && a.[1] = 2 && a.[2] = 1 && a.[3] = 2 && a.[4] = 3 && a.[5] = 4)',
    'isAfter (Array.blit a 2 a 0 4) (a.[0] = 3 && a.[1] = 4 && a.[2] = 5 && a.[3] = 6 && a.[4] = 5 && a.[5] = 6)',
    'isAfter (Array.blit a.[0 .. 3] 0 a.[2 .. 5] 0 4) (Span.equals a [| 1; 2; 1; 2; 3; 4 |])',
    'isAfter (Array.blit a.[2 .. 5] 0 a.[1 .. 5] 0 4) (Span.equals a [| 1; 3; 4; 5; 6; 6 |])',
    'isAfter (Array.blit a 6 b 6 0) (b.[0] = 0)',
    'isAfter (Array.fill a 1 3 9) (a.[0] = 1 && a.[1] = 9 && a.[3] = 9 && a.[4] = 5)',
    'Array.sum a = 21 && Array.sum a.[0 .. -1] = 0',
    'Array.contains 6 a && not (Array.contains 7 a) && Array.get a 5 = 6',
    'isAfter (Array.set a 5 8) (a.[5] = 8)',
    'Span.equals (Array.init 6 (fun i -> i + 1)) a && Span.equals (Array.map (fun x -> x - 1) a) (Array.init 6 id) && Span.equals (Array.mapi (fun i x -> x - i) a) [| 1; 1; 1; 1; 1; 1 |]',
    'isAfter ((Array.copy a).[0] <- 9) (a.[0] = 1) && Span.equals (Array.copy a.[1 .. 2]) [| 2; 3 |]',
    'Array.mapInto (fun x -> x * 2) a b.[0 .. 3] = 4 && b.[3] = 8 && b.[4] = 0 && isAfter (Array.mapInPlace (fun x -> -x) a) (a.[0] = -1 && a.[5] = -6)',
    'isAfter (Array.iter (fun x -> b.[x - 1] <- x) a) (Span.equals a b) && isAfter (Array.iteri (fun i x -> b.[i] <- i * x) a) (b.[5] = 30) && isAfter (Array.iter2 (fun x y -> b.[0] <- x + y) a b) (b.[0] = 36)',
    'Array.fold (fun s x -> s * 2 + x) 0 a = 120 && Array.foldBack (fun x s -> s * 2 + x) a 0 = 321 && Array.fold2 (fun s x y -> s + x * y) 0 a a = 91 && Array.sumBy (fun x -> x * x) a = 91 && Array.fold (+) 5 a.[0 .. -1] = 5',
    'Array.exists (fun x -> x = 6) a && not (Array.exists (fun x -> x = 7) a) && Array.forall (fun x -> x < 7) a && not (Array.forall (fun x -> x < 6) a) && Array.forall (fun x -> x < 0) a.[0 .. -1]',
    'Array.tryFind (fun x -> x > 3) a = Some 4 && Array.tryFind (fun x -> x > 6) a = None && Array.tryFindIndex (fun x -> x > 3) a = Some 3 && Array.tryFindIndex (fun x -> x > 6) a = None',
    'Array.tryPick (fun x -> if x > 2 then Some (x * 10) else None) a = Some 30 && Array.tryHead a = Some 1 && Array.tryLast a = Some 6 && Array.tryHead a.[0 .. -1] = None && Array.tryLast a.[0 .. -1] = None',
    'Array.sum [| 1.5; 2.0 |] = 3.5 && Array.sum [| 250uy; 10uy |] = 4uy && Array.sumBy (fun x -> float x / 2.0) a = 10.5 && Array.sum ([| 1.0 |]: float[]).[0 .. -1] = 0.0 && Array.averageBy (fun x -> float x) a = 3.5',
    'defaultArg None 3 = 3 && defaultArg (Some 2) 3 = 2',
    'Array.head a = 1 && Array.last a = 6 && Array.item 2 a = 3 && Array.find (fun x -> x > 3) a = 4 && Array.findIndex (fun x -> x > 3) a = 3 && Array.average [| 1.0; 2.0 |] = 1.5',
    'Span.equals (Array.rev a) [| 6; 5; 4; 3; 2; 1 |] && Span.equals (Array.sort (Array.rev a)) a && Span.equals (Array.sortBy (fun x -> -x) a) (Array.rev a) && (Array.zip a (Array.rev a)).[1] = (2, 5) && a.[0] = 1',
    'Array.max a = 6 && Array.min a = 1 && Array.maxBy (fun x -> x % 4) a = 3 && Array.minBy (fun x -> x % 4) a = 4 && Array.maxBy (fun x -> 0) a = 1',
    'isAfter (Array.sortInPlaceBy (fun x -> -x) a) (Span.equals a [| 6; 5; 4; 3; 2; 1 |]) && isAfter (Array.sortInPlace a) (Span.equals a [| 1; 2; 3; 4; 5; 6 |])',
    'isAfter (Array.sortInPlaceWith (fun x y -> x % 3 - y % 3) a) (Span.equals a [| 3; 6; 1; 4; 2; 5 |]) && isAfter (Array.sortInPlaceBy (fun x -> x % 2) a) (Span.equals a [| 6; 4; 2; 3; 1; 5 |])',
  ],
  System: [
    'System.Int32.MaxValue = 2147483647 && System.Int32.MinValue = -2147483648 && System.Byte.MaxValue = 255uy && System.SByte.MinValue = -128y && System.UInt32.MaxValue = 4294967295u',
    'System.Int16.MinValue = -32768s && System.UInt16.MaxValue = 65535us && System.Int64.MinValue - 1L = System.Int64.MaxValue && System.UInt64.MaxValue + 1UL = 0UL',
    'System.Double.IsNaN nan && not (System.Double.IsNaN infinity) && System.Double.IsInfinity -infinity && System.Double.IsFinite System.Double.MaxValue && not (System.Double.IsFinite nan)',
    'System.Single.IsNaN nanf && System.Single.IsInfinity infinityf && System.Single.IsFinite System.Single.MinValue && System.Single.MaxValue * 2.0f = infinityf && System.Double.MaxValue * 2.0 = System.Double.PositiveInfinity',
    'System.Math.Max(1, 2) = 2 && System.Math.Min(1.5, 0.5) = 0.5 && System.Math.Abs -3 = 3 && System.Math.Abs(-1.5) = 1.5 && System.Math.Sqrt 4.0 = 2.0 && abs (System.Math.PI - 3.14159265358979) < 1e-14',
    'compare 1 2 = -1 && compare "b" "a" = 1 && compare 1.5 1.5 = 0 && (a |> Array.sort |> Array.rev).[0] = 6',
  ],
  String: [
    'String.equals "abc" "abc" && not (String.equals "abc" "abd") && not (String.equals "ab" "abc") && String.equals "" ""',
    '"x" = "x" && "x" <> "y" && Some "x" = Some "x" && ("a", 1) = ("a", 1)',
    'String.indexOf "lo" "hello" = 3 && String.indexOf "xyz" "hello" = -1 && String.indexOf "" "hello" = 0',
    'String.startsWith "he" "hello" && String.endsWith "llo" "hello" && not (String.endsWith "hello!" "hello")',
    'String.contains "ell" "hello" && not (String.contains "elo" "hello")',
    'String.compare "abc" "abd" = -1 && String.compare "b" "a" = 1 && String.compare "ab" "abc" = -1 && String.compare "a" "a" = 0',
    'String.byteAt "A" 0 = 65uy && String.isEmpty "" && not (String.isEmpty "a")',
    '"hello".Substring(1, 3) = "ell" && "hello".Substring 5 = "" && "hello".Substring(2) = "llo" && " a ".Trim() = "a" && " a ".TrimStart().TrimEnd().Length = 1',
    '"hello".StartsWith "he" && "hello".EndsWith("lo") && "hello".Contains "ell" && not ("hello".Contains "elo") && "hello".IndexOf "l" = 2 && "hello".LastIndexOf "l" = 3',
    '"é".Length = 2 && "é".[0] = char 0xC3',
    '"abc" < "abd" && "b" > "a" && "ab" <= "abc" && "a" >= "a" && not ("a" < "a") && "" < "a" && "z" < "é"',
    'String.lastIndexOf "l" "hello" = 3 && String.lastIndexOf "x" "hello" = -1 && String.lastIndexOf "" "hello" = 5',
    'String.tryFindIndex "lo" "hello" = Some 3 && String.tryFindIndex "xyz" "hello" = None',
    'String.tryByte "A" 0 = Some 65uy && String.tryByte "A" 1 = None && String.tryByte "A" -1 = None',
    'String.substring 1 3 "hello" = "ell" && String.substring 5 0 "hello" = "" && "hello".[1 .. 3] = "ell" && "hello".[2 ..] = "llo"',
    'String.trySubstring 1 3 "hello" = Some "ell" && String.trySubstring 3 3 "hello" = None && String.trySubstring -1 2 "hello" = None',
    'String.trySplit "=" "key=value=x" = Some ("key", "value=x") && String.trySplit "=" "key" = None && String.trySplit ", " "a, b" = Some ("a", "b")',
    'String.trySplit "," "," = Some ("", "") && String.trySplit "" "ab" = Some ("", "ab")',
    'String.trim "  a b\\t\\n" = "a b" && String.trimStart "  a " = "a " && String.trimEnd " a  " = " a" && String.trim "   " = "" && String.trim "" = ""',
    'String.count "aé€😀" = 4 && String.count "" = 0',
    'String.tryOfBytes [| 0xE2uy; 0x82uy; 0xACuy |] = Some "€" && String.tryOfBytes [| 0xE2uy; 0x82uy |] = None && String.tryOfBytes [| 0xEFuy; 0xBFuy; 0xBDuy |] = Some "\\uFFFD"',
    'String.padLeft 4 "é" text = Some "   é" && String.padRight 3 "a" text = Some "a  " && String.padLeft 1 "abc" text = Some "abc" && String.padLeft 99 "a" text = None && String.padRight 25 "" text = None',
    'String.tryCopy "abc" text = Some "abc" && String.tryCopy "abc" text.[0 .. 1] = None && String.tryCopy "" text.[0 .. -1] = Some ""',
    'folded "aé€😀" = 4 * 1000000 + 97 + 0xE9 + 0x20AC + 0x1F600 && folded "" = 0',
    'folded (String.ofBytes [| 0x61uy; 0xF1uy; 0x80uy; 0x80uy; 0xE1uy; 0x80uy; 0xC2uy; 0x62uy; 0x80uy; 0x63uy; 0x80uy; 0xBFuy; 0x64uy |]) = 10 * 1000000 + 6 * 0xFFFD + 394',
  ],
  Parse: [
    'Parse.tryInt "42" = Some 42 && Parse.tryInt "-42" = Some -42 && Parse.tryInt "0" = Some 0',
    'Parse.tryInt "-2147483648" = Some -2147483648 && Parse.tryInt "2147483648" = None && Parse.tryInt "-2147483649" = None',
    'Parse.tryInt "" = None && Parse.tryInt "-" = None && Parse.tryInt "12x" = None && Parse.tryInt "+1" = None',
    'Parse.tryInt64 "-9223372036854775808" = Some -9223372036854775808L && Parse.tryInt64 "9223372036854775808" = None',
    'Parse.tryUint64 "18446744073709551615" = Some 18446744073709551615UL && Parse.tryUint64 "18446744073709551616" = None',
    'Parse.tryUint64 "184467440737095516150" = None && Parse.tryUint "4294967295" = Some 4294967295u && Parse.tryUint "4294967296" = None',
    'Parse.tryHex "DeadBeef" = Some 0xDEADBEEFul && Parse.tryHex "123456789" = None && Parse.tryHex "g" = None && Parse.tryHex "" = None',
    'Parse.tryFloat "1.5" = Some 1.5 && Parse.tryFloat "-2e3" = Some -2000.0 && Parse.tryFloat ".5" = Some 0.5 && Parse.tryFloat "" = None && Parse.tryFloat "1.5x" = None',
    'Parse.tryFloat32 "0.1" = Some 0.1f && Parse.tryFloat "1e999" = Some (1.0 / 0.0) && Parse.tryFloat "-Infinity" = Some (-1.0 / 0.0)',
    'Parse.tryBool "true" = Some true && Parse.tryBool "false" = Some false && Parse.tryBool "True" = None',
  ],
  Format: [
    'Format.int 0 text = "0" && Format.int 7 text = "7" && Format.int 1234567890 text = "1234567890"',
    'Format.int -2147483648 text = "-2147483648" && Format.int -1 text = "-1"',
    'Format.uint 4294967295u text = "4294967295"',
    'Format.int64 -9223372036854775808L text = "-9223372036854775808" && Format.int64 9223372036854775807L text = "9223372036854775807"',
    'Format.uint64 18446744073709551615UL text = "18446744073709551615" && Format.uint64 10000000000UL text = "10000000000"',
    'Format.uint64 9999999999999999999UL text = "9999999999999999999" && Format.uint64 99UL text = "99"',
    'Format.hex 0xDEADBEEFu text = "deadbeef" && Format.hex 0u text = "0" && Format.hex64 0x1000000000UL text = "1000000000"',
    'Format.bool true = "true" && Format.bool false = "false"',
    'Format.char \'A\' text = "A" && Format.char \'é\' text = "é" && Format.char \'€\' text = "€" && Format.char \'\\U0001F600\' text = "\\U0001F600"',
    'Format.into text $"{12,4}|{-12,-4}|{255:X4}" = Ok "  12|-12 |00FF" && Format.into text.[0 .. 2] $"{1234}" = Error 4 && Format.into text "abc" = Ok "abc"',
    'Format.truncated text.[0 .. 3] $"ab{\'é\'}€" = "abé" && Format.truncated text.[0 .. 4] $"{1}23456" = "12345" && Format.truncated text.[0 .. 1] "€" = ""',
    'Format.into text $"{true} {Some 1 = None} {\'é\'} {text.Length}" = Ok "True False é 24"',
    'Format.into text $"%05d{-12} %x{255} %+d{3} %b{true}" = Ok "-0012 ff +3 true"',
    'Format.into text (sprintf "%5s|%-3c|%c" "ab" \'x\' \'y\') = Ok "   ab|x  |y" && Format.into text (sprintf "100%%") = Ok "100%"',
    'Format.into text $"{-1l:X} {-1y:x} {8uy:B} {-5l:D3}" = Ok "FFFFFFFF ff 1000 -005"',
    'Format.into text $"{1.5:F2} {0.125:F2} {1e21}" = Ok "1.50 0.12 1E+21" && Format.into text $"{0.1f} {1.0e7f} {-0.0}" = Ok "0.1 1E+07 -0"',
    'Format.int 12 text.[0 .. 1] = "12" && Format.int 123 text.[0 .. 1] = "" && Format.int -12 text.[0 .. 1] = "" && Format.char \'é\' text.[0 .. 0] = ""',
  ],
};

function programOf(claim: string): string {
  return `module Claim

let divided a b = if b = 0 then Error "zero" else Ok (a / b)
let isAfter (_: unit) (b: bool) = b
let view (elements: Span<int>) = elements

let folded (text: string) =
    let mutable sum = 0
    for c in text do
        sum <- sum + 1000000 + int c
    sum

[<EntryPoint>]
let main _ =
    let a = [| 1; 2; 3; 4; 5; 6 |]
    let b: int[] = Array.zeroCreate 6
    let text: byte[] = Array.zeroCreate 24
    if ${claim} then 0 else 1
`;
}

const cases = Object.values(claims).flat();

test('there are claims about every module that computes', () => {
  expect(Object.keys(claims)).toEqual([
    'Option',
    'Result',
    'Bits',
    'Math',
    'Span',
    'Array',
    'System',
    'String',
    'Parse',
    'Format',
  ]);
});

test.each(cases)('%s', (claim) => {
  const graph = graphOf(programOf(claim));
  for (const target of ['x86_64-linux', 'cortex-m33'] as const) {
    const limits = { fuel: 100_000, depth: 60 };
    const outcome = runProgram(graph, targetOf(target), closedWorld(new Uint8Array()), { limits });
    expect({ target, outcome }).toEqual({ target, outcome: { kind: 'returned', value: 0n } });
  }
});
