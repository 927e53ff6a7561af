module Entry

let f x = x + 1
