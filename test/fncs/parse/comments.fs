// line
/// doc
let a = 1 (* after *)
(* nested (* inner *) outer *)
let b = (* in *) 2 // end
(* a string "*)" hides its closer, and '"' too *)
let c = 3
let d = (*) 1 2
(**)
let e = 4 (***)
let f = "(* no comment *)" // "not a string
