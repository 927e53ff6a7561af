let a = 1
(* opened (* and closed *)
let b = 2
