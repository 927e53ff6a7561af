; proved: The index is at least 0 and below the length, so the access stays within its elements.
; unproved: The index may be negative or not below the length, so the access may leave its elements.
(define-fun bounds ((index Int) (extent Int)) Bool
  (and (<= 0 index) (< index extent)))
