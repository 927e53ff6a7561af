; The rewriting rules of src/smt/simplify.ts. Each function is a lemma: it is true for all values of its parameters (a test asks Z3 for a
; value that makes it false). The rules for `and`, `or`, `+` and `*` of more operands follow by associativity.

; constants and repetition in junctions
(define-fun and-true ((p Bool)) Bool (= (and p true) p))
(define-fun and-false ((p Bool)) Bool (= (and p false) false))
(define-fun and-repeated ((p Bool) (q Bool)) Bool (= (and p q p) (and p q)))
(define-fun and-nested ((p Bool) (q Bool) (r Bool)) Bool (= (and (and p q) r) (and p q r)))
(define-fun or-false ((p Bool)) Bool (= (or p false) p))
(define-fun or-true ((p Bool)) Bool (= (or p true) true))
(define-fun or-repeated ((p Bool) (q Bool)) Bool (= (or p q p) (or p q)))
(define-fun or-nested ((p Bool) (q Bool) (r Bool)) Bool (= (or (or p q) r) (or p q r)))

; implication and choice
(define-fun implies-from-false ((p Bool)) Bool (= (=> false p) true))
(define-fun implies-from-true ((p Bool)) Bool (= (=> true p) p))
(define-fun implies-true ((p Bool)) Bool (= (=> p true) true))
(define-fun implies-false ((p Bool)) Bool (= (=> p false) (not p)))
(define-fun implies-itself ((p Bool)) Bool (=> p p))
(define-fun choose-true ((a Int) (b Int)) Bool (= (ite true a b) a))
(define-fun choose-false ((a Int) (b Int)) Bool (= (ite false a b) b))
(define-fun choose-same ((p Bool) (a Int)) Bool (= (ite p a a) a))
(define-fun choose-same-truth ((p Bool) (q Bool)) Bool (= (ite p q q) q))

; negation turns comparisons round
(define-fun not-not ((p Bool)) Bool (= (not (not p)) p))
(define-fun not-at-most ((a Int) (b Int)) Bool (= (not (<= a b)) (> a b)))
(define-fun not-below ((a Int) (b Int)) Bool (= (not (< a b)) (>= a b)))
(define-fun not-at-least ((a Int) (b Int)) Bool (= (not (>= a b)) (< a b)))
(define-fun not-above ((a Int) (b Int)) Bool (= (not (> a b)) (<= a b)))
(define-fun not-equal ((a Int) (b Int)) Bool (= (not (= a b)) (distinct a b)))
(define-fun not-distinct ((a Int) (b Int)) Bool (= (not (distinct a b)) (= a b)))
(define-fun not-equal-truth ((p Bool) (q Bool)) Bool (= (not (= p q)) (distinct p q)))
(define-fun not-distinct-truth ((p Bool) (q Bool)) Bool (= (not (distinct p q)) (= p q)))

; a term compared with itself
(define-fun equal-itself ((a Int)) Bool (= a a))
(define-fun at-most-itself ((a Int)) Bool (<= a a))
(define-fun at-least-itself ((a Int)) Bool (>= a a))
(define-fun below-itself ((a Int)) Bool (= (< a a) false))
(define-fun above-itself ((a Int)) Bool (= (> a a) false))
(define-fun distinct-itself ((a Int)) Bool (= (distinct a a) false))

; arithmetic with neutral and deciding constants
(define-fun plus-zero ((a Int)) Bool (= (+ a 0) a))
(define-fun plus-gathered ((a Int) (b Int) (k Int) (m Int)) Bool (= (+ k a m b) (+ a b (+ k m))))
(define-fun plus-nested ((a Int) (b Int) (c Int)) Bool (= (+ (+ a b) c) (+ a b c)))
(define-fun times-one ((a Int)) Bool (= (* 1 a) a))
(define-fun times-zero ((a Int)) Bool (= (* 0 a) 0))
(define-fun times-swapped ((a Int) (b Int)) Bool (= (* a b) (* b a)))
(define-fun times-nested ((a Int) (b Int) (c Int)) Bool (= (* (* a b) c) (* a b c)))
(define-fun minus-zero ((a Int)) Bool (= (- a 0) a))
(define-fun minus-itself ((a Int)) Bool (= (- a a) 0))
(define-fun minus-minus ((a Int)) Bool (= (- (- a)) a))
(define-fun div-by-one ((a Int)) Bool (= (div a 1) a))
(define-fun mod-by-one ((a Int)) Bool (= (mod a 1) 0))
