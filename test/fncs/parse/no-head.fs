let a = 1
module M =
    let b = 2
a
