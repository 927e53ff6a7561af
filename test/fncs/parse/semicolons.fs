let a () = one (); two (); three ()
let b () =
    one ();
    two ();
    3
let c = (1; 2)
let d () =
    x <- 1; y <- 2
let e () = if a then b; c
let f () = { X = 1; Y = (one (); 2); }
let g = [| 1; 2; |]
