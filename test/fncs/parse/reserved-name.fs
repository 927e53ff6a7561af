let process x = x
