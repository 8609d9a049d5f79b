(******************************************************************************)
(*  What the formulas of Definitions.v are made of, besides + - * / exp ln    *)
(*                                                                            *)
(*   log_sum_exp alpha q  ==  alpha ln (\sum_a exp (q a / alpha)); at         *)
(*                            alpha = 0 its limit, the maximum of q           *)
(******************************************************************************)

From SoftBellman Require Import Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition log_sum_exp (A : finType) (alpha : R) (q : A -> R) : R :=
  if Req_EM_T alpha 0 then maximum q else alpha * ln (\sum_a exp (q a / alpha)).
