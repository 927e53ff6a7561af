; proved: What is pointed at outlives what holds the pointer.
; unproved: The pointer may be used after what it points at is gone.
; scopes as intervals of a depth-first walk over their nesting: the outer one encloses the inner one
(define-fun lifetime ((pointee-opens Int) (pointee-closes Int) (holder-opens Int) (holder-closes Int)) Bool
  (and (<= pointee-opens holder-opens) (<= holder-closes pointee-closes)))
