module Format_

type Shape =
    | Dot
    | Circle of int

let label (n: int) = $"value {n}"
let kept (n: int) = sprintf "%d" n
let a (x: float) = Console.write $"{x:X}"
let b (x: int) = Console.write $"{x:F2}"
let c (x: int) = Console.write $"{x:N0}"
let d (x: int) = Console.write $"{x,y}"
let e (x: Shape) = Console.write $"{x}"
let f (x: int[]) = Console.write $"{x}"
let g () = printfn "%d" "a"
let h () = printfn "%d %d" 1
let i () = printfn "%d" 1 2
let j (text: string) = printfn text
let k () = printf "%q" 1
let l (x: int) = printf "%f" x
let m () = printf "%+s" "a"
let n (x: int) = Console.write $"100% {x}"
let o (x: int) = Console.write $"a } {x}"
let p () = Console.write $"{}"
let q (x: int) = Console.write $"{x y}"
let r (x: int) = Console.write $"{x + }"
let s (x: int) = Console.write $"%d{x:X}"
let t (x: int) = Console.write $"%s{x}"
let u (x: int) = Console.write $$"""{{x}}"""
let v (x: int) = Console.write $"{missing} {x}"
let w (x: int) = if x > 0 then $"a{x}" else "b"
let y (x: int) = Console.write (if x > 0 then $"a{x}" else "b")
let z (x: int) = Console.write $"{x"
