let a () =
    while
        longCondition x
        && other
        do
        one ()
    while x
          && y
    do
        two ()
    done
    for i in 0 .. 3
      do three i
    four ()
