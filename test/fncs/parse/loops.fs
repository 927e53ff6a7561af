let a () =
    for i = 0 to 9 do
        print i
    for i = 9 downto 0 do print i
    for i in 0 .. 9 do
        print i
    for i in 0 .. 2 .. n - 1 do print i
    for i in 10 .. -1 .. 0 do print i
    for x in xs do
        invariant (x > 0)
        print x
    for (a, b) in pairs do print a
    for _ in 1..3 do
        ()
    while x > 0 && y do
        x <- x - 1
        y <- f x
    while
        longCondition x
        && other
      do
        ()
    last ()
