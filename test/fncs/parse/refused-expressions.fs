let a () =
    try
        one ()
    with
    | Failure m -> two ()
    | _ -> three ()

let b () =
    try one () finally two ()

let c () =
    use file = openFile ()
    use! other = file
    read file

let d = seq { for i in 0 .. 9 do yield i }
let e = async {
    let! x = fetch ()
    use! y = fetch ()
    return x
}
let f = [ 1; 2; 3 ]
let g = 1 :: xs
let h = lazy (1 + 2)
let i = <@ 1 + 2 @>
let j = $"x = {1 + 2}"
let k = {| A = 1 |}
let l = function
        | 0 -> 1
        | _ -> 2
let m = x :> Object
let n = x :?> int
let o = match x with :? int -> 1 | _ -> 2
let p = null
let q = ref 0
let r () =
    q := 1
    !q
let s = &x
let t = &&x
let u = struct (1, 2)
let v = [| for i in 0 .. 9 -> i |]
let w = [| yield 1 |]
let x = a @ b
let y = 5m + 3I
let z = a.[^1] + a.[*].Length
let aa = x?name
let bb = f ?arg
let cc = upcast x
let dd = 7 mod 2
let ee = task { return 1 }
let ff = query {
            for x in xs do
            select x }
let gg () =
    use p = fixed a
    yield 1
    return 2
let hh = builder { let x = 1
                   x }
let ii x = x ||> f
let jj = x |>> f
let (|Even|Odd|) n = if n % 2 = 0 then Even else Odd
let (+.) a b = a + b
let kk = f $"a" $@"b\" @$"c" $"""d "quoted" """
let ll = 1 // still here
let mm = a+-b
let nn = { A=-1 }
let oo = 1
let pp = fixed a
let qq = { inherit Base() }

let many (n: int) = $$"""{{n}}"""
