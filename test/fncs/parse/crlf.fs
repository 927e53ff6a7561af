let f x =
    if x then
        1
    else
        2

let s = "a\
         b"
let g = (* a
   b *) 3
