(******************************************************************************)
(*  The moving average of a target parameter                                  *)
(*                                                                            *)
(*  For a frozen online parameter the target nears it by 1 - tau a step.      *)
(******************************************************************************)

From SoftBellman Require Import Sums Definitions.

Open Scope R_scope.

(** After [k] steps a target is the average of its start and the online parameter, weighted by [(1 - tau)^k]. *)
Theorem moving_average_closed tau online target k :
  iter k (moving_average tau online) target = (1 - tau) ^ k * target + (1 - (1 - tau) ^ k) * online.
Proof.
elim: k => [|k IH]; first by rewrite /=; ring.
by rewrite iterS IH /moving_average /=; ring.
Qed.

(** Its distance shrinks by [1 - tau] at every step. *)
Theorem moving_average_rate tau online target k : 0 <= tau <= 1 ->
  Rabs (iter k (moving_average tau online) target - online) = (1 - tau) ^ k * Rabs (target - online).
Proof.
move=> tau01; rewrite moving_average_closed.
have -> : (1 - tau) ^ k * target + (1 - (1 - tau) ^ k) * online - online = (1 - tau) ^ k * (target - online) by ring.
by rewrite Rabs_mult Rabs_pos_eq //; apply: pow_le; lra.
Qed.
