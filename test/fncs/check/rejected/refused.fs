module Refused

let a () = failwithf "no"
let b () = raise 1
let c () = printfn "hello %d" 3
let d = sprintf "%d" 3
let e (x: int) = string x
let f = List.map
let g = Seq.sum [| 1 |]
let h = Array.reduce
let i = Array.append [| 1 |] [| 2 |]
let j = Option.toList
let k = async
let l = ref 3
let m x = !x
let n x = x := 3
let o = box 3
let p () = System.Console.WriteLine "x"
let q = typeof
let r = "a" + "b"
let s = String.concat "" [| "a" |]
let t () = String.map
let u = 2.0 ** 3.0
let v (x: list<int>) = 1
let w (x: decimal) = 1
let x (x: obj) = 1
let y (x: int -> int) = 1
let z (x: int[,]) = 1
let aa = exp 1.0
let bb = 1 :: 2
let cc = [| 1 |] @ [| 2 |]
let dd (x: System.Int32) = 1
let ee (x: byref<int>) = 1
let ff (o: Result<int, int>) = o.IsOk
let gg = Platform.Service.now ()
let hh = decimal 3
let ii r = { r with A.B = 1 }

[<Interrupt("SysTick")>]
let jj () = ()

[<Foo>]
let kk = 1

[<EntryPoint>]
type Ll = { A: int }

[<Literal; Literal>]
let Mm = 1
