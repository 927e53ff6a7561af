[<A>] [<B(1)>]
[<C "x">]
let f x = x

[<A;
  B(Size = 4);
  C>]
type T = int

let g () =
    [<Literal>]
    let x = 1
    x

[<Interrupt("SysTick")>]
let handler () = ()

[<A.B.C(typeof<int>, [| 1 |])>]
module M =
    let a = 1
