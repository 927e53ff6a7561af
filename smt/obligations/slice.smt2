; proved: Both ends of the slice lie within the elements, or the slice is empty.
; unproved: The slice may reach outside the elements.
(define-fun slice ((first Int) (last Int) (extent Int)) Bool
  (and (<= 0 first) (<= first (+ last 1)) (< last extent)))
