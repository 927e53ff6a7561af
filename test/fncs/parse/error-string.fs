let a = "closed"
let b = "not closed
let c = 1
let d = "another"
let e = 'x'
